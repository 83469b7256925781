// The first visit by the printed link, the way out and the way in again.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { admin, launch, looks, named, pages, startServer, visitor } from './harness.mjs';

describe('the first visit', () => {
  let server, browser, reader;
  before(async () => {
    server = await startServer({ workspace: false });
    browser = await launch();
    reader = await visitor(browser, server);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('a stranger without the code gets nothing', async () => {
    await reader.open('/');
    assert.equal(new URL(reader.page.url()).pathname, '/set-up');
    assert.equal(await reader.page.locator('input[name=password]').count(), 0);
    await reader.expectQuiet('/set-up without code');
  });

  test('no page but set-up, sign-in and health is open', async () => {
    for (const path of pages) {
      await reader.open(path);
      assert.match(new URL(reader.page.url()).pathname, /^\/(set-up|sign-in)$/, path);
    }
  });

  test('the form keeps what was typed when something is wrong', async () => {
    await reader.open(server.link);
    await reader.fill({ person: admin.name, email: admin.email, password: 'short', name: 'Nakheel Trading' });
    await reader.send('/set-up');
    assert.equal(await reader.page.locator('[name=email]').inputValue(), admin.email);
    assert.equal(await reader.page.locator('[name=password]').inputValue(), '', 'passwords are not sent back');
    await reader.page.locator('[aria-invalid=true]').first().waitFor();
    await reader.expectQuiet('/set-up with an error');
  });

  test('the printed link makes the workspace and its admin', async () => {
    await reader.open(server.link);
    await reader.fill({ person: admin.name, email: admin.email, password: admin.password, name: 'Nakheel Trading', zone: 'Asia/Riyadh', currency: 'SAR', weekend: 'fri-sat', language: 'en' });
    await reader.send('/set-up');
    assert.equal(new URL(reader.page.url()).pathname, '/welcome');
    await reader.page.locator('a[href="/imports/new"]').waitFor();
    await reader.page.locator('main a[href="/overview"]').waitFor();
    await reader.expectQuiet('/welcome');
  });

  test('the link works once', async () => {
    const stranger = await visitor(browser, server);
    await stranger.open(server.link);
    assert.equal(new URL(stranger.page.url()).pathname, '/sign-in');
    await stranger.context.close();
  });

  test('a second start takes seconds and keeps the data', async () => {
    assert.equal(await server.interrupt(), 0, 'Ctrl-C ends in order');
    assert.equal(server.postgresRuns, false, 'and takes the private Postgres along');
    server.output = '';
    const started = Date.now();
    await server.start();
    assert.ok(Date.now() - started < 30_000);
    assert.equal(server.link, server.url, 'there is nothing left to set up');
    await reader.open('/me');
    assert.equal(new URL(reader.page.url()).pathname, '/me', 'the session lives on');
  });
});

describe('signing in', () => {
  let server, browser;
  before(async () => {
    server = await startServer();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const look of looks.usual) {
    test(`the page, ${named(look)}`, async () => {
      const reader = await visitor(browser, server, look);
      await reader.open('/sign-in');
      assert.equal(await reader.page.locator('html').getAttribute('dir'), look.language === 'ar' ? 'rtl' : 'ltr');
      await reader.expectQuiet('/sign-in');
      await reader.context.close();
    });
  }

  test('a wrong password is refused and the address kept', async () => {
    const reader = await visitor(browser, server);
    await reader.signIn({ ...admin, password: 'something else' });
    assert.equal(new URL(reader.page.url()).pathname, '/sign-in');
    assert.equal(await reader.page.locator('[name=email]').inputValue(), admin.email);
    await reader.page.locator('[role=alert]').waitFor();
    await reader.expectQuiet('/sign-in after a wrong password');
    await reader.context.close();
  });

  test('in, to the page that was asked for, and out again', async () => {
    const reader = await visitor(browser, server);
    await reader.open('/me');
    assert.equal(new URL(reader.page.url()).pathname, '/sign-in');
    await reader.fill({ email: admin.email, password: admin.password });
    await reader.send('/sign-in');
    assert.equal(new URL(reader.page.url()).pathname, '/me');
    await reader.page.locator('[popovertarget=user-menu]').click();
    await Promise.all([reader.page.waitForURL('**/sign-in'), reader.page.locator('form[action="/sign-out"] button').click()]);
    await reader.open('/me');
    assert.equal(new URL(reader.page.url()).pathname, '/sign-in');
    await reader.expectQuiet('signed out');
    await reader.context.close();
  });

  test('Arabic and dark are kept, before and after signing in', async () => {
    const reader = await visitor(browser, server);
    await reader.open('/sign-in');
    await switchLanguage(reader, 'rtl');
    await reader.signIn();
    await reader.open('/me');
    await switchTheme(reader, 'dark');
    await reader.page.reload();
    assert.equal(await reader.page.locator('html').getAttribute('data-theme'), 'dark');
    await reader.expectQuiet('/me in dark');
    await reader.context.close();
  });
});

async function switchLanguage(reader, direction) {
  await Promise.all([reader.page.waitForEvent('load'), reader.page.locator('header button[name=language]').click()]);
  assert.equal(await reader.page.locator('html').getAttribute('dir'), direction);
}

async function switchTheme(reader, theme) {
  const kept = reader.page.waitForResponse((response) => response.url().endsWith('/me/preferences'));
  await reader.page.locator('header button[name=theme]').click();
  assert.equal(await reader.page.locator('html').getAttribute('data-theme'), theme);
  await kept;
}
