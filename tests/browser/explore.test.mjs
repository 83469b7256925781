// Reading the overview of a company whose files are known: numbers, filters, definitions, files, both languages.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { files, now, write } from './company.mjs';
import { launch, startServer, visitor } from './harness.mjs';

describe('the overview', () => {
  let server, browser, reader, page;
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
    await server?.stop();
  });

  const leads = () => page.locator('#k-quality').locator('xpath=ancestor::section').locator('.big').innerText();
  const query = () => new URL(page.url()).searchParams;

  test('shows the numbers of the files, and the same in its files', async () => {
    await reader.open('/overview');
    // Two leads a day from 1 July on; the last that the files have came on 28 August.
    assert.equal(await leads(), '118');
    const report = await (await page.request.get('/overview.json')).json();
    assert.equal(report.leads.figure.value, 118);
    assert.equal(report.lead_to_customer.figure.denominator, 118);
    assert.equal(report.new_customers.figure.value, 20);
    for (const [kind, begins] of [['csv', '\uFEFF'], ['xlsx', 'PK']]) {
      const file = await page.request.get(`/overview.${kind}`);
      assert.equal(file.status(), 200);
      assert.ok((await file.body()).toString('utf8').startsWith(begins), kind);
    }
    await reader.expectQuiet('/overview');
  });

  test('a filter narrows the numbers and stands in the address; Back takes it off', async () => {
    await reader.open('/overview');
    await page.locator('details.drop summary', { hasText: 'Region' }).click();
    await page.getByRole('link', { name: 'Dubai', exact: true }).click();
    await page.waitForURL(/region=Dubai/);
    await page.waitForFunction((was) => document.querySelector('.quality .big').textContent.trim() !== was, '118');
    assert.equal(query().get('region'), 'Dubai');
    const narrowed = Number(await leads());
    assert.ok(narrowed >= 39 && narrowed <= 40, `a third of 118, not ${narrowed}`);
    await reader.expectQuiet('/overview filtered');
    await page.goBack();
    await page.waitForFunction((is) => document.querySelector('.quality .big').textContent.trim() === is, '118');
    assert.equal(query().get('region'), null);
  });

  test('an unknown value falls back to the default and says so', async () => {
    assert.equal((await reader.open('/overview?period=whenever&trend=weather')).status(), 200);
    await page.locator('main [role=status]').first().waitFor();
    assert.equal(await leads(), '118');
    await reader.expectQuiet('/overview with an unknown period');
  });

  test('the leads of a third by quality are listed behind its number', async () => {
    await reader.open('/overview');
    const third = page.locator('.thirds tbody tr').first();
    const number = await third.locator('td a').innerText();
    await Promise.all([page.waitForURL(/quality=high/), third.locator('td a').click()]);
    assert.equal(await page.locator('main .notice').count(), 0);
    const total = Number(number) > 0 ? await page.locator('.pager .muted').innerText() : 'of 0';
    assert.equal(total.match(/of ([\d,]+)/)[1], number);
    await reader.expectQuiet('/leads of a third');
  });

  test('on a phone a list has its search box, which keeps the filters as they keep the search', async () => {
    const phone = await visitor(browser, server, { language: 'ar', width: 390 });
    await phone.signIn();
    const { page } = phone;
    await phone.open('/leads?period=2026-q3');
    await page.locator('#f-region').click();
    await page.getByRole('link', { name: 'Dubai', exact: true }).click();
    await page.waitForURL(/region=Dubai/);
    const box = page.locator('#q');
    assert.ok(await box.isVisible(), 'no search box on a phone');
    // The filter was swapped in by a script: the box knows of it all the same.
    await page.locator('#search input[name=region][value=Dubai]').waitFor({ state: 'attached' });
    await box.fill('Sara');
    await Promise.all([page.waitForEvent('load'), box.press('Enter')]);
    const asked = new URL(page.url()).searchParams;
    assert.deepEqual([asked.get('period'), asked.get('region'), asked.get('q')], ['2026-q3', 'Dubai', 'Sara']);
    assert.ok((await page.locator('tbody tr').count()) > 0);
    await phone.expectQuiet('/leads searched on a phone');
    await page.locator('a.pill.x[href*="q=Sara"]').first().click();
    await page.waitForURL((url) => url.searchParams.get('q') === 'Sara' && url.searchParams.size < 3);
    assert.equal(await page.locator('#q').inputValue(), 'Sara');
    await phone.open('/deals');
    assert.ok(await page.locator('#q').isVisible());
    await phone.context.close();
  });

  test('lists are downloaded as files, whole', async () => {
    for (const list of ['leads', 'deals']) {
      await reader.open(`/${list}`);
      for (const [kind, begins] of [['csv', '\uFEFF'], ['xlsx', 'PK']]) {
        await page.locator('.head-a details.drop summary').click();
        const [file] = await Promise.all([page.waitForEvent('download'), page.locator(`.head-a a[href^="/${list}.${kind}"]`).click()]);
        assert.equal(await file.failure(), null, `${list}.${kind}`);
        assert.ok(readFileSync(await file.path(), 'utf8').startsWith(begins), `${list}.${kind}`);
        await page.keyboard.press('Escape');
      }
    }
  });

  test('tables and panels fit a phone, and the focus stays where it was', async () => {
    const phone = await visitor(browser, server, { language: 'ar', width: 390 });
    await phone.signIn();
    await phone.open('/overview');
    const tables = phone.page.locator('main details.dt > summary:visible');
    for (const summary of await tables.all()) await summary.click();
    assert.ok((await tables.count()) > 1);
    await phone.expectQuiet('/overview with its tables on a phone');
    await phone.page.locator('#f-period').click();
    const panel = await phone.page.locator('details.drop[open] .panel').boundingBox();
    assert.ok(panel.x >= 0 && panel.x + panel.width <= 390, `the panel spans ${panel.x} to ${panel.x + panel.width}`);
    await phone.context.close();
    const focused = (css) => page.waitForFunction((css) => document.activeElement.matches(css), css);
    await reader.open('/overview');
    await page.locator('#f-region').click();
    await page.getByRole('link', { name: 'Dubai', exact: true }).click();
    await page.waitForURL(/region=Dubai/);
    await focused('#f-region');
    await page.locator('.trend .seg a').nth(1).click();
    await page.waitForURL(/trend=/);
    await focused('.trend .seg a[aria-current]');
  });

  test('definitions, tables and other trends are one click away', async () => {
    await reader.open('/overview');
    await page.locator('main [popovertarget]').first().click();
    await page.locator(':popover-open').waitFor();
    await reader.expectQuiet('/overview with a definition');
    await page.keyboard.press('Escape');
    await page.locator('figure summary, .chart summary, main details:not(.drop) summary').first().click();
    await page.locator('main details[open] table').first().waitFor();
    await reader.expectQuiet('/overview with a table');
    await page.getByRole('link', { name: 'Revenue', exact: true }).last().click();
    await page.waitForURL(/trend=revenue/);
    await reader.expectQuiet('/overview of revenue');
  });

  test('a shared address shows the same without JavaScript', async () => {
    const plain = await visitor(browser, server, { javaScript: false });
    await plain.signIn();
    await plain.open('/overview?region=Dubai');
    const count = await plain.page.locator('.quality .big').innerText();
    assert.ok(['39', '40'].includes(count), count);
    await plain.page.locator('details.drop summary', { hasText: 'Region' }).click();
    await plain.page.getByRole('link', { name: 'All', exact: true }).filter({ visible: true }).first().click();
    await plain.page.waitForURL((url) => !url.searchParams.has('region'));
    assert.equal(await plain.page.locator('.quality .big').innerText(), '118');
    await plain.context.close();
  });

  test('a cell of the cohorts opens its leads, and an axis of days its deals', async () => {
    await reader.open('/overview');
    await page.getByRole('link', { name: 'Lead-to-customer rate', exact: true }).click();
    await page.waitForURL(/\/funnel/);
    await page.getByRole('link', { name: 'Cohorts', exact: true }).click();
    await page.waitForURL(/view=cohorts/);
    // July: 62 leads; every third has a deal, every sixth is won after 50 days: in September none of them is not yet.
    const cell = page.locator('.coh tbody tr').first().locator('td.h a').last();
    const share = Number.parseFloat(await cell.innerText());
    await cell.click();
    await page.waitForURL(/reached=won&reached_by=2026-08-31/);
    const rows = await page.locator('tbody tr').count();
    assert.ok(rows > 0 && Math.abs((rows / 62) * 100 - share) < 0.06, `${rows} of 62 is not ${share}%`);
    await reader.expectQuiet('the leads of a cell');
    await reader.open('/cycle');
    await page.locator('figure[aria-labelledby=distribution-t] summary').click();
    const bin = page.locator('figure[aria-labelledby=distribution-t] tbody a').first();
    const deals = Number(await bin.innerText());
    await bin.click();
    await page.waitForURL(/took=/);
    assert.equal(await page.locator('tbody tr').count(), deals);
  });

  test('Arabic and dark: the page turns round and keeps its filters', async () => {
    await reader.open('/overview?region=Dubai');
    await Promise.all([page.waitForEvent('load'), page.locator('header button[name=language]').click()]);
    assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
    assert.equal(query().get('region'), 'Dubai');
    await page.locator('header button[name=theme]').click();
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
    const menu = await page.locator('nav.side').boundingBox();
    assert.ok(menu.x > 700, 'the menu stands on the right');
    await reader.expectQuiet('/overview in Arabic and dark');
  });

  test('shortcuts work by physical key, on an Arabic keyboard too', async () => {
    await reader.open('/overview');
    const press = (code, key) => page.evaluate(([code, key]) => document.body.dispatchEvent(new KeyboardEvent('keydown', { code, key, bubbles: true, cancelable: true })), [code, key]);
    await press('Slash', 'ظ');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
  });
});
