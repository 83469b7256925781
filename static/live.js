// Live news (UX.md §9): a stream brings the ids of what changed; what changed is asked for with the reader's own rights.
// Rows are renewed where they stand: a list is never put in another order under whoever reads it. Without a stream the
// page looks every minute, and says so; without this file it stays as it was loaded.
(function () {
'use strict';
var d = document, host = d.getElementById('live');
if (!host || !window.EventSource) return;
var MINUTE = 60000, PATIENCE = 8000, GATHER = 200;
var source = null, opened = false, lost = false, patience = 0, minute = 0, gather = 0, everything = false, asked = [];
var list = /^\/handoffs(\/|$)/.test(location.pathname);

function show(id, on) { d.getElementById(id).hidden = !on; }
function rows(scope) { return [].slice.call(scope.querySelectorAll('[data-handoff]')); }
// its counterpart: a handoff may stand in the list and, opened, beside it
function find(scope, like) {
  return rows(scope).find(function (row) { return row.dataset.handoff === like.dataset.handoff && row.tagName === like.tagName; });
}
function digits(n) {
  var zero = host.dataset.zero.charCodeAt(0);
  return String(n).replace(/\d/g, function (digit) { return String.fromCharCode(zero + +digit); });
}

// who answered, and when: said beside the row, which stays where it is
function say(row, id) {
  fetch('/events/' + encodeURIComponent(id)).then(function (r) { return r.ok ? r.text() : ''; }).then(function (who) {
    var said = row.querySelector('.live-said');
    if (!said) {
      said = d.createElement('p');
      said.className = 'live-said';
      said.setAttribute('role', 'status');
      (row.matches('tr') ? row.lastElementChild : row).append(said);
    }
    said.textContent = host.dataset.changed + (who ? ' ' + who : '');
  }).catch(function () {});
}
function busy(row) { return row.contains(d.activeElement) || row.querySelector('details[open],dialog[open]'); }
function renew(row, fresh, told) {
  var id = row.dataset.handoff, now = find(fresh, row);
  if (now && !busy(row)) row.replaceWith(d.importNode(now, true));
  else if (now && told) say(row, id);
  else if (!now && !row.dataset.gone) {
    row.dataset.gone = 'yes';
    [].forEach.call(row.querySelectorAll('button'), function (b) { b.disabled = true; });
    say(row, id);
  }
}
function refresh() {
  var ids = asked, all = everything;
  gather = 0; asked = []; everything = false;
  if (!list || !(all || ids.length)) return;
  fetch(location.href, {headers: {accept: 'text/html'}}).then(function (r) {
    if (!r.ok || r.redirected) throw r;
    return r.text();
  }).then(function (html) {
    var fresh = new DOMParser().parseFromString(html, 'text/html');
    rows(d).forEach(function (row) {
      var told = ids.indexOf(row.dataset.handoff) >= 0;
      if (all || told) renew(row, fresh, told);
    });
    var added = rows(fresh).filter(function (row) { return !find(d, row); }).length;
    d.querySelector('#live-new bdi').textContent = digits(added);
    show('live-new', added > 0);
  }).catch(function () {});
}
function ask(id) {
  if (id) asked.push(id); else everything = true;
  if (!gather) gather = setTimeout(refresh, GATHER);
}

function badge(now) {
  var link = d.querySelector('#nav a[href="/handoffs"]'), mark = link && link.querySelector('[data-badge]');
  if (!link) return;
  if (mark) mark.remove();
  if (!now.open) return;
  mark = d.createElement('span');
  mark.className = 'badge';
  mark.dataset.badge = '';
  var count = d.createElement('span'), said = d.createElement('span');
  count.setAttribute('aria-hidden', 'true');
  count.textContent = now.count;
  said.className = 'sr';
  said.textContent = now.said;
  mark.append(count, said);
  link.append(mark);
}

function bell(now) {
  var link = d.getElementById('bell'), mark = link && link.querySelector('b');
  if (!mark || !now) return;
  link.setAttribute('aria-label', now.said);
  mark.textContent = now.count;
  mark.hidden = !now.count;
}

// Where there is no stream, the bell of another page says what this one would.
function ring() {
  fetch('/notifications', {headers: {accept: 'text/html'}}).then(function (r) {
    if (!r.ok || r.redirected) throw r;
    return r.text();
  }).then(function (html) {
    var fresh = new DOMParser().parseFromString(html, 'text/html').getElementById('bell');
    bell(fresh && {said: fresh.getAttribute('aria-label'), count: fresh.querySelector('b').textContent.trim()});
  }).catch(function () {});
}

function found() {
  clearTimeout(patience);
  patience = 0;
  clearInterval(minute);
  // What was told while nobody listened is asked for.
  if (opened || lost) ask();
  opened = true;
  lost = false;
  show('live-lost', false);
}
function lose() {
  lost = true;
  show('live-lost', list);
  clearInterval(minute);
  minute = setInterval(function () {
    if (source.readyState === EventSource.CLOSED) open();
    ask();
    ring();
  }, MINUTE);
}
function open() {
  if (source) source.close();
  source = new EventSource(host.dataset.events);
  source.onopen = found;
  source.onerror = function () {
    // A stream that ends is opened again by the browser, which takes a moment.
    if (!lost && !patience) patience = setTimeout(lose, source.readyState === EventSource.CLOSED ? 0 : PATIENCE);
  };
  source.addEventListener('handoff', function (e) { ask(e.data); });
  source.addEventListener('stale', function () { ask(); });
  source.addEventListener('badge', function (e) {
    var now = JSON.parse(e.data);
    badge(now);
    bell(now.bell);
  });
}
function close() {
  clearTimeout(patience);
  clearInterval(minute);
  patience = 0;
  if (source) source.close();
}
// A page that nobody sees takes no connection.
d.addEventListener('visibilitychange', function () { if (d.hidden) close(); else open(); });
addEventListener('pagehide', close);
addEventListener('pageshow', function (e) { if (e.persisted) open(); });
if (!d.hidden) open();
})();
