/* The search page: a form and facets in, results out. Words go to `archiveSearch`, which finds documents, and found
   documents to `searchExcerpts`, which says what to show of them; the state of a search is in the address. */
(async () => {
  'use strict';

  const PAGE = 10;
  const COPIES = 5;  // of one text that a result names
  const WAIT = 150;  // milliseconds after the last key
  const byId = id => document.getElementById(id);
  const facets = () => [...document.querySelectorAll('.facet')];

  function make(tag, className, ...content) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...content);
    return element;
  }

  /* The address after `#`, which a browser may change on a page from a disk too; a form of another page can only hand
     over what stands after `?`, which counts until there is something after `#`. */
  const given = () => new URLSearchParams(location.hash.slice(1) || location.search);

  /* Where something is asked at once, what the page lists is no answer: it is not drawn before the answer is. */
  const draws = yes => document.documentElement.classList.toggle('asked', !yes);

  if (`${given()}`) {
    draws(false);
    archiveSearch.expect(given().get('q') || '');
  }
  await new Promise(parsed => addEventListener('DOMContentLoaded', parsed));

  /* What it says, in the interface's language: the page hands it over, with {} for what is filled in. */
  const says = JSON.parse(byId('search-form').dataset.words);
  const language = byId('search-form').closest('[lang]').lang;
  const fill = (words, value) => words.replace('{}', value);
  const countDocuments = number => fill(says.forms[says.form_of[number < 200 ? number : 100 + number % 100]], number);

  /* --- the state, in the form and in the address ----------------------------------------------------------------- */

  const DEFAULTS = { q: '', sort: 'relevance', from: '', to: '' };

  function readAddress() {
    const state = { ticked: {} };
    const asked = given();
    Object.entries(DEFAULTS).forEach(([name, value]) => { state[name] = asked.get(name) || value; });
    facets().forEach(({ dataset: { filter } }) => {
      if (asked.has(filter)) state.ticked[filter] = asked.getAll(filter);
    });
    return state;
  }

  function writeAddress(state, replace) {
    const written = new URLSearchParams();
    Object.entries(DEFAULTS).forEach(([name, value]) => { if (state[name] !== value) written.set(name, state[name]); });
    Object.entries(state.ticked).forEach(([name, values]) => values.forEach(value => written.append(name, value)));
    if (location.search && !`${written}`) written.set('q', '');
    const address = '#' + written;
    if (address === (location.hash || '#')) return;
    if (replace) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
  }

  function readForm() {
    const state = { q: byId('q').value.trim(), sort: byId('sort').value, from: byId('from').value, to: byId('to').value, ticked: {} };
    document.querySelectorAll('.facet input:checked').forEach(({ name, value }) => (state.ticked[name] ??= []).push(value));
    return state;
  }

  function fillForm(state) {
    Object.keys(DEFAULTS).forEach(name => { byId(name).value = state[name]; });
    if (byId('sort').selectedIndex < 0) byId('sort').value = DEFAULTS.sort;
    document.querySelectorAll('.facet input').forEach(box => {
      box.checked = (state.ticked[box.name] || []).includes(box.value);
      if (box.checked) box.closest('details').open = true;
    });
  }

  /* The lists of links become lists of boxes to tick. */
  function makeBoxes() {
    facets().forEach(facet => facet.querySelectorAll('li').forEach(row => {
      const box = make('input');
      box.type = 'checkbox';
      box.name = facet.dataset.filter;
      box.value = row.dataset.value;
      row.replaceChildren(make('label', '', box, make('span', '', row.dataset.value)), row.querySelector('.count'));
    }));
  }

  /* --- results --------------------------------------------------------------------------------------------------- */

  const addressOf = id => 'articles/' + encodeURIComponent(id) + '.html';

  function makeLink(address, spoken, ...content) {
    const link = make('a', '', ...content);
    link.href = address;
    speak(link, spoken);
    return link;
  }

  function speak(element, spoken) {
    if (!spoken || spoken === language) return;
    element.lang = spoken;
    element.dir = 'auto';
  }

  const toNodes = pieces => pieces.map(({ text, marked }) => marked ? make('mark', '', text) : text);

  function makeParagraph({ id, target, pieces }, found) {
    const number = id.match(/^p(\d+)$/);
    const link = makeLink(addressOf(found.id) + target, '', number ? '¶ ' + number[1] : '¶');
    link.setAttribute('aria-label', number ? fill(says.paragraph, number[1]) : id.startsWith('note') ? says.note : says.text);
    const words = make('span', '', ...toNodes(pieces));
    speak(words, found.language);
    return make('p', 'excerpt', link, ' ', words);
  }

  function makeAlso(shown, also) {
    const outlet = found => archiveSearch.valuesOf(found, 'outlet')[0];
    const row = make('p', 'entry-facts', says.copies + ' ');
    also.slice(0, COPIES).forEach((found, at) => {
      const name = outlet(found) && outlet(found) !== outlet(shown) ? outlet(found) : [says.version, found.date].filter(Boolean).join(', ');
      row.append(at ? ', ' : '', makeLink(addressOf(found.id), '', name));
    });
    if (also.length > COPIES) row.append(' ', makeLink(addressOf(shown.id) + '#versions', '', fill(says.more, also.length - COPIES)));
    return row;
  }

  function makeResult({ document: found, also }, { title, paragraphs, names }) {
    const facts = ['outlet', 'kind'].flatMap(name => archiveSearch.valuesOf(found, name)).join(' · ');
    const body = make('div', '',
      make('p', 'entry-title', makeLink(addressOf(found.id), found.language, ...toNodes(title))),
      make('p', 'entry-facts', facts),
      ...(also.length ? [makeAlso(found, also)] : []),
      ...(names.length ? [make('p', 'entry-facts', fill(says.names, names.join(', ')))] : []),
      ...paragraphs.map(one => makeParagraph(one, found)));
    return make('li', 'entry', make('p', 'entry-date', found.date || says.no_date), body);
  }

  function showCounts(counts) {
    facets().forEach(facet => facet.querySelectorAll('.count').forEach((count, value) => {
      count.textContent = (counts[facet.dataset.filter] || [])[value] || 0;
    }));
  }

  function showNumber(total, undated) {
    byId('result-count').textContent = total ? countDocuments(total) : says.nothing;
    byId('undated').hidden = !undated;
    byId('undated').textContent = fill(says.undated, countDocuments(undated));
  }

  /* What is listed does not answer what is asked yet. */
  const busy = yes => byId('results').setAttribute('aria-busy', yes);

  let turn = 0;

  async function show(state) {
    const mine = ++turn;
    busy(true);
    const { hits, counts, undated } = await archiveSearch.search(state.q, { from: state.from, to: state.to, ...state.ticked }, state.sort);
    if (mine !== turn) return;
    const list = make('ol', 'entries');
    showCounts(counts);
    let shown = 0;
    async function more() {
      const next = hits.slice(shown, shown + PAGE);
      const rows = await Promise.all(next.map(async hit =>
        makeResult(hit, searchExcerpts.makeExcerpts(await archiveSearch.loadText(hit), hit.places))));
      if (mine !== turn) return;
      list.append(...rows);
      shown += rows.length;
      byId('more').hidden = shown >= hits.length;
      if (list.isConnected) rows[0].querySelector('a').focus();
    }
    await more();
    if (mine !== turn) return;
    byId('results').replaceChildren(...(hits.length ? [list] : []));
    byId('more').onclick = more;
    showNumber(hits.length, undated);
    draws(true);
    busy(false);
  }

  /* --- the form at work ------------------------------------------------------------------------------------------ */

  function asks(state) {
    return Object.keys(state.ticked).length || Object.entries(DEFAULTS).some(([name, value]) => state[name] !== value);
  }

  function start() {
    makeBoxes();
    if (matchMedia('(max-width: 54rem)').matches) facets().forEach(facet => { facet.open = false; });
    byId('search-note').hidden = true;
    byId('search-form').hidden = false;
    fillForm(readAddress());
    function changed(replace) {
      const state = readForm();
      writeAddress(state, replace);
      return show(state);
    }
    let waiting;
    byId('q').addEventListener('input', () => {
      clearTimeout(waiting);
      busy(true);
      waiting = setTimeout(changed, WAIT, true);
    });
    byId('search-form').addEventListener('submit', event => {
      event.preventDefault();
      clearTimeout(waiting);
      changed(false);
    });
    ['sort', 'from', 'to', 'facets'].forEach(id => byId(id).addEventListener('change', () => changed(false)));
    addEventListener('popstate', () => {
      fillForm(readAddress());
      show(readAddress());
    });
    const state = readAddress();
    return asks(state) ? show(state) : draws(true);
  }

  archiveSearch.ready().then(start).catch(() => {
    draws(true);
    byId('search-note').textContent = says.failed;
  });
})();
