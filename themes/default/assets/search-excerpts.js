/* What a result shows of its document: the paragraphs in which the words stand, each with a link to the very words. */
const searchExcerpts = (() => {
  'use strict';

  const LENGTH = 34;  // words of an excerpt
  const SHOWN = 3;  // paragraphs of a document
  const AROUND = 3;  // words before and after a found one that tell a browser which one is meant
  const MARKED = 6;  // words of a paragraph that a browser is asked to mark
  const CORE = /^([^\p{L}\p{N}]*)(.*?)((?:['’]s)?[^\p{L}\p{N}]*)$/su;
  const LONGEST = 100;  // signs of what is a word and not a mishap

  /* A word and what stands before and after it. */
  const cutCore = word => word.length > LONGEST ? ['', word, ''] : word.match(CORE).slice(1);
  const core = word => archiveSearch.fold(cutCore(word)[1]);

  /* The text as Pagefind counts its words: cut at spaces, or where it put marks between words that have none. */
  function cutWords(text) {
    const mark = text.includes('\u200B') ? '\u200B' : ' ';
    return { words: text.split(mark), space: mark === ' ' ? ' ' : '' };
  }

  /* Where forms stand in the text. */
  function findForms(forms, words) {
    const byFirst = new Map();
    forms.map(form => form.split(/\s+/).map(core)).forEach(form => byFirst.set(form[0], [...byFirst.get(form[0]) || [], form]));
    const cores = words.map(core);
    return cores.flatMap((word, at) => {
      const found = (byFirst.get(word) || []).find(form => form.every((one, next) => cores[at + next] === one));
      return found ? found.map((_, next) => at + next) : [];
    });
  }

  /* The stretch of a zone that holds most of the found words. */
  function chooseWindow({ start, end }, marked) {
    let best = start;
    let held = 0;
    for (let at = start; at < Math.min(end, start + LENGTH); at++) held += marked.has(at);
    let most = held;
    for (let from = start + 1; from <= end - LENGTH; from++) {
      held += marked.has(from + LENGTH - 1) - marked.has(from - 1);
      if (held > most) [best, most] = [from, held];
    }
    const lead = best > start ? Math.max(start, best - 4) : best;
    return [lead, Math.min(end, best + LENGTH)];
  }

  /* `#p7:~:text=…`: the paragraph, and for browsers that can the words in it, told apart by those around them. */
  function makeTarget({ id, start, end }, marked, { words, space }) {
    const anchor = '#' + id.replace(/^(p\d+)-\d+$/, '$1');
    const encode = (from, to) => encodeURIComponent(words.slice(from, to).join(space).trim()).replace(/-/g, '%2D');
    const directives = [];
    for (let at = start; at < end && directives.length < MARKED; at++) {
      if (!marked.has(at)) continue;
      let to = at + 1;
      while (to < end && marked.has(to)) to++;
      const before = encode(Math.max(start, at - AROUND), at);
      const after = encode(to, Math.min(end, to + AROUND));
      directives.push('text=' + (before && before + '-,') + encode(at, to) + (after && ',-' + after));
      at = to;
    }
    return directives.length ? anchor + ':~:' + directives.join('&') : anchor;
  }

  /* Words as pieces: { text, marked }. */
  function cutPieces(from, to, marked, { words, space }) {
    const pieces = [];
    for (let at = from; at < to; at++) {
      const [before, word, after] = cutCore(words[at]);
      const lead = at > from ? space : '';
      if (marked.has(at)) pieces.push({ text: lead + before }, { text: word, marked: true }, { text: after });
      else pieces.push({ text: lead + words[at] });
    }
    return pieces.filter(({ text }) => text);
  }

  function makeParagraph(zone, marked, text) {
    const [from, to] = chooseWindow(zone, marked);
    const pieces = cutPieces(from, to, marked, text);
    if (from > zone.start) pieces.unshift({ text: '… ' });
    if (to < zone.end) pieces.push({ text: ' …' });
    return { id: zone.id, target: makeTarget(zone, marked, text), pieces };
  }

  /* The zone of a place: the last one that does not begin behind it. */
  function zoneAt(place, zones) {
    let [low, high] = [0, zones.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (zones[middle].start > place) high = middle - 1;
      else low = middle;
    }
    return zones[low];
  }

  /* What is found where readers do not see it, as places of what they do see: a word without its accents is the word
     at its place, other forms stand wherever one of them is printed. */
  function findPrinted(unseen, zones, words) {
    const byId = new Map(zones.map(zone => [zone.id, zone]));
    const held = new Set();
    const printed = unseen.flatMap(at => {
      const zone = zoneAt(at, zones);
      if (zone.forms) held.add(zone);
      return zone.forms ? [] : [byId.get(zone.id.replace('plain-', '')).start + at - zone.start];
    });
    const named = [...held].filter(({ id }) => id.startsWith('name-')).map(({ forms }) => forms);
    return { printed: printed.concat([...held].flatMap(({ forms }) => findForms(forms, words))), named };
  }

  /* Of a document's text in the index and the places of the found words: `title` and `paragraphs` as pieces, each
     paragraph with its `target`; `names`: those of the document that were found in a form which it does not print. */
  function makeExcerpts({ text: whole, zones: rows, end: last }, places) {
    const text = cutWords(whole);
    const zones = rows.map(([id, start, forms], at) => ({ id, start, end: at + 1 < rows.length ? rows[at + 1][1] : last, forms }));
    const isSeen = at => at < text.words.length;
    const seen = places.filter(isSeen);
    const { printed, named } = findPrinted(places.filter(at => !isSeen(at)), zones, text.words);
    const marked = new Set(seen.concat(printed));
    const typed = new Set(named.length ? seen.map(at => core(text.words[at])) : []);
    const isTyped = forms => forms.some(form => form.split(/\s+/).some(word => typed.has(core(word))));
    const [headline, ...body] = zones.filter(({ start }) => isSeen(start));
    const found = body.map(zone => {
      const own = new Set();
      for (let at = zone.start; at < zone.end; at++) if (marked.has(at)) own.add(core(text.words[at]));
      return { zone, different: own.size };
    }).filter(({ different }) => different);
    const best = found.sort((one, other) => other.different - one.different).slice(0, SHOWN).map(({ zone }) => zone);
    if (!best.length && body.length) best.push(body[0]);
    return {
      title: cutPieces(headline.start, headline.end, marked, text),
      paragraphs: best.sort((one, other) => one.start - other.start).map(zone => makeParagraph(zone, marked, text)),
      names: named.filter(forms => !isTyped(forms)).map(([name]) => name),
    };
  }

  return { makeExcerpts };
})();
