/* Search: our own result page. Only `engine` knows Pagefind; everything else works on plain objects. */
(function () {
  'use strict';

  var root = new URL('.', document.currentScript.src).href.replace(/assets\/$/, '');
  var PAGE = 20;
  var ORDERS = { newest: { newest: 'desc' }, oldest: { oldest: 'asc' } };

  /* The seam: an engine answers `open()` and `find(words, filters, order)` with { total, counts, load(from, to) };
     counts are by facet and value, for a facet with ticked boxes as if none of them were. */
  var engine = {
    open: function () {
      return import(root + 'pagefind/pagefind.js').then(function (pagefind) {
        engine.pagefind = pagefind;
        return pagefind.options({ excerptLength: 30 })
          .then(function () { return pagefind.init(); })
          .then(function () { return pagefind.filters(); });
      });
    },
    search: function (words, filters, order) {
      var wanted = {};
      Object.keys(filters).forEach(function (name) { wanted[name] = { any: filters[name] }; });
      var options = { filters: wanted };
      if (ORDERS[order]) options.sort = ORDERS[order];
      else if (!words) options.sort = ORDERS.newest;
      return engine.pagefind.search(words || null, options);
    },
    find: function (words, filters, order) {
      var ticked = Object.keys(filters);
      var searches = [engine.search(words, filters, order)].concat(ticked.map(function (name) {
        var others = Object.assign({}, filters);
        delete others[name];
        return engine.search(words, others, order);
      }));
      return Promise.all(searches).then(function (found) {
        var counts = Object.assign({}, found[0].filters);
        ticked.forEach(function (name, index) { counts[name] = found[index + 1].filters[name]; });
        var results = found[0].results;
        return {
          total: results.length,
          counts: counts,
          load: function (from, to) {
            return Promise.all(results.slice(from, to).map(function (one) { return one.data(); }));
          }
        };
      });
    }
  };

  function byId(id) { return document.getElementById(id); }

  function make(tag, name, text) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  }

  /* State lives in the address, so that Back works and a search can be sent to somebody. */
  function readState() {
    var query = new URLSearchParams(location.search);
    var state = { words: query.get('q') || '', order: query.get('sort') || '', filters: {} };
    document.querySelectorAll('.facet').forEach(function (facet) {
      var values = query.getAll(facet.dataset.filter);
      if (values.length) state.filters[facet.dataset.filter] = values;
    });
    return state;
  }

  function writeState(state, replace) {
    var query = new URLSearchParams();
    if (state.words) query.set('q', state.words);
    if (state.order) query.set('sort', state.order);
    Object.keys(state.filters).forEach(function (name) {
      state.filters[name].forEach(function (value) { query.append(name, value); });
    });
    var address = location.pathname + (query.toString() ? '?' + query : '');
    if (replace) history.replaceState(null, '', address);
    else if (address !== location.pathname + location.search) history.pushState(null, '', address);
  }

  /* The lists of links become lists of boxes to tick. */
  function makeBoxes() {
    document.querySelectorAll('.facet').forEach(function (facet) {
      facet.querySelectorAll('li').forEach(function (row) {
        var box = make('input');
        box.type = 'checkbox';
        box.name = facet.dataset.filter;
        box.value = row.dataset.value;
        var label = make('label');
        label.append(box, make('span', '', row.dataset.value));
        row.replaceChildren(label, row.querySelector('.count'));
      });
    });
  }

  function readForm() {
    var state = { words: byId('q').value.trim(), order: byId('sort').value, filters: {} };
    document.querySelectorAll('.facet input:checked').forEach(function (box) {
      (state.filters[box.name] = state.filters[box.name] || []).push(box.value);
    });
    return state;
  }

  function fillForm(state) {
    byId('q').value = state.words;
    byId('sort').value = state.order;
    document.querySelectorAll('.facet input').forEach(function (box) {
      box.checked = (state.filters[box.name] || []).indexOf(box.value) >= 0;
      if (box.checked) box.closest('details').open = true;
    });
  }

  function showCounts(counts) {
    document.querySelectorAll('.facet').forEach(function (facet) {
      var values = counts[facet.dataset.filter] || {};
      facet.querySelectorAll('li').forEach(function (row) {
        row.querySelector('.count').textContent = values[row.dataset.value] || 0;
      });
    });
  }

  /* Excerpts come escaped, with the found words in <mark>: only those marks are taken over. */
  function fillExcerpt(target, excerpt) {
    var parsed = new DOMParser().parseFromString(excerpt, 'text/html').body;
    parsed.childNodes.forEach(function (node) {
      target.append(node.nodeName === 'MARK' ? make('mark', '', node.textContent) : node.textContent);
    });
  }

  function makeResult(hit) {
    var row = make('li', 'entry');
    var body = make('div');
    var title = make('p', 'entry-title');
    var link = make('a', '', hit.meta.title);
    link.href = hit.url;
    title.append(link);
    var facts = [hit.meta.outlet].concat(hit.filters.kind || []).filter(Boolean).join(' · ');
    var excerpt = make('p', 'excerpt');
    fillExcerpt(excerpt, hit.excerpt);
    body.append(title, make('p', 'entry-facts', facts), excerpt);
    row.append(make('p', 'entry-date', hit.meta.date || 'no date'), body);
    return row;
  }

  /* What is listed does not answer what is asked yet. */
  function busy(yes) { byId('results').setAttribute('aria-busy', yes); }

  var turn = 0;

  function show(state) {
    var mine = ++turn;
    busy(true);
    return engine.find(state.words, state.filters, state.order).then(function (found) {
      if (mine !== turn) return;
      var list = make('ol', 'entries');
      byId('results').replaceChildren(list);
      byId('result-count').textContent = found.total === 0 ? 'Nothing found' : found.total + (found.total === 1 ? ' document' : ' documents');
      showCounts(found.counts);
      var shown = 0;
      function more() {
        return found.load(shown, shown + PAGE).then(function (hits) {
          if (mine !== turn) return;
          hits.forEach(function (hit) { list.append(makeResult(hit)); });
          shown += hits.length;
          byId('more').hidden = shown >= found.total;
          busy(false);
        });
      }
      byId('more').onclick = more;
      return more();
    });
  }

  function start() {
    makeBoxes();
    if (matchMedia('(max-width: 54rem)').matches) {
      document.querySelectorAll('.facet').forEach(function (facet) { facet.open = false; });
    }
    byId('search-note').hidden = true;
    byId('search-form').hidden = false;
    fillForm(readState());
    function changed(replace) {
      var state = readForm();
      writeState(state, replace);
      return show(state);
    }
    var waiting;
    byId('q').addEventListener('input', function () {
      clearTimeout(waiting);
      busy(true);
      waiting = setTimeout(function () { changed(true); }, 150);
    });
    byId('search-form').addEventListener('submit', function (event) {
      event.preventDefault();
      clearTimeout(waiting);
      changed(false);
    });
    byId('sort').addEventListener('change', function () { changed(false); });
    byId('facets').addEventListener('change', function () { changed(false); });
    addEventListener('popstate', function () {
      fillForm(readState());
      show(readState());
    });
    var state = readState();
    if (state.words || state.order || Object.keys(state.filters).length) return show(state);
  }

  function explain(words) { byId('search-note').textContent = words; }

  if (location.protocol === 'file:') {
    explain('This copy is read from a disk, where browsers do not let search run; on the web it works. Documents are listed below, and each name beside them leads to its own list.');
  } else {
    engine.open().then(start).catch(function () {
      explain('The search index is not there or could not be loaded. Documents are listed below, and each name beside them leads to its own list.');
    });
  }
})();
