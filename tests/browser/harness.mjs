// A real server on a port of its own with a data folder of its own, and a browser that notices what goes wrong on a page:
// scripts that fail, files that are missing, whatever the content security policy refuses, requests to anybody else.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const binary = resolve(root, process.env.MIHWAR_SERVER ?? 'target/debug/mihwar');
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every page that somebody who is signed in can open. A new page is entered here. */
export const pages = [
  ...['/overview', '/funnel', '/funnel?view=cohorts', '/funnel?view=durations', '/funnel?view=outcomes', '/cycle', '/revenue', '/cac'],
  ...['/handoffs/steps', '/handoffs/steps?tab=later', '/handoffs/steps?tab=done'],
  ...['/handoffs', '/handoffs?view=sent', '/handoffs?view=unassigned', '/handoffs/health', '/handoffs/list'],
  ...['/leads', '/leads/new', '/deals', '/deals/new', '/goals', '/goals/cac', '/notes', '/notifications', '/imports', '/imports/new', '/me', '/welcome'],
  ...['/accounts', '/accounts/new', '/campaigns', '/campaigns/new'],
  ...['/settings', '/settings/rates', '/settings/people', '/settings/people/invite', '/settings/tokens', '/settings/outbox', '/settings/audit'],
  ...['/settings/handoffs', '/settings/handoffs/policies/new', '/settings/handoffs/reasons/no_response', '/settings/handoffs/rules/new'],
  ...['/settings/calendars', '/settings/calendars/sales', '/settings/calendars/sales/seasons/new', '/settings/calendars/holidays', '/settings/calendars/leaves'],
];

export const admin = { name: 'Huda Al-Qahtani', email: 'huda@example.com', password: 'a long enough sentence' };

const init = [
  ...['init', '--name', 'Nakheel Trading', '--zone', 'Asia/Riyadh', '--currency', 'SAR', '--weekend', 'fri,sat'],
  ...['--admin-email', admin.email, '--admin-name', admin.name],
];

// ---- server

/** A server of this test alone. With `workspace: false` nobody has set it up yet; `now` is the time it believes in; `demo` fills it with the demo company of that day. */
export async function startServer({ workspace = true, now, demo } = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'mihwar-browser-'));
  // As root, Postgres is run by another user, who must reach the folder.
  chmodSync(dataDir, 0o755);
  const server = new Server(dataDir, await freePort(), now);
  try {
    if (workspace) server.command(init, admin.password);
    if (demo) server.command(['demo', '--today', demo]);
    await server.start();
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

class Server {
  constructor(dataDir, port, now) {
    this.dataDir = dataDir;
    this.now = now;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.output = '';
  }

  get environment() {
    const { PATH, HOME, TMPDIR, LANG } = process.env;
    const given = process.env.MIHWAR_PG_BIN ? { MIHWAR_PG_BIN: process.env.MIHWAR_PG_BIN } : {};
    return { PATH, HOME, LANG, ...(TMPDIR && { TMPDIR }), ...given, MIHWAR_DATA_DIR: this.dataDir, MIHWAR_LOG: 'warn', ...(this.now && { MIHWAR_NOW: this.now }) };
  }

  /** Runs another command of the program over the same data. */
  command(args, input = '') {
    return execFileSync(binary, args, { env: this.environment, input, encoding: 'utf8', timeout: 120_000 });
  }

  async start() {
    this.process = spawn(binary, ['serve', '--listen', `127.0.0.1:${this.port}`, '--development'], { env: this.environment, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.process.stdout, this.process.stderr]) stream.setEncoding('utf8').on('data', (text) => (this.output += text));
    this.ended = new Promise((done) => this.process.on('exit', (code, signal) => done(code ?? signal)));
    await this.until(async () => (await fetch(`${this.url}/health/ready`)).status === 200, 'ready');
    await this.until(() => this.link, 'a printed link');
  }

  /** The link that the server prints, to be opened in a browser. */
  get link() {
    return this.output.match(/https?:\/\/127\.0\.0\.1:\d+\S*/)?.[0];
  }

  async until(condition, what) {
    for (let waited = 0; waited < 60_000; waited += 100) {
      if (this.process.exitCode !== null) throw new Error(`the server ended: ${this.output}`);
      if (await Promise.resolve().then(condition).catch(() => false)) return;
      await sleep(100);
    }
    throw new Error(`no sign of ${what} in a minute: ${this.output}`);
  }

  /** Ctrl-C. Gives the exit code. */
  async interrupt() {
    this.process.kill('SIGINT');
    const code = await Promise.race([this.ended, sleep(20_000, 'still running after 20 s', { ref: false })]);
    if (typeof code === 'string' && this.process.exitCode === null) this.process.kill('SIGKILL');
    return code;
  }

  /** Whether the private Postgres of this server runs. */
  get postgresRuns() {
    return readdirSync(this.dataDir).some((name) => existsSync(join(this.dataDir, name, 'postmaster.pid')));
  }

  async stop() {
    if (this.process?.exitCode === null) await this.interrupt();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer().on('error', failed).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

// ---- browser

const isRoot = process.getuid?.() === 0;
const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const program = { executablePath: process.env.MIHWAR_CHROMIUM ?? '/usr/bin/chromium', args: [...quiet, ...(isRoot ? ['--no-sandbox'] : [])] };

export function launch() {
  return chromium.launch(program);
}

/** A browser that another tool can steer too, by a port: windows that it opens share the cookies of this one. */
export async function launchPersistent() {
  const profile = mkdtempSync(join(tmpdir(), 'mihwar-profile-'));
  const port = await freePort();
  const context = await chromium.launchPersistentContext(profile, { ...program, args: [...program.args, `--remote-debugging-port=${port}`] });
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { context, port, close };
}

const all = ['en', 'ar'].flatMap((language) => ['light', 'dark'].flatMap((theme) => [1440, 390].map((width) => ({ language, theme, width }))));

/** Language × theme × width. `usual` are the two that every page is seen in; all eight with bin/test --full. */
export const looks = { all, usual: process.env.MIHWAR_BROWSER_FULL ? all : all.filter((look) => ['en light 1440', 'ar dark 390'].includes(named(look))) };

export function named({ language, theme, width }) {
  return `${language} ${theme} ${width}`;
}

/** A browser window of somebody who reads in this look. Everything that goes wrong in it is kept in `problems`. */
export async function visitor(browser, server, look = {}) {
  const { language, theme = 'light', width = 1440, javaScript = true } = look;
  const narrow = width < 600;
  const context = await browser.newContext({
    baseURL: server.url,
    locale: 'en-GB',
    colorScheme: theme,
    reducedMotion: 'reduce',
    viewport: { width, height: narrow ? 844 : 900 },
    isMobile: narrow,
    hasTouch: narrow,
    acceptDownloads: true,
    javaScriptEnabled: javaScript,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  return new Visitor(context, page, server, language, await watch(context, page, server));
}

async function watch(context, page, server) {
  const problems = [];
  await context.exposeBinding('reportRefusal', (_, said) => problems.push(`content security policy: ${said}`));
  await context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (e) => window.reportRefusal(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`)),
  );
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('console', (message) => {
    // A page that answers 4xx on purpose is told by its own test.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) problems.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !/^(data|blob|about):/.test(request.url())) problems.push(`asks somebody else: ${request.url()}`);
  });
  page.on('response', (response) => {
    const document = response.request().resourceType() === 'document';
    if (response.status() >= 500 || (response.status() >= 400 && !document)) problems.push(`${response.status()} ${response.url()}`);
  });
  return problems;
}

class Visitor {
  constructor(context, page, server, language, problems) {
    Object.assign(this, { context, page, server, language, problems });
  }

  /** Opens a page of the server in this visitor's language. */
  async open(path) {
    const url = new URL(path, this.server.url);
    if (this.language) url.searchParams.set('lang', this.language);
    const response = await this.page.goto(url.href, { waitUntil: 'load' });
    await this.page.evaluate(() => document.fonts.ready.then(() => {}));
    return response;
  }

  async signIn({ email, password } = admin) {
    await this.open('/sign-in');
    await this.fill({ email, password });
    await this.send('/sign-in');
  }

  /** Fills fields by their names. */
  async fill(fields) {
    for (const [name, value] of Object.entries(fields)) {
      const field = this.page.locator(`main [name="${name}"]:not([type=hidden])`).first();
      const kind = await field.evaluate((e) => (e.tagName === 'SELECT' ? 'select' : e.type));
      if (kind === 'select') await field.selectOption(value);
      else if (kind === 'checkbox') await field.setChecked(value);
      else if (kind === 'file') await field.setInputFiles(value);
      else await field.fill(value);
    }
  }

  /** Sends the form with this action by its button, and waits for the page that comes. */
  async send(action) {
    const button = this.page.locator(`main form[action="${action}"] button:not([type=button])`).first();
    await Promise.all([this.page.waitForEvent('load'), button.click()]);
  }

  /** What is wrong with the page as it stands: accessibility, overflow, and whatever happened since the last look. */
  async inspect() {
    const found = [...(await axe(this.page)), ...(await overflow(this.page)), ...this.problems];
    this.problems.length = 0;
    return found;
  }

  async expectQuiet(where) {
    const found = await this.inspect();
    assert.deepEqual(found, [], `${where}:\n  ${found.join('\n  ')}`);
  }
}

async function axe(page) {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => (await window.axe.run(document, { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'], preload: false })).violations);
  return violations.map(({ id, help, nodes }) => `axe ${id}: ${help}: ${nodes.slice(0, 3).map((n) => n.target.join(' ')).join(' | ')}`);
}

async function overflow(page) {
  const [inner, outer] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  return inner > outer ? [`the page is ${inner} px wide in a window of ${outer} px`] : [];
}
