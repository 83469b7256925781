// A token is made and shown once, a program calls with it, and once it is revoked it calls no more.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { now } from './company.mjs';
import { launch, looks, named, startServer, visitor } from './harness.mjs';

describe('an API token', () => {
  let server, browser, admin, token;
  const call = async (body) => {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    const answer = await fetch(`${server.url}/api/leads`, { method: 'POST', headers, body: JSON.stringify(body) });
    return [answer.status, await answer.json()];
  };
  before(async () => {
    server = await startServer({ now });
    browser = await launch();
    admin = await visitor(browser, server);
    await admin.signIn();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('what is wrong is said beside its field', async () => {
    await admin.open('/settings/tokens');
    await admin.fill({ name: 'Website form', source: 'website', expires: '2001-01-01' });
    await admin.page.locator('#f-leads').uncheck();
    await admin.send('/settings/tokens');
    await admin.page.locator('#f-leads[aria-invalid=true]').waitFor();
    await admin.page.locator('#f-expires[aria-invalid=true]').waitFor();
    assert.equal(await admin.page.locator('[name=name]').inputValue(), 'Website form');
    await admin.expectQuiet('a token with errors');
  });

  for (const look of looks.usual) {
    test(`it is shown once, ${named(look)}`, async () => {
      const reader = await visitor(browser, server, look);
      await reader.signIn();
      await reader.open('/settings/tokens');
      await reader.fill({ name: `Website form ${named(look)}`, source: 'website' });
      await reader.send('/settings/tokens');
      token = await reader.page.locator('#token').inputValue();
      assert.match(token, /^mihwar_[0-9a-f]{64}$/);
      await reader.expectQuiet('a new token');
      await reader.context.close();
    });
  }

  test('a program sends a lead with it, which stands in the list', async () => {
    const lead = { external_id: '1', email: 'huda@example.com', first_name: 'Huda', utm_source: 'google', utm_medium: 'cpc' };
    const [status, answer] = await call(lead);
    assert.deepEqual([status, answer.created], [200, 1]);
    assert.equal((await call(lead))[1].unchanged, 1);
    await admin.open(`/leads/${answer.rows[0].id}`);
    await admin.page.getByText('Paid Search').first().waitFor();
  });

  test('revoked, it is refused', async () => {
    await admin.open('/settings/tokens');
    const row = admin.page.locator('tr', { hasText: `…${token.slice(-4)}` });
    await row.locator('summary').click();
    await row.locator('button').click();
    await admin.page.waitForLoadState();
    await admin.page.locator('tr', { hasText: `…${token.slice(-4)}` }).getByText('Revoked').waitFor();
    await admin.expectQuiet('a revoked token');
    assert.equal((await call({ external_id: '2' }))[0], 401);
  });
});
