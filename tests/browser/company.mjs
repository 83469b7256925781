// A small company's files in our own templates: enough for every card, list and chart, the same on every run. Figures are
// chosen so that a test can say what a page must show.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The day on which the tests read the numbers: in the third quarter, late in the evening in Riyadh. */
export const now = '2026-09-23T19:30:00Z';

const regions = ['Riyadh', 'Jeddah', 'Dubai'];
const sources = [['google', 'cpc'], ['newsletter', 'email'], ['partner.example', 'referral']];
const names = [['Sara', 'Al-Harbi'], ['عمر', 'القحطاني'], ['Lina', 'O’Neill <b>'], ['Yousef', 'Haddad']];

const day = (n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
const csv = (header, rows) => [header, ...rows.map((row) => row.map(cell).join(','))].join('\n') + '\n';
const cell = (value) => (/[",\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : value);

/** Leads arrive two a day from January on; each third becomes an opportunity, each sixth a customer 40 days later. */
export function files() {
  const leads = [], events = [], touches = [], deals = [], activities = [];
  for (let n = 0; n < 480; n++) {
    const arrived = Math.floor(n / 2), [first, last] = names[n % names.length], [source, medium] = sources[n % sources.length];
    leads.push([`L${n}`, `person${n}@company${n}.example`, first, last, `Company ${n}`, regions[n % regions.length], 'retail', source, medium, `${day(arrived)}T08:${10 + (n % 50)}:00Z`, 'rep@example.com']);
    touches.push([`T${n}`, `L${n}`, sources[n % sources.length][1] === 'cpc' ? 'Paid Search' : 'Email', 'ad', `${day(arrived)}T08:05:00Z`]);
    if (n % 2 === 0) events.push([`E${n}`, `L${n}`, 'mql', `${day(arrived)}T09:00:00Z`]);
    if (n % 3 === 0 && arrived + 10 < 200) {
      const won = n % 6 === 0;
      deals.push([`D${n}`, `L${n}`, `Company ${n}`, `Order ${n}`, 1000 + n, 'SAR', 'rep@example.com', day(arrived + 10), day(arrived + 50), won ? 'won' : 'lost']);
      activities.push([`A${n}`, `L${n}`, 'call', `${day(arrived + 1)}T10:00:00Z`, 'rep@example.com', 'reached']);
    }
  }
  const costs = Array.from({ length: 9 }, (_, month) => [`C${month}`, 'Paid Search', day(month * 30), day(month * 30 + 29), 'media', 9000, 'SAR']);
  return {
    'leads.csv': csv('external_id,email,first_name,last_name,company,region,segment,source,medium,created_at,owner', leads),
    'stage_events.csv': csv('event_id,lead,stage,entered_at', events),
    'touches.csv': csv('event_id,lead,channel,kind,occurred_at', touches),
    'deals.csv': csv('external_id,lead,account,name,amount,currency,owner,opened_at,closed_at,outcome', deals),
    'activities.csv': csv('event_id,lead,kind,happened_at,actor,outcome', activities),
    'campaign_costs.csv': csv('event_id,channel,start_date,end_date,category,amount,currency', costs),
  };
}

/** Leads of which three rows are wrong: a date that does not exist, one that lies ahead, nothing to be known by. */
export const flawed = csv('external_id,email,first_name,created_at', [
  ['F1', 'good1@flawed.example', 'Good', '2026-05-01'],
  ['F2', 'impossible@flawed.example', 'Impossible', '2026-02-31'],
  ['F3', 'future@flawed.example', 'Future', '2027-02-01'],
  ['', '', 'Nobody', '2026-05-02'],
  ['F5', 'good2@flawed.example', '=HYPERLINK("x")', '2026-05-03'],
]);

/** Writes some files into a folder and gives their paths. */
export function write(folder, contents) {
  mkdirSync(folder, { recursive: true });
  return Object.entries(contents).map(([name, text]) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
}
