// Leads chosen in the list and changed at once: with the mouse, by keyboard alone, and without scripts; and the life of a
// record by keyboard alone.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { files, now, write } from './company.mjs';
import { launch, startServer, visitor } from './harness.mjs';

describe('work with many leads, and by keyboard', () => {
  let server, browser;
  const reader = async (look) => {
    const one = await visitor(browser, server, look);
    await one.signIn();
    return one;
  };
  const arrive = (one, act) => Promise.all([one.page.waitForEvent('load'), act()]);

  /** Goes on with Tab until the focus is on what fits, as somebody without a mouse does. */
  const tabTo = async (one, selector) => {
    for (let pressed = 0; pressed < 200; pressed++) {
      await one.page.keyboard.press('Tab');
      if (await one.page.evaluate((s) => document.activeElement?.matches(s), selector)) return;
    }
    assert.fail(`the focus never came to ${selector}`);
  };

  before(async () => {
    server = await startServer({ now });
    server.command(['import', ...write(`${server.dataDir}/files`, files())]);
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('three leads of a list get another owner', async () => {
    const one = await reader();
    await one.open('/leads');
    const boxes = one.page.locator('tbody input[type=checkbox]'), bar = one.page.locator('form.bulk');
    for (const n of [0, 1, 2]) await boxes.nth(n).check();
    assert.match(await bar.locator('output').innerText(), /Chosen: 3$/);
    assert.equal(await one.page.locator('[data-pick-all]').evaluate((all) => all.indeterminate), true);
    await one.expectQuiet('a list with three leads chosen');
    await arrive(one, () => bar.getByRole('button', { name: 'Change owner' }).click());
    assert.match(await one.page.locator('.lede').innerText(), /^3 leads: /);
    await one.expectQuiet('the form of the owner');
    // The text of an option stands in isolates, so it is found by what it holds.
    const huda = await one.page.locator('main select[name=owner] option', { hasText: 'Huda Al-Qahtani' }).getAttribute('value');
    await one.fill({ owner: huda });
    await one.send('/leads/bulk');
    assert.match(await one.page.locator('.lede').innerText(), /^3 leads now belong to Huda Al-Qahtani/);
    await one.expectQuiet('what became of them');
    await arrive(one, () => one.page.getByRole('link', { name: 'Back to the list' }).click());
    const shown = await one.page.locator('tbody tr').evaluateAll((rows) => rows.slice(0, 4).map((row) => row.innerText.includes('Huda Al-Qahtani')));
    assert.deepEqual(shown, [true, true, true, false]);
    await one.context.close();
  });

  test('one box chooses the page, and a deal that decides is named', async () => {
    const one = await reader({ language: 'ar', theme: 'dark', width: 390 });
    await one.open('/leads?region=Jeddah&q=company3');
    const all = one.page.locator('[data-pick-all]'), boxes = one.page.locator('tbody input[type=checkbox]');
    await all.check();
    assert.equal(await boxes.evaluateAll((all) => all.every((box) => box.checked)), true);
    await boxes.first().uncheck();
    assert.equal(await all.isChecked(), false);
    await one.expectQuiet('a page chosen, on a phone');
    await arrive(one, () => one.page.locator('form.bulk button[value=stage]').click());
    await one.expectQuiet('the form of the stage');
    await one.fill({ stage: 'recycled', reason: 'no_budget' });
    await one.send('/leads/bulk');
    assert.ok((await one.page.locator('section.outcome li a').count()) > 0);
    await one.expectQuiet('what became of them, on a phone');
    await one.context.close();
  });

  test('by keyboard alone', async () => {
    const one = await reader();
    await one.open('/leads?region=Dubai');
    for (const _ of [0, 1]) {
      await tabTo(one, 'tbody input[type=checkbox]');
      await one.page.keyboard.press('Space');
    }
    assert.match(await one.page.locator('form.bulk output').innerText(), /Chosen: 2$/);
    await tabTo(one, 'form.bulk button[value=owner]');
    await arrive(one, () => one.page.keyboard.press('Enter'));
    await tabTo(one, 'select[name=owner]');
    await one.page.keyboard.type('Nobody');
    await tabTo(one, 'form.record-form button');
    await arrive(one, () => one.page.keyboard.press('Enter'));
    assert.match(await one.page.locator('.lede').innerText(), /^2 leads now belong to nobody/);
    await one.context.close();
  });

  test('without scripts, chosen or not', async () => {
    const one = await reader({ javaScript: false });
    await one.page.goto(`${server.url}/leads?lang=en`);
    const bar = one.page.locator('form.bulk');
    await arrive(one, () => bar.getByRole('button', { name: 'Change stage' }).click());
    assert.match(await one.page.locator('main').innerText(), /Choose at least one lead/);
    await arrive(one, () => one.page.getByRole('link', { name: 'Back to the list' }).click());
    await one.page.locator('tbody input[type=checkbox]').nth(4).check();
    await arrive(one, () => bar.getByRole('button', { name: 'Change owner' }).click());
    await one.page.locator('main select[name=owner]').selectOption('nobody');
    await one.send('/leads/bulk');
    assert.match(await one.page.locator('.lede').innerText(), /1 lead now belongs to nobody/);
    await one.context.close();
  });

  test('the life of a record by keyboard alone: found, edited, moved, called', async () => {
    const one = await reader();
    await one.open('/overview');
    const press = (...keys) => keys.reduce((before, key) => before.then(() => one.page.keyboard.press(key)), Promise.resolve());
    await arrive(one, () => press('g', 'l'));
    await press('/');
    await one.page.keyboard.type('person7@company7.example');
    await arrive(one, () => press('Enter'));
    await press('j');
    await arrive(one, () => press('Enter'));
    const lead = new URL(one.page.url()).pathname;
    assert.match(lead, /^\/leads\/[0-9a-f-]{36}$/);
    await tabTo(one, `a[href="${lead}/edit"]`);
    await arrive(one, () => press('Enter'));
    await tabTo(one, 'input[name=segment]');
    await press('Control+a');
    await one.page.keyboard.type('wholesale');
    await arrive(one, () => press('Enter'));
    assert.equal(new URL(one.page.url()).pathname, lead);
    assert.match(await one.page.locator('main').innerText(), /wholesale/);
    await tabTo(one, `a[href="${lead}/move"]`);
    await arrive(one, () => press('Enter'));
    await tabTo(one, 'select[name=stage]');
    await one.page.keyboard.type('Sales acc');
    assert.equal(await one.page.locator('select[name=stage]').inputValue(), 'sal');
    await tabTo(one, 'form.record-form button');
    await arrive(one, () => press('Enter'));
    await one.page.locator('[role=status]', { hasText: 'Moved.' }).first().waitFor();
    await tabTo(one, `form[action="${lead}/log"] button`);
    await arrive(one, () => press('Enter'));
    await one.page.locator('[role=status]', { hasText: 'Logged.' }).first().waitFor();
    await one.expectQuiet('a lead worked on by keyboard');
    await one.context.close();
  });
});
