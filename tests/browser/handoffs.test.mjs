// Handoffs: offered in the browser, answered by keyboard on an Arabic layout, on a phone, without scripts, and by two at once.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { files, write } from './company.mjs';
import { launch, looks, named, startServer, visitor } from './harness.mjs';

/** A Wednesday morning in Riyadh: working hours. */
const morning = '2026-09-23T07:00:00Z';
const password = 'a long enough sentence';

describe('handoffs', () => {
  let server, browser, marketer, leads;

  /** Invites somebody, who comes in. */
  const person = async (name, role, language = 'en') => {
    const email = `${name.toLowerCase()}@example.com`;
    const link = server.command(['user', 'invite', email, '--name', name, '--role', role, '--language', language]).match(/\/join\/\S+/)[0];
    const one = await visitor(browser, server);
    await one.page.goto(server.url + link);
    await one.fill({ password });
    await one.send(link.split('?')[0]);
    return one;
  };
  const signedIn = async (name, look) => {
    const one = await visitor(browser, server, look);
    await one.signIn({ email: `${name.toLowerCase()}@example.com`, password });
    return one;
  };
  /** Offers the next lead to somebody. Gives the address of the handoff. */
  const offer = async (to) => {
    await marketer.open(`${leads.shift()}/offer`);
    const choice = marketer.page.locator('#f-to option', { hasText: to });
    await marketer.fill({ to: await choice.getAttribute('value'), note: 'Asked for pricing' });
    await marketer.page.locator('main form.record-form button').click();
    await marketer.page.waitForURL(/\/handoffs\//);
    return new URL(marketer.page.url()).pathname;
  };
  const press = (one, code, key) =>
    one.page.evaluate(([code, key]) => document.body.dispatchEvent(new KeyboardEvent('keydown', { code, key, bubbles: true, cancelable: true })), [code, key]);
  const state = (one) => one.page.locator('.det .who2 .tag').textContent();

  before(async () => {
    server = await startServer({ now: morning });
    server.command(['import', ...write(`${server.dataDir}/files`, files())]);
    browser = await launch();
    marketer = await visitor(browser, server);
    await marketer.signIn();
    await person('Sara', 'sales');
    await person('Omar', 'sales');
    await person('Reem', 'sales', 'ar');
    await marketer.open('/leads?stage=mql');
    leads = await marketer.page.$$eval('tbody a[href^="/leads/"]', (all) => all.map((a) => a.getAttribute('href')).filter((h) => /^\/leads\/[0-9a-f-]{36}$/.test(h)));
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const look of looks.usual) {
    test(`list, detail and question, ${named(look)}`, async () => {
      const handoff = await offer('Sara');
      const sara = await signedIn('Sara', look);
      for (const path of ['/handoffs', handoff, `${handoff}/rejection`, `${handoff}/hold`]) {
        await sara.open(path);
        await sara.expectQuiet(path);
      }
      await sara.open(handoff);
      await sara.page.locator('[data-key=KeyR]').click();
      await sara.page.locator('dialog#refusal[open]').waitFor();
      await sara.expectQuiet('the question why');
      await sara.context.close();
    });
  }

  test('accepted, taken back and rejected by keyboard on an Arabic layout', async () => {
    const handoff = await offer('Reem');
    const reem = await signedIn('Reem');
    await reem.open(handoff);
    await Promise.all([reem.page.waitForEvent('load'), press(reem, 'KeyA', 'ش')]);
    assert.equal(await state(reem), 'مقبول');
    await reem.expectQuiet('accepted');
    await Promise.all([reem.page.waitForEvent('load'), press(reem, 'KeyZ', 'ئ')]);
    assert.equal(await state(reem), 'معروض');
    await press(reem, 'KeyR', 'ق');
    await reem.page.locator('dialog#refusal[open]').waitFor();
    await press(reem, 'Digit2', '٢');
    assert.equal(await reem.page.locator('dialog input[value=bad_timing]').isChecked(), true);
    // While somebody types a letter is a letter.
    await reem.page.locator('#refusal-note').focus();
    await reem.page.keyboard.type('a1z');
    assert.equal(await reem.page.locator('#refusal-note').inputValue(), 'a1z');
    await Promise.all([reem.page.waitForEvent('load'), reem.page.locator('dialog .btn.danger').click()]);
    await reem.open(handoff);
    assert.equal(await state(reem), 'مرفوض');
    await reem.context.close();
  });

  test('a number logs a contact, which accepts', async () => {
    const handoff = await offer('Sara');
    const sara = await signedIn('Sara', { width: 390 });
    await sara.open(handoff);
    await Promise.all([sara.page.waitForEvent('load'), press(sara, 'Digit3', '٣')]);
    assert.equal(await state(sara), 'Accepted');
    await sara.page.locator('.slabox', { hasText: 'Contacted after' }).waitFor();
    await sara.context.close();
  });

  test('J and K go through the list, from the handoff that is shown', async () => {
    await offer('Sara');
    const sara = await signedIn('Sara');
    await sara.open('/handoffs');
    const at = () => sara.page.evaluate(() => [...document.querySelectorAll('[data-row]')].indexOf(document.activeElement));
    const shown = await sara.page.evaluate(() => [...document.querySelectorAll('[data-row]')].findIndex((row) => row.hasAttribute('aria-current')));
    await press(sara, 'KeyJ', 'j');
    const next = await at();
    assert.equal(next, shown + 1);
    await press(sara, 'KeyJ', 'ت');
    await press(sara, 'KeyK', 'ن');
    assert.equal(await at(), next);
    const href = await sara.page.evaluate(() => document.activeElement.getAttribute('href'));
    await sara.page.keyboard.press('Enter');
    await sara.page.waitForURL((url) => href.startsWith(url.pathname));
    await sara.context.close();
  });

  test('without scripts a page asks why, and keeps what was typed', async () => {
    const handoff = await offer('Sara');
    const sara = await signedIn('Sara', { javaScript: false });
    await sara.page.goto(server.url + handoff);
    await sara.page.locator('.acts a', { hasText: 'Reject' }).click();
    await sara.page.waitForURL(/rejection/);
    await sara.page.locator('textarea[name=note]').fill('Not now');
    await sara.page.locator('select[name=reason]').selectOption('no_budget');
    await sara.page.locator('main form.record-form button').click();
    await sara.page.goto(server.url + handoff);
    assert.equal(await state(sara), 'Rejected');
    await sara.context.close();
  });

  test('of two who accept at once the second is told who was first', async () => {
    const handoff = await offer('The team’s queue');
    const [sara, omar] = [await signedIn('Sara'), await signedIn('Omar')];
    await Promise.all([sara.open(handoff), omar.open(handoff)]);
    const accept = (one) => Promise.all([one.page.waitForEvent('load'), press(one, 'KeyA', 'a')]);
    await Promise.all([accept(sara), accept(omar)]);
    const told = await Promise.all([sara, omar].map((one) => one.page.locator('.notice', { hasText: /Accepted by (Sara|Omar)/ }).count()));
    assert.deepEqual(told.sort(), [0, 1]);
    await Promise.all([sara.context.close(), omar.context.close()]);
  });
});
