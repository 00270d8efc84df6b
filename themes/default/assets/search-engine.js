/* The engine: words, filters and an order in, documents and counts out. It knows Pagefind and the catalogue, no page.

   Everything that it loads is a classic script which hands over its content: `archiveSearch.take(name, content)`.
   That works from a disk, where browsers load neither modules nor data. */
const archiveSearch = (() => {
  'use strict';

  const root = new URL('..', document.currentScript.src).href;
  const taken = {};
  const loads = {};

  function take(name, content) { taken[name] = content; }

  /* The content of a script of the index, loaded once. */
  function load(name) {
    loads[name] ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      const done = () => {
        script.remove();
        if (name in taken) resolve(taken[name]);
        else { delete loads[name]; reject(new Error('cannot load ' + name)); }
        delete taken[name];
      };
      script.onload = script.onerror = done;
      script.src = root + 'pagefind/' + name + '.js';
      document.head.append(script);
    });
    return loads[name];
  }

  function toBytes(base64) {
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
    return bytes.buffer;
  }

  /* What Pagefind takes for fetch: its files by their names below its folder. */
  const FOLDER = '/pagefind/';

  async function fetchChunk(address) {
    const name = address.slice(FOLDER.length).split('?')[0];
    const content = await load(name);
    return { json: async () => content, arrayBuffer: async () => toBytes(content) };
  }

  /* --- what the index holds ------------------------------------------------------------------------------------ */

  let documents;  // by id
  let facets;
  let indexes;  // one Pagefind a language, each with its own stemmer
  let documentOf;  // Pagefind's id of a page to a document

  function readCatalogue({ facets: named, documents: rows }) {
    facets = named;
    documents = new Map(rows.map(([id, language, text, witness, first, last, date, values], place) => [id, {
      id, language, text, witness, first, last, date, place,
      values: values.map((numbers, facet) => numbers.map(number => named[facet].values[number])),
    }]));
  }

  async function open() {
    const entry = await load('pagefind-entry.json');
    const languages = Object.entries(entry.languages);
    const files = languages.flatMap(([, { hash, wasm }]) => [`pagefind.${hash}.pf_meta`, `wasm.${wasm || 'unknown'}.pagefind`]);
    const [makePagefind] = await Promise.all(['pagefind', ...files].map(load));
    new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));  // throws where it is not allowed
    documentOf = entry.documents;
    indexes = await Promise.all(languages.map(async ([language]) => {
      const pagefind = makePagefind(fetchChunk);
      await pagefind.options({ basePath: FOLDER, language });
      await pagefind.init();
      return pagefind;
    }));
  }

  /* The index loads while the page is still being read; the catalogue is one of the page's own scripts. */
  const opening = open();
  opening.catch(() => {});  // told to whoever asks whether it is ready

  async function ready() {
    await opening;
    readCatalogue(taken.catalogue);
  }

  /* --- searching ----------------------------------------------------------------------------------------------- */

  const PHRASE = /["“”„«»]([^"“”„«»]*)["“”„«»]/g;

  /* Phrases in quotation marks, and the remaining words together; Pagefind takes either, not both. */
  function parseQuery(words) {
    const phrases = [...words.matchAll(PHRASE)].map(([, phrase]) => phrase);
    const parts = [...phrases.map(phrase => '"' + phrase + '"'), words.replace(PHRASE, ' ')];
    return parts.filter(part => /[\p{L}\p{N}]/u.test(part));
  }

  const LETTERS = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' };

  /* As typed, and with plain Latin letters: a text may print either. The index holds what it prints and the plain form. */
  function spellings(part) {
    if (!part) return [part];
    const plain = part.toLowerCase().normalize('NFD').replace(/([a-zøıæ])\p{M}+/gu, '$1').replace(/[łøđðıßæœþ]/g, letter => LETTERS[letter]);
    return [...new Set([part.toLowerCase().normalize('NFC'), plain.normalize('NFC')])];
  }

  /* What Pagefind finds for a part in any spelling, each page once. */
  async function searchPart(pagefind, part) {
    const found = await Promise.all(spellings(part).map(one => pagefind.search(one)));
    const pages = new Map();
    found.forEach(({ results }) => results.forEach(one => {
      const known = pages.get(one.id);
      pages.set(one.id, known ? { ...known, score: Math.max(known.score, one.score), words: known.words.concat(one.words) } : one);
    }));
    return { results: [...pages.values()] };
  }

  /* Documents of one language that hold all parts: with their score and the places of the words. */
  async function searchIndex(pagefind, parts) {
    const found = await Promise.all(parts.map(part => searchPart(pagefind, part)));
    const hits = new Map();
    found.forEach(({ results }, part) => results.forEach(one => {
      const hit = hits.get(one.id) || { parts: 0, score: 0, places: [], fragment: one.data };
      if (hit.parts !== part) return;
      hits.set(one.id, { ...hit, parts: part + 1, score: hit.score + one.score, places: hit.places.concat(one.words) });
    }));
    return [...hits].filter(([, hit]) => hit.parts === parts.length)
      .map(([id, hit]) => ({ ...hit, document: documents.get(documentOf[id]) }))
      .filter(hit => hit.document);
  }

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

  /* Copies of one text are one hit: the witness nearest to the base, the others beside it. */
  function joinCopies(hits) {
    const texts = new Map();
    hits.forEach(hit => texts.set(hit.document.text, [...texts.get(hit.document.text) || [], hit]));
    return [...texts.values()].map(copies => {
      const [shown, ...others] = copies.sort((one, other) => one.document.witness - other.document.witness);
      return { ...shown, also: others.map(hit => hit.document) };
    });
  }

  function countTexts(hits, facet) {
    const texts = {};
    hits.forEach(({ document }) => document.values[facet].forEach(value => {
      (texts[value] ??= new Set()).add(document.text);
    }));
    return Object.fromEntries(Object.entries(texts).map(([value, found]) => [value, found.size]));
  }

  /* `filters`: ticked values by facet, and `from`, `to` (days). `sort`: relevance, newest, oldest.
     Gives `hits`: { document, score, places, also, fragment() }; `counts` by facet and value, of a facet as if none of
     its own values were ticked; `undated`: texts that a date range leaves out because their date is not known. */
  async function search(words, { from = '', to = '', ...ticked }, sort) {
    const parts = parseQuery(words);
    if (words && !parts.length) return { hits: [], counts: {}, undated: 0 };
    const found = (await Promise.all(indexes.map(one => searchIndex(one, parts.length ? parts : [null])))).flat();
    const fits = facets.map(({ name }, place) => ({ document }) =>
      !ticked[name] || ticked[name].some(value => document.values[place].includes(value)));
    const but = skipped => hit => fits.every((test, place) => place === skipped || test(hit));
    const dated = found.filter(({ document }) => inRange(document, from, to));
    const undated = from || to ? found.filter(({ document }) => !document.first && !document.last) : [];
    return {
      hits: joinCopies(dated.filter(but()).sort(ORDERS[words ? sort : sort === 'oldest' ? sort : 'newest'])),
      counts: Object.fromEntries(facets.map(({ name }, place) => [name, countTexts(dated.filter(but(place)), place)])),
      undated: new Set(undated.filter(but()).map(({ document }) => document.text)).size,
    };
  }

  /* The values of one facet that a document has. */
  function valuesOf(document, name) {
    const place = facets.findIndex(facet => facet.name === name);
    return place < 0 ? [] : document.values[place];
  }

  return { take, ready, search, valuesOf };
})();
