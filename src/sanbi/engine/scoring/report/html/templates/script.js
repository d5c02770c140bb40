/* Own script, no library. Chromium 87 and later. State lives in the address: #g=…&sort=…&q=…&own=… */
(function () {
  'use strict';
  var root = document.documentElement;
  var words = document.getElementById('words').dataset;
  var groups = list('.grp');
  var state = { g: groups[0].dataset.group, sort: 'rank', dir: 'up', q: '', own: '', unit: '', page: 'main' };
  var bar = document.getElementById('fbar');
  var query = document.getElementById('q');
  var own = document.getElementById('own');
  var count = document.getElementById('count');
  var paper = document.getElementById('paper');
  var lastLink = null;

  function list(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  /* address -------------------------------------------------------------------------------- */
  function read() {
    var text = location.hash.slice(1);
    var target = document.getElementById(decodeURIComponent(text));
    var next = { g: state.g, sort: 'rank', dir: 'up', q: '', own: state.own, unit: '', page: 'main' };
    if (target && target.classList.contains('sheet')) {
      next.g = target.dataset.group;
      next.unit = target.dataset.unit;
    } else if (target && target.classList.contains('grp')) {
      next.g = target.dataset.group;
    } else if (target && target.classList.contains('wk')) {
      var holder = target.closest('.sheet');
      next.g = holder.dataset.group;
      next.unit = holder.dataset.unit;
      next.open = target.id;
    } else if (target && target.classList.contains('chapter')) {
      next.page = target.id;
    } else {
      next.g = groups[0].dataset.group;
      next.own = '';
      text.split('&').forEach(function (pair) {
        var cut = pair.indexOf('=');
        var name = pair.slice(0, cut);
        if (cut > 0 && name in next) { next[name] = decode(pair.slice(cut + 1)); }
      });
    }
    if (!groups.some(function (group) { return group.dataset.group === next.g; })) { next.g = groups[0].dataset.group; }
    state = next;
  }

  function decode(text) {
    try { return decodeURIComponent(text); } catch (error) { return ''; }
  }

  function address(change) {
    var next = Object.assign({}, state, change);
    var parts = [];
    var defaults = { g: groups[0].dataset.group, sort: 'rank', dir: 'up', q: '', own: '', unit: '', page: 'main' };
    Object.keys(defaults).forEach(function (name) {
      if (next[name] && next[name] !== defaults[name]) { parts.push(name + '=' + encodeURIComponent(next[name])); }
    });
    return '#' + parts.join('&');
  }

  function go(change, quiet) {
    var hash = address(change);
    if (quiet) {
      history.replaceState(null, '', hash);
      read();
      show();
    } else if ((location.hash || '#') === hash) {
      show();
    } else {
      location.hash = hash;
    }
  }

  /* what is on the page ---------------------------------------------------------------------- */
  function board() {
    return groups.filter(function (group) { return group.dataset.group === state.g; })[0];
  }

  function sheet() {
    return list('.sheet').filter(function (item) {
      return item.dataset.unit === state.unit && item.dataset.group === state.g;
    })[0];
  }

  function show() {
    var open = state.unit ? sheet() : null;
    var current = board();
    var chapter = state.page === 'main' ? null : document.getElementById(state.page);
    var home = document.getElementById('home');
    var place = open || chapter;
    list('.sheet.on').forEach(function (item) { item.classList.remove('on'); });
    if (open) { prepareSheet(open); open.classList.add('on'); }
    home.hidden = Boolean(place);
    document.getElementById('usign').hidden = !open;
    list('.chapter').forEach(function (item) { item.hidden = item !== chapter || Boolean(open); });
    groups.forEach(function (group) { group.hidden = group !== current; });
    var slot = current.querySelector('.slot');
    if (bar.parentNode !== slot) { keepFocus(function () { slot.appendChild(bar); }); }
    list('.seg a', bar).forEach(function (link) {
      if (link.dataset.group === state.g) { link.setAttribute('aria-current', 'true'); } else { link.removeAttribute('aria-current'); }
    });
    var select = document.getElementById('gsel');
    if (select) { select.value = state.g; }
    list('.mast nav a').forEach(function (link) {
      link.classList.toggle('on', link.dataset.page === (open ? 'main' : state.page));
    });
    fillOwn(current);
    if (query.value !== state.q) { query.value = state.q; }
    sortRows(current);
    filterRows(current);
    markOwn();
    paper.textContent = '@page{size:' + (open ? 'A4 portrait' : current.dataset.page + ' landscape') + '}';
    if (state.open) { toggle(document.getElementById(state.open).previousElementSibling.querySelector('th > button'), true); }
  }

  function keepFocus(move) {
    var held = document.activeElement;
    move();
    if (held && bar.contains(held)) { held.focus({ preventScroll: true }); }
  }

  /* sorting ---------------------------------------------------------------------------------- */
  function cellOf(row, index) {
    var cell = row.cells[index];
    return cell.dataset.v === undefined ? cell.textContent.trim() : cell.dataset.v;
  }

  function numberOf(text) {
    if (text === '' || text === '—') { return NaN; }
    return parseFloat(text.replace('\u2212', '-').replace('+', ''));
  }

  var best = { rank: 1, change: -1, score: -1, gap: 1, unit: 1, grade: 1 };

  function sortRows(current) {
    var head = current.querySelector('thead [data-sort="' + state.sort + '"]');
    var body = current.querySelector('tbody');
    if (!head) { state.sort = 'rank'; head = current.querySelector('thead [data-sort=rank]'); }
    var index = head.cellIndex;
    var way = state.dir === 'down' ? -1 : 1;
    var named = state.sort === 'unit';
    var rows = list('tr', body);
    if (!body.initial) { body.initial = rows.slice(); }
    var order = body.initial.map(function (row, place) {
      var text = cellOf(row, index);
      return { row: row, place: place, text: text, number: named ? 0 : numberOf(text) };
    });
    order.sort(function (a, b) {
      if (named) { return way * a.text.localeCompare(b.text, 'zh') || a.place - b.place; }
      var noA = isNaN(a.number), noB = isNaN(b.number);
      if (noA || noB) { return noA - noB || a.place - b.place; }
      return way * (a.number - b.number) || a.place - b.place;
    });
    var changed = order.some(function (item, place) { return item.row !== rows[place]; });
    if (changed) { order.forEach(function (item) { body.appendChild(item.row); }); }
    list('thead th', current).forEach(function (cell) {
      if (cell === head) { cell.setAttribute('aria-sort', way > 0 ? 'ascending' : 'descending'); } else { cell.removeAttribute('aria-sort'); }
    });
  }

  function prepareHeads() {
    list('.lg thead th[data-sort]').forEach(function (head) {
      /* Not a <button>: Chromium leaves buttons out of the table head that it repeats on paper. */
      var button = document.createElement('span');
      var label = document.createElement('span');
      button.className = 'sorter';
      button.tabIndex = 0;
      button.setAttribute('role', 'button');
      while (head.firstChild) {
        if (head.firstChild.nodeType === 3) { label.appendChild(head.firstChild); } else { button.appendChild(head.firstChild); }
      }
      button.insertBefore(label, button.firstChild);
      head.appendChild(button);
      button.addEventListener('keydown', function (event) {
        if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); button.click(); }
      });
      button.addEventListener('click', function () {
        var name = head.dataset.sort;
        var first = (best[name] || -1) > 0 ? 'up' : 'down';
        var dir = state.sort === name ? (state.dir === 'up' ? 'down' : 'up') : first;
        go({ sort: name, dir: dir, unit: '' }, true);
      });
    });
  }

  /* search ----------------------------------------------------------------------------------- */
  function filterRows(current) {
    var wanted = state.q.trim().toLowerCase();
    var rows = list('tbody tr', current);
    var found = 0;
    rows.forEach(function (row) {
      var fits = !wanted || row.dataset.unit.toLowerCase().indexOf(wanted) >= 0 ||
        row.cells[1].textContent.toLowerCase().indexOf(wanted) >= 0;
      row.hidden = !fits;
      if (fits) { found += 1; }
    });
    current.querySelector('.empty').hidden = found > 0;
    var head = current.querySelector('thead [aria-sort] .sorter > span');
    var text = found === rows.length ? words.rows : words.found.replace('{of}', rows.length);
    count.textContent = text.replace('{n}', found) + ' · ' + words.sorted.replace('{c}', head ? head.textContent : '');
  }

  /* own unit --------------------------------------------------------------------------------- */
  function fillOwn(current) {
    if (own.dataset.group !== state.g) {
      own.dataset.group = state.g;
      own.textContent = '';
      own.appendChild(new Option(words.none, ''));
      list('tbody tr', current).forEach(function (row) {
        own.appendChild(new Option(row.cells[1].textContent.trim(), row.dataset.unit));
      });
    }
    own.value = state.own;
    if (own.selectedIndex < 0) { own.value = ''; }
  }

  function markOwn() {
    list('tr.own, .rb g.own').forEach(function (item) { item.classList.remove('own'); });
    if (state.own) {
      list('.lg tbody tr, .rb g').forEach(function (item) {
        if (item.dataset.unit === state.own) {
          item.classList.add('own');
          if (item.tagName === 'g') { item.parentNode.appendChild(item); }
        }
      });
    }
    list('.btn.own').forEach(function (button) {
      var mine = button.closest('.sheet').dataset.unit === state.own;
      button.textContent = mine ? words.unown : words.own;
      button.setAttribute('aria-pressed', String(mine));
    });
  }

  /* workings --------------------------------------------------------------------------------- */
  function opensOf(sheet) {
    return list('.leaf th > button, .leaf th > a', sheet);
  }

  /* Without script all workings stand open; only here can they be said to be closed. */
  function prepareSheet(open) {
    if (open.dataset.ready) { return; }
    open.dataset.ready = '1';
    opensOf(open).forEach(function (opener) {
      opener.setAttribute('aria-expanded', 'false');
      if (opener.tagName === 'A') { opener.setAttribute('role', 'button'); } else { opener.type = 'button'; }
    });
    addCopy(open);
    [['own', words.own], ['print', words.print]].forEach(function (pair) {
      var button = document.createElement('button');
      button.type = 'button';
      button.className = 'btn ' + pair[0];
      button.textContent = pair[1];
      open.querySelector('.acts').appendChild(button);
    });
  }

  function addCopy(within) {
    list('.wh', within).forEach(function (head) {
      var button = document.createElement('button');
      button.type = 'button';
      button.className = 'copy';
      button.textContent = words.copy;
      head.appendChild(button);
    });
  }

  function toggle(opener, force) {
    var row = opener.closest('tr');
    var working = row.nextElementSibling;
    if (opener.tagName === 'A' && !(working && working.classList.contains('brought'))) {
      working = broughtWorking(opener);
      row.parentNode.insertBefore(working, row.nextSibling);
    }
    var open = force === undefined ? !working.classList.contains('on') : force;
    working.classList.toggle('on', open);
    opener.setAttribute('aria-expanded', String(open));
    row.classList.toggle('open', open);
  }

  /* A working that is the same in another group stands there; it is copied when it is needed.
     Its fifth line names a neighbour of the other group, so it is said anew from this row. */
  function broughtWorking(link) {
    var row = link.closest('tr');
    var working = document.getElementById(link.getAttribute('href').slice(1)).cloneNode(true);
    var last = working.querySelector('li:last-child p');
    var tick = row.querySelector('svg title');
    var lost = row.cells[row.cells.length - 4].textContent;
    working.removeAttribute('id');
    working.classList.remove('on');
    working.classList.add('brought');
    list('button', working).forEach(function (button) { button.remove(); });
    last.textContent = [lost ? words.fifth.replace('{n}', lost) : '', tick ? tick.textContent : ''].filter(Boolean).join(' · ');
    addCopy(working);
    return working;
  }

  function copy(button) {
    var work = button.closest('.work');
    var lines = list('li', work).map(function (line) {
      return line.querySelector('b').textContent + ' ' + line.querySelector('p').textContent;
    });
    var area = document.createElement('textarea');
    area.value = work.querySelector('.wh b').textContent + '\n' + lines.join('\n');
    document.body.appendChild(area);
    area.select();
    document.execCommand('copy');
    area.remove();
    button.focus();
    button.textContent = words.copied;
  }

  /* light and dark --------------------------------------------------------------------------- */
  function theme(name, keep) {
    var button = document.getElementById('theme');
    root.dataset.theme = name;
    button.textContent = name === 'dark' ? words.light : words.dark;
    button.setAttribute('aria-pressed', String(name === 'dark'));
    if (keep) { try { localStorage.setItem('sanbi-theme', name); } catch (error) { /* no storage: fine */ } }
  }

  function startTheme() {
    var kept = null;
    try { kept = localStorage.getItem('sanbi-theme'); } catch (error) { /* no storage: fine */ }
    var dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
    theme(kept === 'dark' || kept === 'light' ? kept : (dark ? 'dark' : 'light'), false);
    document.getElementById('theme').hidden = false;
  }

  /* events ----------------------------------------------------------------------------------- */
  document.addEventListener('click', function (event) {
    var at = event.target.closest('a,button');
    if (!at) { return; }
    if (at.id === 'theme') { theme(root.dataset.theme === 'dark' ? 'light' : 'dark', true); }
    if (at.id === 'print' || at.classList.contains('print')) { window.print(); }
    if (at.hasAttribute('aria-expanded')) { event.preventDefault(); toggle(at); return; }
    if (at.classList.contains('copy')) { copy(at); }
    if (at.classList.contains('own')) {
      go({ own: at.closest('.sheet').dataset.unit === state.own ? '' : at.closest('.sheet').dataset.unit }, true);
    }
    if (at.tagName !== 'A' || (at.getAttribute('href') || '')[0] !== '#') { return; }
    var target = document.getElementById(at.getAttribute('href').slice(1));
    if (!target) { return; }
    if (target.classList.contains('sheet')) {
      event.preventDefault();
      if (at.closest('.lg')) { lastLink = at; }
      go({ g: target.dataset.group, unit: target.dataset.unit, page: 'main' });
    } else if (target.classList.contains('grp')) {
      event.preventDefault();
      go({ g: target.dataset.group, unit: '', page: 'main', q: at.classList.contains('home') ? state.q : '' });
    } else if (target.classList.contains('chapter')) {
      event.preventDefault();
      go({ unit: '', page: target.id });
    } else if (target.id === 'main' && !at.classList.contains('skip')) {
      event.preventDefault();
      go({ unit: '', page: 'main' });
    }
  });

  document.addEventListener('keydown', function (event) {
    var at = event.target;
    if (event.key === 'Escape' && state.unit) { go({ unit: '' }); }
    if (event.key === ' ' && at.tagName === 'A' && at.hasAttribute('aria-expanded')) { event.preventDefault(); at.click(); }
  });

  query.addEventListener('input', function () { go({ q: query.value, unit: '' }, true); });
  own.addEventListener('change', function () { go({ own: own.value }, true); });
  if (document.getElementById('gsel')) {
    document.getElementById('gsel').addEventListener('change', function (event) {
      go({ g: event.target.value, unit: '', q: '' });
    });
  }

  window.addEventListener('hashchange', function () {
    var before = state;
    read();
    show();
    var open = state.unit ? sheet() : null;
    if (open && before.unit !== state.unit) { window.scrollTo(0, 0); open.focus({ preventScroll: true }); }
    if (!open && before.unit && lastLink) { lastLink.focus(); }
    if (state.page !== before.page) { window.scrollTo(0, 0); }
  });

  window.addEventListener('beforeprint', function () {
    var now = new Date();
    var two = function (n) { return (n < 10 ? '0' : '') + n; };
    var text = now.getFullYear() + '-' + two(now.getMonth() + 1) + '-' + two(now.getDate()) + ' ' + two(now.getHours()) + ':' + two(now.getMinutes());
    list('.when').forEach(function (item) { item.textContent = text; });
  });

  prepareHeads();
  startTheme();
  read();
  history.replaceState(null, '', address({}));
  show();
  if (state.unit || state.page !== 'main') {
    window.scrollTo(0, 0);
    window.addEventListener('load', function () { window.scrollTo(0, 0); });
  }
  document.getElementById('print').hidden = false;
}());
