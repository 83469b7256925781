// Two leads become one and two again, with every choice made by the keyboard.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { files, now, write } from './company.mjs';
import { launch, startServer, visitor } from './harness.mjs';

describe('merging two leads', () => {
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

  const address = async (one, email) => {
    await one.open(`/leads?q=${encodeURIComponent(email)}`);
    return new URL(await one.page.locator('main tbody a[href^="/leads/"]').first().evaluate((a) => a.href)).pathname;
  };
  const leave = (one, act) => Promise.all([one.page.waitForEvent('load'), act()]);

  test('merge by a search, follow the old address, take it back', async () => {
    const one = await visitor(browser, server);
    await one.signIn();
    const [stays, goes] = [await address(one, 'person7@company7.example'), await address(one, 'person8@company8.example')];
    await one.open(stays);
    await leave(one, () => one.page.getByRole('link', { name: 'Merge', exact: true }).click());
    await one.expectQuiet('the way to the other lead');
    await one.page.locator('#find').fill('person8@company8.example');
    await leave(one, () => one.page.locator('#find').press('Enter'));
    await leave(one, () => one.page.getByRole('link', { name: /Compare with/ }).first().press('Enter'));
    const email = one.page.getByRole('group', { name: 'E-mail' });
    assert.match(await email.innerText(), /person7@company7\.example[^]*person8@company8\.example/);
    await one.expectQuiet('both beside each other');
    await email.locator('input[value=mine]').press('ArrowDown');
    assert.ok(await email.locator('input[value=theirs]').isChecked());
    await leave(one, () => one.page.getByRole('button', { name: 'Merge' }).press('Enter'));
    assert.equal(new URL(one.page.url()).pathname, stays);
    const merged = await one.page.locator('main').innerText();
    assert.ok(merged.includes('person8@company8.example') && merged.includes('Merged into this lead'), merged);
    await one.expectQuiet('a lead into which another was merged');
    await one.open(goes);
    assert.equal(new URL(one.page.url()).pathname, stays, 'the old address leads to the one that stays');

    await leave(one, () => one.page.locator('form[action*="/merges/"] button').press('Enter'));
    assert.match(await one.page.locator('main').innerText(), /person7@company7\.example/);
    await one.open(goes);
    assert.equal(new URL(one.page.url()).pathname, goes, 'there are two again');
    await one.context.close();
  });

  test('two that are chosen in the list are compared', async () => {
    const one = await visitor(browser, server);
    await one.signIn();
    await one.open('/leads');
    const boxes = one.page.locator('main tbody input[name=id]');
    await boxes.nth(0).check();
    await leave(one, () => one.page.getByRole('button', { name: 'Merge two' }).click());
    await one.page.locator('[role=status]', { hasText: 'exactly two' }).first().waitFor();
    assert.ok(await boxes.nth(0).isChecked(), 'what was chosen stays chosen');
    assert.match(await one.page.locator('[data-picked]').innerText(), /1/);
    await boxes.nth(1).check();
    await leave(one, () => one.page.getByRole('button', { name: 'Merge two' }).click());
    assert.match(new URL(one.page.url()).pathname, /^\/leads\/[^/]+\/merge$/);
    assert.equal(await one.page.getByRole('heading', { name: 'Merge two leads' }).count(), 1);
    const email = one.page.getByRole('group', { name: 'E-mail' });
    const chosen = () => email.locator('label:has(input:checked)').innerText();
    await email.locator('input[value=theirs]').check();
    const before = (await chosen()).split('\n').at(-1);
    await leave(one, () => one.page.getByRole('button', { name: 'Keep the other one instead' }).click());
    assert.equal((await chosen()).split('\n').at(-1), before, 'the same value after the two changed places');
    assert.ok(await email.locator('input[value=mine]').isChecked());
    await one.expectQuiet('the pair the other way round');
    await one.context.close();
  });

  test('on a phone in Arabic and dark, without JavaScript', async () => {
    const one = await visitor(browser, server, { language: 'ar', theme: 'dark', width: 390, javaScript: false });
    await one.signIn();
    const [stays, goes] = [await address(one, 'person9@company9.example'), await address(one, 'person10@company10.example')];
    await one.open(`${stays}/merge?q=person10`);
    const compare = await one.page.locator('main tbody a.btn').first().boundingBox();
    assert.ok(compare.x >= 0 && compare.x + compare.width <= 390, 'the way to the pair is seen without scrolling');
    await one.open(`${stays}/merge?with=${goes.split('/').at(-1)}`);
    assert.equal(await one.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
    await leave(one, () => one.page.locator(`form[action="${stays}/merge"] button.primary`).click());
    assert.equal(new URL(one.page.url()).pathname, stays);
    assert.equal(await one.page.locator('form[action*="/merges/"]').count(), 1);
    await one.context.close();
  });
});
