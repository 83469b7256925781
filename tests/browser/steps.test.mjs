// Next steps: by keyboard, on a phone, without scripts; a lead qualified up to its deal; and the switch of leave.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { files, write } from './company.mjs';
import { launch, looks, named, startServer, visitor } from './harness.mjs';

/** A Wednesday morning in Riyadh. */
const morning = '2026-09-23T07:00:00Z';
const password = 'a long enough sentence';

describe('next steps', () => {
  let server, browser, marketer, leads;

  const signedIn = async (name, look) => {
    const one = await visitor(browser, server, look);
    await one.signIn({ email: `${name.toLowerCase()}@example.com`, password });
    return one;
  };
  /** Offers the next lead to Sara, who accepts. Gives the address of the handoff. */
  const accepted = async () => {
    await marketer.open(`${leads.shift()}/offer`);
    const choice = marketer.page.locator('#f-to option', { hasText: 'Sara' });
    await marketer.fill({ to: await choice.getAttribute('value'), note: 'Asked for pricing' });
    await marketer.page.locator('main form.record-form button').click();
    await marketer.page.waitForURL(/\/handoffs\//);
    const handoff = new URL(marketer.page.url()).pathname;
    const sara = await signedIn('Sara');
    await sara.open(handoff);
    await Promise.all([sara.page.waitForEvent('load'), sara.page.locator('[data-key=KeyA]').click()]);
    await sara.context.close();
    return handoff;
  };

  before(async () => {
    server = await startServer({ now: morning });
    server.command(['import', ...write(`${server.dataDir}/files`, files())]);
    browser = await launch();
    marketer = await visitor(browser, server);
    await marketer.signIn();
    const link = server.command(['user', 'invite', 'sara@example.com', '--name', 'Sara', '--role', 'sales', '--language', 'en']).match(/\/join\/\S+/)[0];
    const sara = await visitor(browser, server);
    await sara.page.goto(server.url + link);
    await sara.fill({ password });
    await sara.send(link.split('?')[0]);
    await sara.context.close();
    await marketer.open('/leads?stage=mql');
    leads = await marketer.page.$$eval('tbody a[href^="/leads/"]', (all) => all.map((a) => a.getAttribute('href')).filter((h) => /^\/leads\/[0-9a-f-]{36}$/.test(h)));
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const look of looks.usual) {
    test(`list, forms and checklist, ${named(look)}`, async () => {
      const handoff = await accepted();
      const sara = await signedIn('Sara', look);
      for (const path of ['/handoffs/steps', '/handoffs/steps?tab=done', `${handoff}/qualification`, '/handoffs', handoff]) {
        await sara.open(path);
        await sara.expectQuiet(path);
      }
      await sara.open('/handoffs/steps?tab=today');
      const hrefs = (verb) => sara.page.locator(`.nstep a[href$="/${verb}"]`).first().getAttribute('href');
      for (const path of [await hrefs('finish'), await hrefs('move')]) {
        await sara.open(path);
        await sara.expectQuiet(path);
      }
      await sara.context.close();
    });
  }

  test('by keyboard: to the lead, qualified by ticks, up to its deal', async () => {
    const handoff = await accepted();
    const sara = await signedIn('Sara');
    await sara.open('/handoffs/steps?tab=today');
    await sara.page.keyboard.press('j');
    assert.equal(await sara.page.evaluate(() => document.activeElement.matches('.nstep-n a')), true);
    await sara.open(handoff);
    await Promise.all([sara.page.waitForURL(/qualification$/), sara.page.keyboard.press('q')]);
    for (const n of [1, 2, 3, 4]) {
      await sara.page.locator(`input[name=met-${n}]`).focus();
      await sara.page.keyboard.press('Space');
    }
    await Promise.all([sara.page.waitForURL(/\/deals\/new\?lead=/), sara.page.keyboard.press('Enter')]);
    assert.notEqual(await sara.page.locator('input[name=lead]').inputValue(), '');
    await sara.expectQuiet('the form of the deal');
    await Promise.all([sara.page.waitForURL(/\/deals\/[0-9a-f-]{36}/), sara.page.locator('main form.record-form button').first().click()]);
    await sara.context.close();
  });

  test('without scripts on a phone: done, with the next one; and away', async () => {
    await accepted();
    const sara = await signedIn('Sara', { javaScript: false, width: 390 });
    await sara.page.goto(`${server.url}/handoffs/steps?tab=today`);
    const wide = await sara.page.locator('.nstep').first().boundingBox();
    assert.ok(wide.x >= 0 && wide.x + wide.width <= 390, JSON.stringify(wide));
    await sara.page.locator('.nstep a[href$="/finish"]').first().click();
    await sara.page.locator('input[name=due]').fill('2026-09-24');
    await sara.page.locator('main form.record-form button').click();
    await sara.page.locator('.fe', { hasText: 'Say what comes next' }).waitFor();
    assert.equal(await sara.page.locator('input[name=due]').inputValue(), '2026-09-24');
    await sara.page.locator('input[name=what]').fill('Send the quote');
    await sara.page.locator('main form.record-form button').click();
    await sara.page.waitForURL(/\/handoffs\/steps$/);
    await sara.page.goto(`${server.url}/handoffs/steps?tab=later`);
    await sara.page.locator('.nstep', { hasText: 'Send the quote' }).waitFor();
    await sara.page.locator('details.away summary').click();
    await sara.page.locator('details.away input[name=to]').fill('2026-09-25');
    await sara.page.locator('details.away button').click();
    await sara.page.locator('.away.on', { hasText: 'You are away until' }).waitFor();
    await sara.page.locator('.away.on button').click();
    await sara.page.locator('details.away').waitFor();
    await sara.context.close();
  });
});
