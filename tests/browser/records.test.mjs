// Work with one record: two people edit it at once and nothing is lost; a call is logged with one press.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { files, now, write } from './company.mjs';
import { launch, startServer, visitor } from './harness.mjs';

describe('work with a lead', () => {
  let server, browser, lead;
  const reader = async (look) => {
    const one = await visitor(browser, server, look);
    await one.signIn();
    return one;
  };
  const save = (one) => one.send(`${lead}/edit`);

  before(async () => {
    server = await startServer({ now });
    server.command(['import', ...write(`${server.dataDir}/files`, files())]);
    browser = await launch();
    const one = await reader();
    await one.open('/leads?q=person7%40company7.example');
    lead = new URL(await one.page.locator('main tbody a[href^="/leads/"]').first().evaluate((a) => a.href)).pathname;
    await one.context.close();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('whoever saves second sees both values and chooses', async () => {
    const [first, second] = [await reader(), await reader({ language: 'ar', width: 390 })];
    await first.open(`${lead}/edit`);
    await second.open(`${lead}/edit`);
    await first.fill({ company: 'First Company', region: 'Muscat' });
    await save(first);
    assert.equal(new URL(first.page.url()).pathname, lead);
    await second.fill({ company: 'Second Company' });
    await save(second);
    const conflicts = second.page.locator('.conflicts fieldset');
    assert.equal(await conflicts.count(), 1);
    assert.match(await conflicts.innerText(), /Second Company[^]*First Company/);
    await second.expectQuiet('a form that somebody else was quicker with');
    await conflicts.locator('input[value=mine]').check();
    await save(second);
    await first.open(lead);
    const page = await first.page.locator('main').innerText();
    assert.ok(page.includes('Second Company') && page.includes('Muscat'), 'what only the first changed stays');
    await first.expectQuiet('the lead after both');
    await Promise.all([first.context.close(), second.context.close()]);
  });

  test('a call is logged with one press and can be taken back', async () => {
    const one = await reader();
    await one.open(lead);
    const own = one.page.locator(`form[action*="/activities/"] button`);
    assert.equal(await own.count(), 0);
    await Promise.all([one.page.waitForEvent('load'), one.page.getByRole('group', { name: 'What you can do' }).getByRole('button', { name: 'Call' }).click()]);
    await one.page.locator('[role=status]', { hasText: 'Logged.' }).first().waitFor();
    assert.equal(await own.count(), 1);
    await one.expectQuiet('a lead with a call');
    await Promise.all([one.page.waitForEvent('load'), own.click()]);
    await one.page.locator('[role=status]', { hasText: 'Taken back.' }).first().waitFor();
    assert.equal(await own.count(), 0);
    await one.context.close();
  });
});
