// Progressive enhancement only: every page works without this file. Listeners sit on the document, so that what htmx
// swaps in needs nothing. Writing element.style from a script is allowed by a strict style-src; attributes are not.
(function () {
'use strict';
var d = document, root = d.documentElement, rtl = root.dir === 'rtl';
root.classList.add('js');
function closest(e, selector) { return e.target instanceof Element ? e.target.closest(selector) : null; }

// theme: at once here, and kept by the server
d.addEventListener('submit', function (e) {
  var form = e.target;
  if (!form.matches('[data-theme-switch]')) return;
  e.preventDefault();
  var dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme:dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  var data = new URLSearchParams(new FormData(form));
  data.set('theme', root.dataset.theme);
  fetch(form.action, {method: 'POST', body: data, redirect: 'manual'}).catch(function () {});
});

// drawer
function drawer(open) {
  var nav = d.getElementById('nav'), menu = d.getElementById('menu');
  if (!nav || !menu) return;
  nav.classList.toggle('open', open);
  menu.setAttribute('aria-expanded', open);
  if (open) { var first = nav.querySelector('a'); if (first) first.focus(); }
}
d.addEventListener('click', function (e) {
  var nav = d.getElementById('nav');
  if (closest(e, '#menu')) drawer(!nav.classList.contains('open'));
  else if (nav && nav.classList.contains('open') && !nav.contains(e.target)) drawer(false);
});

// popovers stand beside their button
d.addEventListener('toggle', function (e) {
  var p = e.target;
  if (!p.matches || !p.matches('[popover]')) return;
  // Its place goes with it: what htmx keeps of a page for Back must have no style attributes.
  if (e.newState !== 'open') return p.removeAttribute('style');
  var b = d.querySelector('[popovertarget="' + CSS.escape(p.id) + '"]');
  if (!b) return;
  var r = b.getBoundingClientRect(), w = p.offsetWidth, h = p.offsetHeight, x = rtl ? r.left - 8 : r.right - w + 8;
  p.style.margin = '0';
  p.style.left = Math.max(12, Math.min(x, innerWidth - w - 12)) + 'px';
  p.style.top = (r.bottom + 8 + h > innerHeight ? Math.max(12, r.top - h - 8) : r.bottom + 8) + 'px';
}, true);

// panels of filters close by a click elsewhere and by Escape
function closePanels(except) {
  d.querySelectorAll('details.drop[open]').forEach(function (x) { if (x !== except) x.open = false; });
}
d.addEventListener('click', function (e) { closePanels(closest(e, 'details.drop')); });
d.addEventListener('keydown', function (e) {
  if (e.key !== 'Escape') return;
  var open = d.querySelector('details.drop[open]');
  if (open) { open.open = false; open.querySelector('summary').focus(); }
  drawer(false);
});

// dialogs
d.addEventListener('click', function (e) {
  var opener = closest(e, '[data-dialog]'), closer = closest(e, '[data-close]');
  if (opener) { d.getElementById(opener.dataset.dialog).showModal(); e.preventDefault(); }
  if (closer && closer.closest('dialog')) closer.closest('dialog').close();
});

// toasts
function leave(toast) { setTimeout(function () { toast.remove(); }, 8000); }
function toast(message) {
  var host = d.getElementById('toasts');
  if (!host) return;
  host.textContent = '';
  var t = d.createElement('div'), s = d.createElement('span');
  t.className = 'toast';
  s.textContent = message;
  t.append(s);
  host.append(t);
  leave(t);
}
d.querySelectorAll('.toasts [data-leaves]').forEach(leave);
d.addEventListener('click', function (e) {
  var close = closest(e, '[data-close-toast]'), copy = closest(e, '[data-copy]');
  if (close) close.closest('.toast').remove();
  if (copy && navigator.clipboard) {
    navigator.clipboard.writeText(new URL(copy.dataset.copy, location.href).href).then(function () { toast(copy.dataset.done); });
  }
});

// the glass of a phone opens the search box, also where it was opened before
function find() { if (location.hash === '#search') d.getElementById('q').focus(); }
window.addEventListener('hashchange', find);
find();

// forms: one press is enough; errors get the focus
d.addEventListener('submit', function (e) {
  if (e.defaultPrevented || e.target.method !== 'post') return;
  var button = e.submitter;
  if (button && button.dataset.busy) setTimeout(function () { button.disabled = true; button.textContent = button.dataset.busy; });
});
function settle(scope) {
  var errors = scope.querySelector('[data-focus]');
  if (errors) errors.focus();
  // wide tables are a tab stop only while they scroll
  if (window.ResizeObserver) scope.querySelectorAll('.tw,.fscroll').forEach(function (t) { watch.observe(t); });
}
var watch = window.ResizeObserver && new ResizeObserver(function (all) {
  all.forEach(function (e) {
    var t = e.target;
    if (t.scrollWidth > t.clientWidth + 1) t.tabIndex = 0; else t.removeAttribute('tabindex');
  });
});
settle(d);
d.addEventListener('htmx:afterSettle', function (e) { settle(e.target); });

// what a filter or a switch replaces takes the focus with it: it comes back to where it was
var held = '';
function hold(link) {
  var drop = link.closest('details.drop'), part = link.closest('figure'), before = link.previousElementSibling;
  if (drop) return '#' + CSS.escape(drop.querySelector('summary').id);
  if (link.closest('.seg') && !part) return '.views .seg [aria-current]';
  if (link.closest('.seg')) return '[aria-labelledby="' + part.getAttribute('aria-labelledby') + '"] .seg [aria-current]';
  if (before && before.matches('details.drop')) return '#' + CSS.escape(before.querySelector('summary').id);
  return link.closest('.filters') ? '.filters summary' : '';
}
d.addEventListener('htmx:beforeSwap', function () {
  var now = d.activeElement;
  held = now && now !== d.body ? hold(now) : '';
});
d.addEventListener('htmx:afterSettle', function () {
  var back = held && d.activeElement === d.body && d.querySelector(held);
  if (back) back.focus({preventScroll: true});
  held = '';
});

// rows of a table that are chosen: how many, and all of a page at once
function picked() {
  d.querySelectorAll('[data-picked]').forEach(function (said) {
    var form = said.form, boxes = [].filter.call(form.elements, function (x) { return x.name === 'id'; });
    // Its boxes are named id, so that form.id is not what it seems.
    var n = boxes.filter(function (x) { return x.checked; }).length, all = d.querySelector('[data-pick-all="' + form.getAttribute('id') + '"]');
    var zero = said.dataset.zero.charCodeAt(0);
    said.querySelector('bdi').textContent = String(n).replace(/\d/g, function (digit) { return String.fromCharCode(zero + +digit); });
    form.classList.toggle('some', n > 0);
    if (all) { all.checked = n > 0 && n === boxes.length; all.indeterminate = n > 0 && n < boxes.length; }
  });
}
d.addEventListener('change', function (e) {
  var form = e.target.form, all = closest(e, '[data-pick-all]');
  if (all) {
    form = d.getElementById(all.dataset.pickAll);
    [].forEach.call(form.elements, function (x) { if (x.name === 'id') x.checked = all.checked; });
  }
  if (form && form.querySelector('[data-picked]')) picked();
});
addEventListener('pageshow', picked);
d.addEventListener('htmx:afterSettle', picked);

// clocks count on between two visits to the server: the words and digits are the page's own
function clocks() {
  var c = d.querySelector('[data-clocks]');
  if (!c) return;
  var zero = c.dataset.clockZero.replace(/[\u2066-\u2069]/g, '').charCodeAt(0);
  function digits(n) { return String(n).replace(/\d/g, function (x) { return String.fromCharCode(zero + +x); }); }
  d.querySelectorAll('[data-left][data-runs]').forEach(function (x) {
    if (x.since === undefined) x.since = Date.now();
    var left = +x.dataset.left - Math.floor((Date.now() - x.since) / 1000), m = Math.floor(Math.abs(left) / 60), h = Math.floor(m / 60);
    var time = h ? c.dataset.clockHm.replace('#h', digits(h)).replace('#m', digits(m % 60)) : c.dataset.clockM.replace('#m', digits(m));
    x.textContent = (left < 0 ? c.dataset.clockLate : c.dataset.clockLeft).replace('\u2066#t\u2069', time);
    if (left < 0) x.closest('.sla').className = 'sla over';
  });
}
clocks();
setInterval(clocks, 30000);

// keyboard: physical keys, so an Arabic layout works; off while typing
var go = {KeyO: '/overview', KeyH: '/handoffs', KeyL: '/leads'}, pressedG = 0;
function move(by) {
  var rows = [].slice.call(d.querySelectorAll('[data-keys] [data-row]'));
  if (!rows.length) return;
  var at = function (x) { return x.contains(d.activeElement); }, shown = function (x) { return x.matches('[aria-current]'); };
  var now = rows.findIndex(rows.some(at) ? at : shown);
  var row = rows[Math.max(0, Math.min(rows.length - 1, now + by))], link = row.matches('a') ? row : row.querySelector('a');
  if (link) link.focus();
  row.scrollIntoView({block: 'nearest'});
}
d.addEventListener('keydown', function (e) {
  if (e.ctrlKey || e.metaKey || e.altKey || root.dataset.keys === 'off') return;
  var code = e.code, dialog = d.querySelector('dialog[open]'), digit = /^Digit[1-6]$/.test(code) && code.slice(5);
  // in a question with numbered answers a number chooses one, also while one of them has the focus
  if (dialog && digit && !/^(TEXTAREA|SELECT)$/.test(e.target.tagName) && e.target.type !== 'date') {
    var answer = dialog.querySelector('[data-digit="' + digit + '"]');
    if (answer) { answer.checked = true; answer.focus(); e.preventDefault(); }
    return;
  }
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) || dialog) return;
  if (pressedG && Date.now() - pressedG < 900 && go[code]) { location.href = go[code]; return; }
  pressedG = code === 'KeyG' ? Date.now() : 0;
  if (code === 'Slash') {
    var target = d.getElementById(e.shiftKey ? 'keys' : 'q');
    if (!target) return;
    if (e.shiftKey) target.togglePopover(); else target.focus();
    e.preventDefault();
  }
  // what has a key of its own is pressed; a toast can be taken back by Z as well
  var own = !e.shiftKey && d.querySelector('[data-key="' + CSS.escape(code) + '"]');
  if (!own && code === 'KeyZ') own = d.querySelector('.toast form button');
  if (own) { own.click(); e.preventDefault(); return; }
  if (code === 'KeyJ' || code === 'KeyK') { move(code === 'KeyJ' ? 1 : -1); e.preventDefault(); }
});
})();
