// Keeping data: a person is erased and stays so, and a backup brings the same numbers into a second installation.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { files, now, write } from './company.mjs';
import { launch, looks, named, startServer, visitor } from './harness.mjs';

describe('keeping data', () => {
  let server, second, browser, reader, page;
  before(async () => {
    server = await startServer({ now });
    server.command(['import', ...write(`${server.dataDir}/files`, files())]);
    browser = await launch();
    reader = await visitor(browser, server);
    page = reader.page;
    await reader.signIn();
  });
  after(async () => {
    await browser?.close();
    await second?.stop();
    await server?.stop();
  });

  const report = async (page) => (await page.request.get('/overview.json?period=2026-q1&as_of=2026-09-01')).json();

  test('a person is erased, no number changes, and an import leaves him out', async () => {
    const numbers = await report(page);
    await reader.open('/leads?q=person7%40company7.example');
    await page.locator('main tbody a[href^="/leads/"]').first().click();
    await page.locator('main a[href$="/person"]').click();
    const path = new URL(page.url()).pathname;
    for (const look of looks.usual) {
      const other = await visitor(browser, server, look);
      await other.signIn();
      await other.open(path);
      await other.expectQuiet(`${path} ${named(look)}`);
      await other.context.close();
    }
    await reader.send(path);
    assert.match(await page.locator('.errsum').innerText(), /Confirm first/);
    await reader.fill({ confirm: true });
    await reader.send(path);
    assert.match(await page.locator('main').innerText(), /This person was erased/);
    await reader.expectQuiet('the page of an erased lead');
    assert.deepEqual(await report(page), numbers);
    const told = server.command(['import', `${server.dataDir}/files/leads.csv`]);
    assert.match(told, /1 rows were left out/);
    assert.deepEqual(await report(page), numbers);
    await reader.open('/leads?q=person7%40company7.example');
    assert.doesNotMatch(await page.locator('main').innerText(), /Company 7/);
  });

  test('a backup restored into a second installation shows the same report', async () => {
    const file = `${server.dataDir}/files/mihwar.dump`;
    server.command(['backup', file]);
    second = await startServer({ now, workspace: false });
    await second.interrupt();
    assert.match(second.command(['restore', file]), /Restored: “Nakheel Trading”, 480 leads/);
    await second.start();
    const there = await visitor(browser, second);
    await there.signIn();
    assert.deepEqual(await report(there.page), await report(page));
    await there.context.close();
  });
});
