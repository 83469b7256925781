// The script of open pages against a small server that says what a stream says: rows are renewed where they stand, one
// that somebody else took says so, a list under somebody's hands keeps its order, and a lost stream is told of.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './harness.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const script = readFileSync(resolve(root, 'static/live.js'));
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'";
const [one, two, three, four] = [1, 2, 3, 4].map((n) => `0190b0a0-0000-7000-8000-00000000000${n}`);

let rows, streams, refused, server, url, browser;

const row = (id) => `<tr data-handoff="${id}"><td><a href="/handoffs/${id}">${rows.get(id)}</a></td><td><button>Accept</button></td></tr>`;
const page = () => `<!doctype html><title>Handoffs</title><script src="/live.js" defer></script>
  <nav id="nav"><a href="/handoffs">Handoffs</a></nav><a id="bell" href="/notifications" aria-label="Notifications"><b hidden></b></a>
  <div id="live" data-events="/events" data-zero="٠" data-changed="This handoff has changed.">
  <p id="live-new" hidden>New: <bdi></bdi></p><p id="live-lost" hidden>Lost</p></div>
  <table>${[...rows.keys()].map(row).join('')}</table>`;

before(async () => {
  server = createServer((request, response) => {
    response.setHeader('content-security-policy', policy);
    if (request.url === '/live.js') return response.setHeader('content-type', 'text/javascript').end(script);
    if (request.url.startsWith('/events/')) return response.setHeader('content-type', 'text/plain').end('Accepted by Omar, 10:00');
    if (request.url === '/handoffs') return response.setHeader('content-type', 'text/html; charset=utf-8').end(page());
    if (request.url === '/notifications') return response.setHeader('content-type', 'text/html; charset=utf-8').end('<a id="bell" aria-label="Notifications, four unread"><b> ٤ </b></a>');
    if (request.url !== '/events') return response.writeHead(404).end();
    if (refused) return response.writeHead(503).end();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('retry: 200\n\n');
    streams.add(response);
    request.on('close', () => streams.delete(response));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${server.address().port}/handoffs`;
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server.closeAllConnections();
  server.close();
});

async function opened() {
  rows = new Map([[one, 'Huda'], [two, 'Salem'], [three, 'Rania']]);
  streams = new Set();
  refused = false;
  const tab = await browser.newPage();
  tab.wrong = [];
  tab.on('pageerror', (error) => tab.wrong.push(String(error)));
  tab.on('console', (said) => said.type() === 'error' && !/503|ERR_/.test(said.text()) && tab.wrong.push(said.text()));
  await tab.goto(url);
  for (let n = 0; n < 100 && streams.size === 0; n++) await tab.waitForTimeout(20);
  return tab;
}
const tell = (event, data) => streams.forEach((stream) => stream.write(`event: ${event}\ndata: ${data}\n\n`));
const order = (tab) => tab.$$eval('[data-handoff] a', (links) => links.map((link) => link.textContent));

test('a changed row is renewed where it stands, and new ones are counted above the list', async () => {
  const tab = await opened();
  rows = new Map([[four, 'Nora'], [three, 'Rania'], [two, 'Salem, called'], [one, 'Huda']]);
  tell('handoff', two);
  tell('handoff', four);
  await tab.waitForSelector('text=Salem, called');
  assert.deepEqual(await order(tab), ['Huda', 'Salem, called', 'Rania'], 'the list keeps its order');
  await tab.waitForSelector('#live-new:not([hidden])');
  assert.equal(await tab.textContent('#live-new bdi'), '١', "in the reader's digits");
  tell('badge', JSON.stringify({ open: 2, count: '٢', said: 'two wait', bell: { count: '٣', said: 'Notifications, three unread' } }));
  await tab.waitForSelector('#bell[aria-label="Notifications, three unread"] b:not([hidden])');
  assert.equal(await tab.textContent('#bell'), '٣');
  await tab.waitForSelector('#nav [data-badge]');
  assert.equal(await tab.textContent('#nav .badge'), '٢two wait');
  tell('badge', JSON.stringify({ open: 0, count: '٠', said: '', bell: { count: '', said: 'Notifications' } }));
  await tab.waitForSelector('#bell[aria-label="Notifications"] b', { state: 'hidden' });
  await tab.waitForSelector('#nav [data-badge]', { state: 'detached' });
  assert.deepEqual(tab.wrong, []);
  await tab.close();
});

test('a row that somebody else took says by whom, and one under the hands is not pulled away', async () => {
  const tab = await opened();
  await tab.focus(`[data-handoff="${one}"] a`);
  rows.set(one, 'Huda, changed');
  rows.delete(two);
  tell('handoff', one);
  tell('handoff', two);
  await tab.waitForSelector(`[data-handoff="${two}"] .live-said`);
  await tab.waitForSelector(`[data-handoff="${one}"] .live-said`);
  assert.equal(await tab.textContent(`[data-handoff="${two}"] .live-said`), 'This handoff has changed. Accepted by Omar, 10:00');
  assert.ok(await tab.isDisabled(`[data-handoff="${two}"] button`));
  assert.ok(await tab.isEnabled(`[data-handoff="${one}"] button`));
  assert.equal(await tab.evaluate(() => document.activeElement.textContent), 'Huda', 'the focus stayed');
  assert.deepEqual(tab.wrong, []);
  await tab.close();
});

test('a stream that ends comes back, what was missed is asked for, and a lost one is told of', async () => {
  const tab = await opened();
  rows.set(three, 'Rania, meanwhile');
  streams.forEach((stream) => stream.end());
  await tab.waitForSelector('text=Rania, meanwhile');
  assert.ok(await tab.isHidden('#live-lost'), 'a moment without a stream is not worth a word');
  await tab.clock.install();
  refused = true;
  for (let n = 0; n < 100 && streams.size === 0; n++) await new Promise((done) => setTimeout(done, 20));
  streams.forEach((stream) => stream.end());
  for (let n = 0; n < 50 && await tab.isHidden('#live-lost'); n++) {
    await tab.clock.fastForward(1000);
    await new Promise((done) => setTimeout(done, 100));
  }
  assert.ok(await tab.isVisible('#live-lost'));
  rows.set(one, 'Huda, a minute later');
  await tab.clock.fastForward(61_000);
  await new Promise((done) => setTimeout(done, 200));
  await tab.clock.fastForward(1_000);
  await tab.waitForSelector('text=Huda, a minute later');
  await tab.waitForSelector('#bell[aria-label="Notifications, four unread"] b:not([hidden])');
  assert.equal(await tab.textContent('#bell'), '٤', 'the bell is looked after too');
  refused = false;
  await tab.clock.fastForward(61_000);
  await tab.waitForSelector('#live-lost', { state: 'hidden' });
  assert.deepEqual(tab.wrong, []);
  await tab.close();
});
