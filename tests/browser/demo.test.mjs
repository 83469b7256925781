// The first door of the first visit: the demo company, and everybody in it one press away.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, startServer, visitor } from './harness.mjs';

describe('the demo company', () => {
  let server, browser, reader;
  before(async () => {
    server = await startServer({ workspace: false, now: '2025-11-20T09:40:00Z' });
    browser = await launch();
    reader = await visitor(browser, server);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('opens from the printed link', async () => {
    await reader.open(server.link);
    await reader.page.getByRole('button', { name: 'Open the demo company' }).click();
    await reader.page.waitForURL('**/sign-in', { timeout: 60_000 });
    await reader.expectQuiet('/sign-in of a demo');
  });

  test('lets anybody in by one press, and its overview is full', async () => {
    await reader.page.getByRole('button', { name: 'Daniel Costa' }).click();
    await reader.page.waitForURL('**/overview**');
    const value = await reader.page.locator('.kpi .kv').first().textContent();
    assert.match(value, /\d/, 'the first card has a number');
    await reader.expectQuiet('/overview of the demo');
  });

  test('has what is looked at every day at hand on a phone', async () => {
    const phone = await visitor(browser, server, { width: 390 });
    await phone.open('/sign-in');
    await phone.page.getByRole('button', { name: 'Daniel Costa' }).click();
    await phone.page.waitForURL('**/overview**');
    assert.deepEqual(await phone.page.locator('.tabbar a').allInnerTexts(), ['Overview', 'Handoffs', 'Leads', 'Deals', 'Goals']);
    await phone.page.getByRole('button', { name: 'Copy link' }).waitFor();
    await phone.page.locator('.head-a summary').click();
    await phone.page.getByRole('link', { name: 'CSV' }).waitFor();
    await phone.expectQuiet('/overview on a phone');
    await phone.open('/overview');
    await phone.page.getByRole('link', { name: 'Search leads' }).click();
    await phone.page.locator('input[name=q]:focus').waitFor();
    await phone.page.keyboard.type('sara');
    await phone.page.keyboard.press('Enter');
    await phone.page.waitForURL('**/leads?q=sara');
    await phone.context.close();
  });
});
