// Somebody is invited, comes in by his link in his language, and sees what he may.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { files, now, write } from './company.mjs';
import { launch, looks, named, startServer, visitor } from './harness.mjs';

describe('an invitation', () => {
  let server, browser, admin, link;
  before(async () => {
    server = await startServer({ now });
    server.command(['import', ...write(`${server.dataDir}/files`, files())]);
    browser = await launch();
    admin = await visitor(browser, server);
    await admin.signIn();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('what is wrong is said beside its field', async () => {
    await admin.open('/settings/people/invite');
    await admin.fill({ name: 'Omar Faris', email: 'omar@example.com', role: 'manager', team: '' });
    await admin.send('/settings/people/invite');
    await admin.page.locator('#f-team[aria-invalid=true]').waitFor();
    assert.equal(await admin.page.locator('[name=email]').inputValue(), 'omar@example.com');
    await admin.expectQuiet('an invitation with an error');
  });

  test('a person of the files is invited, and the link is shown once', async () => {
    await admin.open('/settings/people');
    await admin.page.getByRole('link', { name: 'rep@example.com' }).first().click();
    await admin.page.waitForLoadState();
    await admin.page.locator('a[href="/leads?stage=lead&stage=mql&stage=sal&stage=sql&stage=opportunity&stage=recycled&owner=' + admin.page.url().split('/').pop() + '"]').waitFor();
    await admin.expectQuiet('a person without sign-in');
    await admin.page.locator('main a[href^="/settings/people/invite?person="]').click();
    await admin.page.waitForLoadState();
    await admin.fill({ name: 'Omar Faris', email: 'rep@example.com', role: 'sales', language: 'ar' });
    await admin.send('/settings/people/invite');
    link = await admin.page.locator('#link').inputValue();
    assert.match(link, new RegExp(`^${server.url}/join/[0-9a-f]{64}\\?lang=ar$`));
    await admin.expectQuiet('the link');
    await admin.open('/settings/people');
    await admin.page.getByText('Omar Faris').waitFor();
    assert.equal(await admin.page.locator('input#link').count(), 0);
  });

  for (const look of looks.usual) {
    test(`its page, ${named(look)}`, async () => {
      const reader = await visitor(browser, server, look);
      const answer = await reader.open(new URL(link).pathname);
      assert.equal(answer.status(), 200);
      assert.equal(answer.headers()['referrer-policy'], 'strict-origin');
      await reader.expectQuiet('/join');
      await reader.open(`/join/${'0'.repeat(64)}`);
      await reader.expectQuiet('a link that is gone');
      await reader.context.close();
    });
  }

  test('the new salesperson comes in and sees what he may', async () => {
    const omar = await visitor(browser, server, { width: 390 });
    await omar.page.goto(link);
    assert.equal(await omar.page.locator('html').getAttribute('dir'), 'rtl');
    await omar.fill({ password: 'a long enough sentence', theme: 'dark' });
    await omar.send(new URL(link).pathname);
    assert.equal(new URL(omar.page.url()).pathname, '/overview');
    assert.equal(await omar.page.locator('html').getAttribute('data-theme'), 'dark');
    await omar.expectQuiet('the first page of a newcomer');
    for (const [path, status] of [['/leads', 200], ['/deals', 200], ['/settings', 200], ['/settings/people', 403], ['/settings/audit', 403], ['/imports', 403]]) {
      assert.equal((await omar.open(path)).status(), status, path);
    }
    assert.equal((await omar.open(new URL(link).pathname)).status(), 410, 'the link is used up');
    await omar.context.close();
  });

  test('whoever leaves hands over what is listed, and is out', async () => {
    const omar = await visitor(browser, server);
    await omar.signIn({ email: 'rep@example.com', password: 'a long enough sentence' });
    await admin.open('/settings/people');
    await admin.page.getByRole('link', { name: 'Omar Faris' }).click();
    await admin.page.waitForLoadState();
    const path = new URL(admin.page.url()).pathname;
    await admin.expectQuiet('a user');
    await admin.page.locator(`a[href="${path}/deactivate"]`).click();
    await admin.page.waitForLoadState();
    assert.ok((await admin.page.locator('main tbody tr').count()) > 5, 'open work is listed');
    await admin.expectQuiet('what a leaver has open');
    const taker = admin.page.locator('select[name=to] option', { hasText: 'Huda Al-Qahtani' });
    await admin.fill({ to: await taker.getAttribute('value') });
    await admin.send(`${path}/deactivate`);
    assert.equal(new URL(admin.page.url()).pathname, '/settings/people');
    await omar.open('/overview');
    assert.equal(new URL(omar.page.url()).pathname, '/sign-in');
    await admin.open('/settings/audit?verb=handed_over');
    assert.equal(await admin.page.locator('main tbody tr').count(), 1);
    await admin.expectQuiet('the audit log');
    await omar.context.close();
  });
});
