// The harness itself: a page with known faults is not called quiet.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { launch, looks, named, visitor } from './harness.mjs';

const policy = "default-src 'none'; style-src 'self'; script-src 'self'";
const pages = {
  '/good': '<!doctype html><html lang="en"><head><title>Good</title></head><body><main><h1>Good</h1><p>Words</p></main></body></html>',
  '/bad':
    '<!doctype html><html lang="en"><head><title>Bad</title></head><body><main><h1>Bad</h1>' +
    '<p style="width:3000px">wide</p><img src="/missing.png"><input><script>1</script></main></body></html>',
};
let server, browser;

before(async () => {
  const http = createServer((request, response) => {
    const body = pages[new URL(request.url, 'http://x').pathname];
    response.writeHead(body ? 200 : 404, { 'content-type': 'text/html', 'content-security-policy': policy }).end(body);
  });
  await new Promise((ready) => http.listen(0, '127.0.0.1', ready));
  server = { url: `http://127.0.0.1:${http.address().port}`, stop: () => http.close() };
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.stop();
});

test('a good page is quiet in every look', async () => {
  assert.equal(new Set(looks.all.map(named)).size, 8);
  for (const look of [looks.all[0], looks.all[7]]) {
    const reader = await visitor(browser, server, look);
    await reader.open('/good');
    await reader.expectQuiet('/good');
    await reader.context.close();
  }
});

test('inline styles and scripts, missing names and missing files are noticed', async () => {
  const reader = await visitor(browser, server, { width: 390 });
  await reader.open('/bad');
  const found = (await reader.inspect()).join('\n');
  for (const fault of [/content security policy: style-src-attr/, /content security policy: script-src/, /content security policy: (default|img)-src/, /axe image-alt/, /axe label/]) {
    assert.match(found, fault);
  }
  assert.deepEqual(reader.problems, [], 'each fault is told once');
});
