// The bell: it counts while a page is open, is cleared by reading, and works without scripts; in Arabic on a phone too.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { files, write } from './company.mjs';
import { launch, looks, named, startServer, visitor } from './harness.mjs';

/** A Wednesday morning in Riyadh: working hours. */
const morning = '2026-09-23T07:00:00Z';
const password = 'a long enough sentence';

describe('notifications', () => {
  let server, browser, marketer, leads;

  const signedIn = async (name, look) => {
    const one = await visitor(browser, server, look);
    await one.signIn({ email: `${name.toLowerCase()}@example.com`, password });
    return one;
  };
  const invited = async (name, language) => {
    const email = `${name.toLowerCase()}@example.com`;
    const link = server.command(['user', 'invite', email, '--name', name, '--role', 'sales', '--language', language]).match(/\/join\/\S+/)[0];
    const one = await visitor(browser, server);
    await one.page.goto(server.url + link);
    await one.fill({ password });
    await one.send(link.split('?')[0]);
    await one.context.close();
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
  const bell = (one) => one.page.locator('#bell');
  const count = (one) => one.page.locator('#bell b');

  before(async () => {
    server = await startServer({ now: morning });
    server.command(['import', ...write(`${server.dataDir}/files`, files())]);
    browser = await launch();
    marketer = await visitor(browser, server);
    await marketer.signIn();
    await invited('Sara', 'en');
    await invited('Reem', 'ar');
    await marketer.open('/leads?stage=mql');
    leads = await marketer.page.$$eval('tbody a[href^="/leads/"]', (all) => all.map((a) => a.getAttribute('href')).filter((h) => /^\/leads\/[0-9a-f-]{36}$/.test(h)));
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const [name, look] of [['Sara', looks.usual[0]], ['Reem', looks.usual[looks.usual.length - 1]]]) {
    test(`the bell counts on an open page and is cleared, ${named(look)}`, async () => {
      const one = await signedIn(name, look);
      await one.open('/goals');
      assert.equal(await count(one).isVisible(), false, 'nothing yet');
      const first = await offer(name);
      await one.page.waitForFunction(() => document.querySelector('#bell b').textContent.trim() === '1');
      await offer(name);
      await one.page.waitForFunction(() => document.querySelector('#bell b').textContent.trim() === '2');
      assert.match(await bell(one).getAttribute('aria-label'), /2/);
      await one.expectQuiet('with a count');
      await bell(one).click();
      await one.page.waitForURL(/\/notifications/);
      assert.equal(await one.page.locator('.ntf.new').count(), 2);
      const box = await bell(one).boundingBox();
      if (look.width < 600) assert.ok(box.width >= 44 && box.height >= 44, `the bell is ${box.width} by ${box.height}`);
      await one.expectQuiet('/notifications');
      await Promise.all([one.page.waitForEvent('load'), one.page.locator(`a[href^="${first}"]`).click()]);
      await one.page.waitForFunction(() => document.querySelector('#bell b').textContent.trim() === '1');
      await one.open('/notifications');
      await Promise.all([one.page.waitForEvent('load'), one.page.locator('form[action="/notifications/read"] button').click()]);
      assert.equal(await one.page.locator('.ntf.new').count(), 0);
      assert.equal(await count(one).isVisible(), false, 'all is read');
      await one.expectQuiet('all read');
      await one.context.close();
    });
  }

  test('without scripts one is marked as read by its button', async () => {
    await offer('Sara');
    const one = await signedIn('Sara', { ...looks.usual[0], javaScript: false });
    await one.page.goto(`${server.url}/notifications`);
    assert.equal((await count(one).textContent()).trim(), '1');
    await Promise.all([one.page.waitForEvent('load'), one.page.locator('.ntf.new form button').click()]);
    assert.equal(await one.page.locator('.ntf.new').count(), 0);
    assert.equal(await count(one).isVisible(), false);
    await one.context.close();
  });

  for (const look of looks.usual) {
    test(`the outbox says that e-mail is off, ${named(look)}`, async () => {
      const admin = await visitor(browser, server, look);
      await admin.signIn();
      await admin.open('/settings/outbox');
      assert.match(await admin.page.locator('main pre').textContent(), /MIHWAR_SMTP_URL=/);
      assert.ok((await admin.page.locator('.ntf').count()) > 0, 'letters that wait for nobody');
      await admin.expectQuiet('/settings/outbox');
      await admin.context.close();
    });
  }
});
