// Cites items with citeproc-js. Standard input: {"styles": {name: CSL}, "locale": CSL, "items": [CSL-JSON]};
// standard output: {name: [one entry of a bibliography an item, as text]}.
"use strict";
const CSL = require("citeproc");

const { styles, locale, items } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const system = { retrieveLocale: () => locale, retrieveItem: (id) => items[id] };

function cite(style) {
  const engine = new CSL.Engine(system, style, "en-US");
  engine.setOutputFormat("text");
  return items.map((item) => {
    engine.updateItems([item.id]);  // alone: nothing to tell it from
    return engine.makeBibliography()[1].join("").trim();
  });
}

const cited = Object.entries(styles).map(([name, style]) => [name, cite(style)]);
process.stdout.write(JSON.stringify(Object.fromEntries(cited)));
