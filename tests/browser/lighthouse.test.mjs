// Lighthouse over the demo company, with bin/test --full: accessibility and best practices are 100 in both languages, at a desk and
// on a phone. Times depend on the machine and are printed beside their budget, never asserted; so are weights.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchPersistent, startServer } from './harness.mjs';

const phone = {};
const desk = {
  formFactor: 'desktop',
  screenEmulation: { mobile: false, width: 1440, height: 900, deviceScaleFactor: 1, disabled: false },
  throttling: { rttMs: 40, throughputKbps: 10 * 1024, cpuSlowdownMultiplier: 1, requestLatencyMs: 0, downloadThroughputKbps: 0, uploadThroughputKbps: 0 },
};

// Bytes of a first visit by language, and of a later one.
const budget = { en: 130_000, ar: 185_000, later: 18_000 };

describe('Lighthouse', { skip: !process.env.MIHWAR_BROWSER_FULL && 'only with bin/test --full' }, () => {
  let server, browser, page, lighthouse;
  before(async () => {
    ({ default: lighthouse } = await import('lighthouse'));
    server = await startServer({ workspace: false, now: '2026-03-31T09:40:00Z', demo: '2026-03-31' });
    browser = await launchPersistent();
    page = await browser.context.newPage();
    await page.goto(`${server.url}/sign-in?lang=en`);
    await page.getByRole('button', { name: 'Daniel Costa' }).click();
    await page.waitForURL('**/overview**');
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const language of ['en', 'ar']) {
    for (const path of ['/overview', '/funnel', '/leads']) {
      for (const [device, settings] of Object.entries({ desk, phone })) {
        test(`${path} in ${language} on a ${device}`, async (t) => {
          const url = `${server.url}${path}?lang=${language}`;
          const { lhr } = await lighthouse(url, { port: browser.port, logLevel: 'error' }, { extends: 'lighthouse:default', settings });
          assert.equal(lhr.finalDisplayedUrl, url, 'the page itself, not the sign-in');
          for (const category of ['accessibility', 'best-practices']) assert.deepEqual(faults(lhr, category), [], category);
          t.diagnostic(`performance ${score(lhr, 'performance')} of 95; first visit ${kB(lhr.audits['total-byte-weight'].numericValue)} of ${kB(budget[language])}`);
        });
      }
      test(`${path} in ${language}, a later visit`, async (t) => {
        const url = `${server.url}${path}?lang=${language}`;
        await page.goto(url, { waitUntil: 'load' });
        await page.goto(url, { waitUntil: 'load' });
        t.diagnostic(`${kB(await page.evaluate(transferred))} of ${kB(budget.later)}`);
      });
    }
  }
});

function score(lhr, category) {
  return Math.round(lhr.categories[category].score * 100);
}

/** What keeps a category from 100; its score alone where no single audit does. */
function faults(lhr, category) {
  const audits = lhr.categories[category].auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => lhr.audits[id]);
  const found = audits.filter((audit) => audit.scoreDisplayMode === 'error' || (audit.score !== null && audit.score < 1));
  const told = found.map(({ id, errorMessage, details }) => {
    const where = (details?.items ?? []).slice(0, 3).map((item) => item.node?.selector ?? item.description ?? item.source);
    return `${id}: ${[errorMessage, ...where].filter(Boolean).join(' | ')}`;
  });
  return told.length === 0 && score(lhr, category) < 100 ? [`${score(lhr, category)} of 100`] : told;
}

/** Bytes that came over the wire for the page as it stands. */
function transferred() {
  const entries = ['navigation', 'resource'].flatMap((kind) => performance.getEntriesByType(kind));
  return entries.reduce((sum, entry) => sum + entry.transferSize, 0);
}

function kB(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
