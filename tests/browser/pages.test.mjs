// Every page in the usual looks, in all eight with bin/test --full, empty and full.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { files, now, write } from './company.mjs';
import { launch, looks, named, pages, startServer, visitor } from './harness.mjs';

for (const company of ['an empty company', 'a full company']) {
  describe(company, () => {
    let server, browser;
    before(async () => {
      server = await startServer({ now });
      if (company === 'a full company') server.command(['import', ...write(`${server.dataDir}/files`, files())]);
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
  });
}
