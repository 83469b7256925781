// A target that a manager sets changes the card, with and without scripts; a note stands on the trend.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { files, now, write } from './company.mjs';
import { launch, startServer, visitor } from './harness.mjs';

describe('goals and notes', () => {
  let server, browser;
  before(async () => {
    server = await startServer({ now });
    server.command(['import', ...write(`${server.dataDir}/files`, files())]);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const foot = (reader, card) => reader.page.locator(`article[aria-labelledby=k-${card}] .kt`);

  test('a target is set and the card changes', async () => {
    const reader = await visitor(browser, server);
    await reader.signIn();
    await reader.open('/overview');
    await foot(reader, 'revenue').getByRole('link', { name: 'Set a target' }).click();
    await reader.page.waitForURL('**/goals/revenue**');
    await reader.page.locator('select[name=month]').selectOption('2026-07');
    await reader.page.locator('input[name=value]').fill('١٠٠٠');
    await reader.page.locator('button[value=set]').click();
    await reader.page.locator('[role=status]', { hasText: 'Saved' }).first().waitFor();
    await reader.expectQuiet('/goals/revenue after saving');
    await reader.open('/overview');
    assert.match(await foot(reader, 'revenue').innerText(), /Target SAR 3,000, met/);
    await reader.open('/overview?trend=revenue');
    assert.equal(await reader.page.locator('.trend path.target').count(), 1);
    await reader.expectQuiet('/overview with a target');
    await reader.context.close();
  });

  test('without scripts a target is set, ended and refused', async () => {
    const reader = await visitor(browser, server, { javaScript: false });
    await reader.signIn();
    await reader.open('/goals/cycle');
    await reader.page.locator('select[name=month]').selectOption('2026-07');
    await reader.page.locator('input[name=value]').fill('soon');
    await reader.page.locator('button[value=set]').click();
    await reader.page.locator('[aria-invalid=true]').first().waitFor();
    assert.equal(await reader.page.locator('input[name=value]').inputValue(), 'soon');
    await reader.page.locator('input[name=value]').fill('45');
    await reader.page.locator('button[value=set]').click();
    await reader.page.locator('text=Ceiling 45 days').first().waitFor();
    await reader.page.locator('select[name=month]').selectOption('2026-09');
    await reader.page.locator('button[value=ended]').click();
    await reader.page.locator('td', { hasText: 'No target' }).first().waitFor();
    await reader.context.close();
  });

  test('a note stands on the trend and speaks on hover', async () => {
    const reader = await visitor(browser, server);
    await reader.signIn();
    await reader.open('/overview?trend=revenue');
    await reader.page.getByRole('link', { name: 'Add a note' }).click();
    await reader.page.locator('[name=day]').fill('2026-05-10');
    await reader.page.locator('[name=body]').fill('Prices rose');
    await reader.page.locator('form[action="/notes/new"] button').click();
    await reader.page.waitForURL('**/overview?trend=revenue');
    const note = reader.page.locator('.trend a.note');
    assert.equal(await note.locator('.tip').evaluate((tip) => getComputedStyle(tip).opacity), '0');
    await note.locator('.ndot').hover();
    assert.equal(await note.locator('.tip').evaluate((tip) => getComputedStyle(tip).opacity), '1');
    await reader.page.locator('.trend summary').click();
    await reader.page.locator('.trend td', { hasText: 'Prices rose' }).waitFor();
    await reader.expectQuiet('/overview with a note');
    await reader.context.close();
  });
});
