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

  test('a contact is added to a deal and taken away, by the keyboard and on a phone', async () => {
    for (const look of [{}, { language: 'ar', theme: 'dark', width: 390, javaScript: false }]) {
      const one = await reader(look);
      const leave = (act) => Promise.all([one.page.waitForEvent('load'), act()]);
      await one.open('/deals');
      await leave(() => one.page.locator('main tbody a[href^="/deals/"]').first().click());
      const deal = new URL(one.page.url()).pathname;
      await leave(() => one.page.locator(`a[href="${deal}/contacts"]`).press('Enter'));
      await one.page.locator('#find').fill('person8@company8.example');
      await leave(() => one.page.locator('#find').press('Enter'));
      const add = one.page.locator(`form[action^="${deal}/contacts/"] button`).first();
      const place = await add.boundingBox();
      assert.ok(place.x >= 0 && place.x + place.width <= (look.width ?? 1440), 'the button is seen without scrolling');
      if (look.javaScript !== false) await one.expectQuiet('the search for a contact');
      await leave(() => add.press('Enter'));
      assert.equal(new URL(one.page.url()).pathname, deal);
      const away = one.page.locator(`form[action$="/remove"][action*="/contacts/"] button`);
      assert.equal(await away.count(), 1);
      if (look.javaScript !== false) await one.expectQuiet('a deal with a contact');
      await leave(() => away.press('Enter'));
      assert.equal(await away.count(), 0);
      await one.context.close();
    }
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
