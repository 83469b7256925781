// Every page in the usual looks, in all eight with bin/test --full.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, looks, named, pages, startServer, visitor } from './harness.mjs';

let server, browser;
before(async () => {
  server = await startServer();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const look of looks.usual) {
  test(`every page, ${named(look)}`, async (t) => {
    const reader = await visitor(browser, server, look);
    await reader.signIn();
    for (const path of pages) {
      await t.test(path, async () => {
        assert.equal((await reader.open(path)).status(), 200);
        await reader.expectQuiet(path);
      });
    }
    await t.test('a page that does not exist', async () => {
      assert.equal((await reader.open('/nothing-here')).status(), 404);
      await reader.expectQuiet('404');
    });
    await reader.context.close();
  });
}
