/* The engine: words, filters and an order in, documents and counts out. It knows Pagefind and the catalogue, no page.

   Everything that it loads is a classic script which hands over its content: `archiveSearch.take(name, content)`.
   That works from a disk, where browsers load neither modules nor data. */
const archiveSearch = (() => {
  'use strict';

  const root = new URL('..', document.currentScript.src).href;
  const taken = {};
  const loads = {};

  function take(name, content) { taken[name] = content; }

  /* The content of a script, by default of the index, loaded once. */
  function load(name, address = root + 'pagefind/' + name + '.js') {
    loads[name] ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      const done = () => {
        script.remove();
        if (name in taken) resolve(taken[name]);
        else { delete loads[name]; reject(new Error('cannot load ' + name)); }
        delete taken[name];
      };
      script.onload = script.onerror = done;
      script.src = address;
      document.head.append(script);
    });
    return loads[name];
  }

  const toBytes = base64 => Uint8Array.fromBase64 ? Uint8Array.fromBase64(base64)
    : Uint8Array.from(atob(base64), sign => sign.charCodeAt(0));

  /* What a packed file holds; where the browser cannot unpack it, Pagefind can, though slower. */
  async function unpack(base64) {
    const bytes = toBytes(base64);
    if (!window.DecompressionStream) return bytes.buffer;
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
  }

  const unpacked = {};
  const loadPacked = name => unpacked[name] ??= load(name).then(unpack);

  /* --- what the index holds ------------------------------------------------------------------------------------ */

  const FOLDER = '/pagefind/';

  /* What is asked for stands before what only begins with it, however often that comes: words of another length count
     for nothing, and the saturation is what makes all others count as they do with Pagefind's own settings. */
  const RANKING = { termSimilarity: 20, termSaturation: 0.15 };

  let facets;
  let documents;  // by Pagefind's id of their page
  let indexes;  // one Pagefind a language, each with its own stemmer

  function readCatalogue({ facets: named, dates, documents: rows }, pages) {
    facets = named;
    const byId = new Map(rows.map(([id, language, text, witness, date, values], place) => {
      const [first, last, said] = dates[date];
      return [id, { id, language, text, witness, first, last, date: said, values, place }];
    }));
    documents = new Map();
    Object.entries(pages).forEach(([page, id]) => { if (byId.has(id)) documents.set(page, byId.get(id)); });
  }

  /* All of it loads and is made ready while the page is still being read and drawn, which is why this script stands in
     the page's head. */
  const catalogue = load('catalogue', document.currentScript.dataset.catalogue);
  const beginning = load('pagefind');
  const opening = beginning.then(async ({ program, entry, files, pages }) => {
    new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));  // throws where it is not allowed
    /* What Pagefind takes for fetch: its files by their names below its folder; most came with the program. */
    const fetchFile = async address => {
      const name = address.slice(FOLDER.length).split('?')[0];
      return name === 'pagefind-entry.json' ? { json: async () => entry }
        : { arrayBuffer: async () => name in files ? toBytes(files[name]).buffer : loadPacked(name) };
    };
    /* What it takes for setTimeout: it looks every 50 ms whether it is ready. */
    const soon = resolve => setTimeout(resolve, 0);
    indexes = await Promise.all(Object.keys(entry.languages).map(async language => {
      const pagefind = program(fetchFile, soon);
      await pagefind.options({ basePath: FOLDER, language, ranking: RANKING });
      await pagefind.init();
      return pagefind;
    }));
    return pages;
  });
  const reading = Promise.all([catalogue, opening]).then(([content, pages]) => readCatalogue(content, pages));
  reading.catch(() => {});  // told to whoever asks whether it is ready

  const ready = () => reading;

  /* The chunks of the index that words stand in load while the rest is made ready. A word's stem may stand in another
     one, which Pagefind then asks for. */
  function expect(words) {
    const asked = fold(words).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    beginning.then(({ chunks }) => Promise.all(asked.flatMap(word => chunks.map(firsts => {
      const at = firsts.findLastIndex(([first]) => first <= word);
      return at >= 0 && loadPacked(`index/${firsts[at][1]}.pf_index`);
    })))).catch(() => {});
  }

  /* --- words ----------------------------------------------------------------------------------------------------- */

  const PHRASE = /["“”„«»]([^"“”„«»]*)["“”„«»]/g;

  /* Phrases in quotation marks, and the remaining words together. */
  function parseQuery(query) {
    const phrases = [...query.matchAll(PHRASE)].map(([, words]) => ({ words, quote: '"' }));
    return [...phrases, { words: query.replace(PHRASE, ' '), quote: '' }].filter(({ words }) => /[\p{L}\p{N}]/u.test(words));
  }

  const LETTERS = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' };
  const MARKS = /([a-zα-ω])[\u0300-\u036f]+|(е)\u0308|[\u0300\u0301\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/g;

  /* Without accents and vowel signs, as the index has every text beside the way in which it is printed. */
  const fold = words => words.toLowerCase().normalize('NFD').replace(MARKS, '$1$2').replace(/[łøđðıßæœþ]/g, letter => LETTERS[letter]).normalize('NFC');

  const spellings = words => [...new Set([words.toLowerCase().normalize('NFC'), fold(words)])];

  /* In how many pages all words are: no page has this value, so that none has to be described. */
  const countPages = async (pagefind, words) => (await pagefind.search(words, { filters: { indexed: 'no' } })).unfilteredResultCount;

  const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;
  const NO_WORD = '\u{10FFFD}';

  /* A word as the words of the index that it is made of: itself, or what a language without spaces is cut into; null
     where no text has it. Pagefind then would take the longest word with which it begins: what it finds for a longer
     one that nobody writes is no answer. */
  async function findWord(pagefind, word) {
    if (await countPages(pagefind, `"${word}"`)) return word;
    if (UNSPACED.test(word)) return cutUnspaced(pagefind, word);
    const shorter = await countPages(pagefind, word + NO_WORD);
    const found = await countPages(pagefind, word);
    if (found !== shorter) return word;
    if (!found) return null;
    const [[one], [other]] = await Promise.all([word, word + NO_WORD].map(async each => (await pagefind.search(each)).results));
    return one.id === other.id && `${one.words}` === `${other.words}` ? null : word;
  }

  async function cutUnspaced(pagefind, run) {
    const letters = [...run];
    const words = [];
    while (letters.length) {
      let length = letters.length;
      while (length && !await countPages(pagefind, `"${letters.slice(0, length).join('')}"`)) length--;
      if (!length) return null;
      words.push(letters.splice(0, length).join(''));
    }
    return words.join(' ');
  }

  async function findWords(pagefind, words) {
    const found = await Promise.all(words.split(/\s+/).filter(word => /[\p{L}\p{N}]/u.test(word)).map(word => findWord(pagefind, word)));
    return found.includes(null) ? null : found.join(' ');
  }

  /* --- searching ----------------------------------------------------------------------------------------------- */

  /* The pages of one language that hold a part in any spelling, each with its score and the places of the words. */
  async function searchPart(pagefind, { words, quote }) {
    const held = await Promise.all(spellings(words).map(one => findWords(pagefind, one)));
    const asked = [...new Set(held)].filter(one => one !== null);
    const found = await Promise.all(asked.map(async one => (await pagefind.search(quote + one + quote)).results));
    return found.length > 1 ? mergePages(found.flat()) : found.flat();
  }

  function mergePages(found) {
    const pages = new Map();
    found.forEach(({ id, score, words }) => {
      const known = pages.get(id);
      pages.set(id, known ? { id, score: Math.max(known.score, score), words: known.words.concat(words) } : { id, score, words });
    });
    return [...pages.values()];
  }

  /* What of one language holds all parts. */
  async function searchIndex(pagefind, parts) {
    const [first, ...others] = await Promise.all(parts.map(part => searchPart(pagefind, part)));
    const byPage = others.map(found => new Map(found.map(one => [one.id, one])));
    const hits = [];
    first.forEach(({ id, score, words }) => {
      const document = documents.get(id);
      const more = byPage.map(found => found.get(id));
      if (!document || more.includes(undefined)) return;
      more.forEach(one => { score += one.score; });
      hits.push({ page: id, document, also: [], score, places: more.length ? words.concat(...more.map(one => one.words)) : words });
    });
    return hits;
  }

  const everything = () => [...documents].map(([page, document]) => ({ page, document, also: [], score: 0, places: [] }));

  /* A date that is not certain counts wherever it may lie; an unknown one lies in no range. */
  function inRange({ first, last }, from, to) {
    if (!from && !to) return true;
    return Boolean(first || last) && !(to && first > to) && !(from && last && last < from);
  }

  const ORDERS = {
    relevance: (one, other) => other.score - one.score || one.document.place - other.document.place,
    newest: (one, other) => one.document.place - other.document.place,
    oldest: (one, other) => {
      const [first, second] = [one, other].map(({ document }) => document.first || document.last || '9999');
      return first < second ? -1 : first > second ? 1 : other.document.place - one.document.place;
    },
  };

  /* Hits in the order of their texts: copies stand together, the witness nearest to the base first. */
  function orderByText(hits) {
    const texts = [];
    hits.forEach(hit => (texts[hit.document.text] ??= []).push(hit));
    return texts.flatMap(copies => copies.sort((one, other) => one.document.witness - other.document.witness));
  }

  /* Copies of one text are one hit, the others beside it; of hits in the order of their texts. */
  function joinCopies(hits) {
    const texts = [];
    let shown;
    hits.forEach(hit => {
      if (shown && shown.document.text === hit.document.text) {
        shown.also.push(hit.document);
        shown.score = Math.max(shown.score, hit.score);
      } else texts.push(shown = hit);
    });
    return texts;
  }

  /* Texts by the number of a facet's value; of hits in the order of their texts. */
  function countTexts(hits, place) {
    const counted = facets[place].values.map(() => -1);
    const counts = facets[place].values.map(() => 0);
    hits.forEach(({ document: { text, values } }) => values[place].forEach(value => {
      if (counted[value] !== text) counts[value]++;
      counted[value] = text;
    }));
    return counts;
  }

  /* `filters`: ticked values by facet, and `from`, `to` (days). `sort`: relevance, newest, oldest.
     Gives `hits`: { document, score, places, also, page }; `counts` by facet, in the order of its values, of a facet
     as if none of its own values were ticked; `undated`: texts that a date range leaves out because their date is not
     known. */
  async function search(words, { from = '', to = '', ...ticked }, sort) {
    const parts = parseQuery(words);
    if (words && !parts.length) return { hits: [], counts: {}, undated: 0 };
    const found = parts.length ? (await Promise.all(indexes.map(one => searchIndex(one, parts)))).flat() : everything();
    const tests = facets.flatMap(({ name, values }, place) => {
      const wanted = ticked[name] && new Set(ticked[name].map(value => values.indexOf(value)));
      return wanted ? { place, passes: ({ document }) => document.values[place].some(value => wanted.has(value)) } : [];
    });
    const but = skipped => hit => tests.every(({ place, passes }) => place === skipped || passes(hit));
    const undated = from || to ? found.filter(({ document }) => !document.first && !document.last) : [];
    const dated = orderByText(found.filter(({ document }) => inRange(document, from, to)));
    const counts = Object.fromEntries(facets.map(({ name }, place) => [name, countTexts(dated.filter(but(place)), place)]));
    const shown = new Set(joinCopies(dated.filter(but())));
    return {
      /* From Pagefind's order, which nearly is what is asked for most often: that is sorted fast. */
      hits: found.filter(hit => shown.has(hit)).sort(ORDERS[words ? sort : sort === 'oldest' ? sort : 'newest']),
      counts,
      undated: new Set(undated.filter(but()).map(({ document }) => document.text)).size,
    };
  }

  /* The text of a hit's document as `searchExcerpts` reads it. */
  const loadText = ({ page }) => load(`fragment/${page}.pf_fragment`);

  /* The values of one facet that a document has. */
  function valuesOf(document, name) {
    const place = facets.findIndex(facet => facet.name === name);
    return place < 0 ? [] : document.values[place].map(value => facets[place].values[value]);
  }

  return { take, ready, expect, search, loadText, valuesOf, fold };
})();
