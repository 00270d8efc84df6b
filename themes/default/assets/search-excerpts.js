/* What a result shows of its document: the paragraphs in which the words stand, each with a link to the very words. */
const searchExcerpts = (() => {
  'use strict';

  const LENGTH = 34;  // words of an excerpt
  const SHOWN = 3;  // paragraphs of a document
  const AROUND = 3;  // words before and after a found one that tell a browser which one is meant
  const MARKED = 6;  // words of a paragraph that a browser is asked to mark
  const CORE = /^([^\p{L}\p{N}]*)(.*?)((?:['’]s)?[^\p{L}\p{N}]*)$/su;

  const core = word => word.match(CORE)[2].toLowerCase();

  /* The text as Pagefind counts its words: cut at spaces, or where it put marks between words that have none. */
  function cutWords({ raw_content: raw, content }) {
    if (!raw.includes('\u200B')) return { words: content.split(/\s+/), space: ' ' };
    const words = raw.split('\u200B').map(word => word.replace(/&lt;/g, '<').replace(/&gt;/g, '>'));
    return { words, space: '' };
  }

  /* Stretches of the text under their ids; what stands before the first one is the headline. Pagefind ends each with a
     full stop: where the document has none, it goes from `words`. */
  function cutZones({ anchors, meta }, words) {
    const ours = anchors.filter(({ id }) => /^(p\d+(-\d+)?|note-.+|(name|word)-\d+)$/.test(id));
    const starts = [{ id: '', text: meta.title, location: 0 }, ...ours];
    return starts.map(({ id, text, location }, at) => {
      const end = at + 1 < starts.length ? starts[at + 1].location : words.length;
      if (end > location && !text.trim().endsWith('.')) words[end - 1] = words[end - 1].replace(/\.$/, '');
      return { id, text, start: location, end };
    });
  }

  /* Where a name stands in the text in any of its forms. */
  function findForms(forms, words) {
    const wanted = forms.map(form => form.split(/\s+/).map(core));
    const places = [];
    words.forEach((word, at) => {
      const found = wanted.find(form => form.every((one, next) => at + next < words.length && core(words[at + next]) === one));
      if (found) found.forEach((_, next) => places.push(at + next));
    });
    return places;
  }

  /* The stretch of a zone that holds most of the found words. */
  function chooseWindow({ start, end }, marked) {
    let best = start;
    let most = -1;
    for (let from = start; from === start || from <= end - LENGTH; from++) {
      let held = 0;
      for (let at = from; at < Math.min(end, from + LENGTH); at++) held += marked.has(at);
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
      const [, before, word, after] = words[at].match(CORE);
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

  /* Of a fragment of Pagefind's and the places of the found words: `title` and `paragraphs` as pieces, each paragraph
     with its `target`; `names`: those of the document that were found in a form which it does not print. */
  function makeExcerpts(fragment, places) {
    const text = cutWords(fragment);
    const zones = cutZones(fragment, text.words);
    const marked = new Set(places);
    const holds = zone => places.some(at => at >= zone.start && at < zone.end);
    const heldForms = kind => zones.filter(zone => zone.id.startsWith(kind) && holds(zone)).map(zone => zone.text.split('; '));
    const named = heldForms('name-');
    [...named, ...heldForms('word-')].forEach(forms => findForms(forms, text.words).forEach(at => marked.add(at)));
    const body = zones.filter(({ id }) => /^(p|note-)/.test(id));
    const printed = new Set(places.filter(at => body.some(zone => at >= zone.start && at < zone.end)).map(at => core(text.words[at])));
    const isPrinted = forms => forms.some(form => form.split(/\s+/).some(word => printed.has(core(word))));
    const found = body.map(zone => {
      const own = new Set();
      for (let at = zone.start; at < zone.end; at++) if (marked.has(at)) own.add(core(text.words[at]));
      return { zone, different: own.size };
    }).filter(({ different }) => different);
    const best = found.sort((one, other) => other.different - one.different).slice(0, SHOWN).map(({ zone }) => zone);
    if (!best.length && body.length) best.push(body[0]);
    const headline = zones[0];
    return {
      title: cutPieces(headline.start, headline.end, marked, text),
      paragraphs: best.sort((one, other) => one.start - other.start).map(zone => makeParagraph(zone, marked, text)),
      names: named.filter(forms => !isPrinted(forms)).map(([name]) => name),
    };
  }

  return { makeExcerpts };
})();
