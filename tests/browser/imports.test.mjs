// Importing files with errors, seeing what came back, opening the rows behind a number, and taking it all back.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { files, flawed, now, write } from './company.mjs';
import { launch, startServer, visitor } from './harness.mjs';

describe('an import on the page', () => {
  let server, browser, reader, page;
  before(async () => {
    server = await startServer({ now });
    browser = await launch();
    reader = await visitor(browser, server);
    page = reader.page;
    await reader.signIn();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** Uploads files and gives the address of their import. */
  async function upload(contents) {
    const paths = write(`${server.dataDir}/files`, contents);
    await reader.open('/imports/new');
    await page.locator('main input[type=file]').first().setInputFiles(paths);
    await reader.send('/imports/new');
    return new URL(page.url()).pathname;
  }

  /** Confirms the proposal and waits until every file was read. */
  async function confirm() {
    await Promise.all([page.waitForEvent('load'), page.locator('main button[formaction$="/start"]').click()]);
    await page.locator('main form[action$="/undo"]').waitFor({ state: 'attached', timeout: 60_000 });
  }

  /** The cells of the first row of a table, as numbers where they are. */
  const counts = async () => (await page.locator('#counts-title + * tbody tr td, section[aria-labelledby=counts-title] tbody tr td').allInnerTexts()).map((cell) => cell.trim());

  test('nothing chosen is said so, and nothing is lost', async () => {
    await reader.open('/imports/new');
    // The browser would not send it: somebody without its check does.
    await page.locator('main form').evaluate((form) => (form.noValidate = true));
    await reader.send('/imports/new');
    await page.locator('[aria-invalid=true], .errsum').first().waitFor();
    await reader.expectQuiet('/imports/new without a file');
  });

  test('a file with errors lands its good rows, and its bad ones come back with reasons', async () => {
    await upload({ 'flawed.csv': flawed });
    await page.locator('main table').first().waitFor();
    await reader.expectQuiet('the proposal');
    await confirm();
    await reader.expectQuiet('the result');
    const cells = await counts();
    assert.ok(cells.includes('2') && cells.includes('3'), `two landed, three came back: ${cells}`);
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('a[href$="/rejected.csv"]').click()]);
    const text = readFileSync(await download.path(), 'utf8');
    assert.match(text, /^\uFEFF/);
    assert.match(text, /does not exist/);
    assert.match(text, /in the future/);
  });

  test('the same file again changes nothing, and undo takes the first one back', async () => {
    await reader.open('/leads');
    assert.equal(await page.locator('main tbody tr').count(), 2);
    await upload({ 'flawed.csv': flawed });
    await confirm();
    await reader.open('/leads');
    assert.equal(await page.locator('main tbody tr').count(), 2);
    await reader.open('/imports');
    const first = page.locator('main tbody a[href^="/imports/"]').last();
    await Promise.all([page.waitForEvent('load'), first.click()]);
    await page.locator('main details:has(form[action$="/undo"]) summary').click();
    await Promise.all([page.waitForEvent('load'), page.locator('main form[action$="/undo"] button').click()]);
    await reader.expectQuiet('the import taken back');
    await reader.open('/leads');
    assert.equal(await page.locator('main tbody tr').count(), 0);
  });

  test('several files land together, and each number opens its rows', async () => {
    await upload(files());
    await confirm();
    await reader.open('/overview');
    await page.locator('.fst .fv').nth(5).click();
    await page.waitForURL(/\/leads\?/);
    await page.waitForLoadState('load');
    const query = new URL(page.url()).searchParams;
    assert.equal(query.get('reached'), 'won');
    const rows = await page.locator('main tbody tr').count();
    await reader.open('/overview.json');
    const report = JSON.parse(await page.locator('body').innerText());
    assert.equal(rows, report.lead_to_customer.figure.numerator, 'the list is as long as the number');
    await page.goBack();
    await page.locator('main tbody tr a').first().click();
    await page.waitForURL(/\/leads\/[0-9a-f-]{36}/);
    await reader.expectQuiet('a lead');
    await reader.open('/deals?outcome=won');
    await page.locator('main tbody tr a').first().click();
    await page.waitForURL(/\/deals\/[0-9a-f-]{36}/);
    await reader.expectQuiet('a deal');
  });

  test('the same pages in Arabic and dark', async () => {
    const other = await visitor(browser, server, { language: 'ar', theme: 'dark', width: 390 });
    await other.signIn();
    for (const path of ['/imports', '/leads', '/deals']) {
      await other.open(path);
      const link = other.page.locator('main tbody a').first();
      const href = await link.getAttribute('href');
      await other.open(href);
      await other.expectQuiet(`${href} in Arabic`);
    }
    await other.context.close();
  });
});
