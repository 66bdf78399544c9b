// A real endpoint with the release site, and browsers of the people who use it.
//
//   const stage = await Stage.start();
//   const jade = await stage.open('Jade Carter');          // a phone: 390 × 844, touch
//   await jade.press('button', 'Ask for a review');        // as a screen reader does
//   await jade.tap('button', 'My plan');                   // as a finger does
//   await stage.stop();
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const site = process.env.WAYMARK_SITE ?? join(root, 'build/web/site');
export const endpoint = process.env.WAYMARK_ENDPOINT ?? join(root, 'build/native/waymark-endpoint');
export const browserPath = process.env.WAYMARK_CHROMIUM ?? '/usr/bin/chromium';
// Without these Chromium talks to its maker at every start; WebGL is software on a machine without a graphics card.
export const browserArguments = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const patience = { timeout: 20_000 };

/// Runs in every page before its own scripts: how many frames were drawn, how many are asked for.
export function countFrames() {
  const ask = globalThis.requestAnimationFrame.bind(globalThis);
  const frames = globalThis.frames_ = { drawn: 0, pending: 0, seen: -1, since: 0 };
  globalThis.requestAnimationFrame = (draw) => {
    ++frames.pending;
    return ask((time) => { --frames.pending; ++frames.drawn; draw(time); });
  };
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export class Stage {
  #server; #browser; #log = '';
  links = new Map();  // person's name -> link
  phones = [];

  /// `moreFlags(stage)`: what else the endpoint is to be started with.
  static async start(moreFlags = () => []) {
    const stage = new Stage();
    for (const path of [site, endpoint]) if (!existsSync(path)) throw new Error(`${path} is missing: run ./test, which builds it`);
    stage.data = mkdtempSync(join(tmpdir(), 'waymark-e2e-'));
    stage.port = await freePort();
    stage.moreFlags = await moreFlags(stage);
    await stage.startServer();
    return stage;
  }

  get origin() { return `http://127.0.0.1:${this.port}`; }

  /// Starts the endpoint on this stage's data and waits for its links.
  startServer() {
    const assets = join(root, 'assets');
    this.#server = spawn(endpoint, ['--port', this.port, '--data', this.data, '--site', site,
      '--councils', join(assets, 'councils'), '--national', join(assets, 'national'),
      '--people', join(assets, 'people/sample.json'), '--schema', join(assets, 'schema'), ...this.moreFlags].map(String), { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#server.stderr.on('data', (chunk) => { this.#log += chunk; });
    return new Promise((resolve, reject) => {
      let said = '';
      const fail = (what) => reject(new Error(`the endpoint ${what}:\n${said}${this.#log}`));
      const late = setTimeout(() => { this.#server.kill('SIGKILL'); fail('was not ready in time'); }, patience.timeout);
      this.#server.once('exit', (code) => fail(`stopped with ${code}`));
      this.#server.stdout.on('data', (chunk) => {
        said += chunk;
        this.links = new Map([...said.matchAll(/^\s*([^,\n]+),.*?(http:\S+#link=\S+)$/gm)].map((m) => [m[1].trim(), m[2]]));
        if (this.links.size < 3) return;
        clearTimeout(late);
        this.#server.removeAllListeners('exit');
        resolve();
      });
    });
  }

  async stopServer(signal = 'SIGTERM') {
    if (this.#server.exitCode !== null || this.#server.signalCode !== null) return this.#server.exitCode;
    const gone = new Promise((resolve) => this.#server.once('exit', (code) => resolve(code)));
    this.#server.kill(signal);
    return gone;
  }

  /// The structured log so far.
  get log() { return this.#log; }

  /// Opens the app as a person, on a phone of their own. `options` are Playwright's context options.
  async open(person, options = {}) {
    const phone = await this.newPhone(options);
    await phone.page.goto(person ? this.links.get(person) ?? `unknown person ${person}` : this.origin);
    await phone.page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached', ...patience });
    if (person) await phone.enterPin();
    return phone;
  }

  async newPhone(options = {}) {
    this.#browser ??= await chromium.launch({ executablePath: browserPath, args: browserArguments });
    const context = await this.#browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2,
      hasTouch: true, isMobile: true, locale: 'en-GB', timezoneId: 'Europe/London', ...options });
    await context.addInitScript(countFrames);
    const phone = new Phone(context, await context.newPage());
    this.phones.push(phone);
    return phone;
  }

  async stop() {
    await this.#browser?.close();
    await this.stopServer();
    rmSync(this.data, { recursive: true, force: true });
  }
}

/// Whether the browser tells of a request to the endpoint that got no answer, as when there is no signal: the app expects
/// that. One for a file of its own is an error, because it should be kept on the phone.
const isUnanswered = (message) => message.text().includes('net::ERR_')
  && new URL(message.location().url, 'http://nowhere').pathname.startsWith('/v1/');

/// The one that each phone here is opened with.
export const pin = '493817';

/// One person's phone, driven through roles and names.
export class Phone {
  errors = [];

  constructor(context, page) {
    this.context = context;
    this.page = page;
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !isUnanswered(message)) this.errors.push(message.text());
    });
  }

  async goto(address) {
    await this.page.goto(address);
    await this.enterPin();
  }
  async reload() {
    await this.page.reload();
    await this.enterPin();
  }

  /// Chooses the PIN, or says it, in whatever language; returns when the app is open.
  async enterPin() {
    const fields = this.page.locator('input[type=password]');
    await this.#there(fields.first(), 'field for a PIN');
    const last = await fields.count() - 1;
    for (let i = 0; i <= last; ++i) {
      await fields.nth(i).focus();
      await fields.nth(i).fill(pin);
      await this.still();
    }
    // Open; or, below two fields, Keep it and go on: between them is the other kind of PIN
    await this.#touch(fields.nth(last).locator(`xpath=following::button[${last + 1}]`));
    await fields.first().waitFor({ state: 'detached', ...patience });
  }

  /// The element with a role and a name (text or pattern); waits until it is there.
  async find(role, name, options = {}) {
    return this.#there(this.page.getByRole(role, { name, ...options }).first(), `${role} ${name}`);
  }
  async sees(text) { await this.#there(this.page.getByText(text).first(), `text “${text}”`); }
  async #there(found, what) {
    try {
      await found.waitFor({ state: 'attached', ...patience });
    } catch {
      throw new Error(`There is no ${what}. The page says:\n${await this.page.locator('body').ariaSnapshot()}`);
    }
    return found;
  }
  /// Waits until what is said after an element's name matches.
  async told(role, name, pattern) {
    const element = await (await this.find(role, name)).elementHandle();
    await this.page.waitForFunction(([e, source]) => new RegExp(source).test(e.getAttribute('aria-description') ?? ''),
      [element, pattern.source], patience);
  }
  async gone(role, name) { await this.page.getByRole(role, { name }).first().waitFor({ state: 'detached', ...patience }); }

  /// Activates as a screen reader does: a click on the element, not on the glass, once no dialog is in front of it.
  async press(role, name, options = {}) {
    const element = this.page.getByRole(role, { name, ...options }).and(this.page.locator(':not([inert] *)')).first();
    await (await this.#there(element, `${role} ${name}`)).evaluate((e) => e.click());
  }

  /// Touches the glass where the element is; focus brings it into view first, as a swipe would.
  async tap(role, name, options) { await this.#touch(await this.find(role, name, options)); }
  async #touch(element) {
    await element.evaluate((e) => e.focus());
    if (!await this.page.evaluate(() => navigator.maxTouchPoints)) return element.evaluate((e) => e.click());
    await this.still();
    const box = await element.boundingBox();
    await this.page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    await this.still();
  }

  /// Types into a text field, which is native while it has the focus.
  async write(name, text) {
    const field = await this.find('textbox', name);
    await field.focus();
    await field.fill(text);
    await this.still();
  }

  /// Waits until the app is at rest: no frame has been drawn or asked for in a tenth of a second. The app draws none
  /// while nothing moves (rest.test.mjs), so this is as long as it takes on this machine and no longer.
  async still() {
    await this.page.waitForFunction(() => {
      const { drawn, pending } = globalThis.frames_;
      const now = performance.now();
      if (pending > 0 || drawn !== globalThis.frames_.seen) Object.assign(globalThis.frames_, { seen: drawn, since: now });
      return pending === 0 && now - globalThis.frames_.since >= 100;
    }, undefined, { polling: 25, ...patience });
  }

  /// Asks for what is new, as coming back to the app does.
  async sync() {
    await this.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await this.still();
  }
  /// Asks for what is new until it is there: the other one's phone sends in its own time.
  async syncUntil(role, name) {
    await this.until(() => this.page.getByRole(role, { name }).count());
    await this.find(role, name);
  }
  /// Syncs until it is so; fails after a while.
  async until(isSo) {
    for (let i = 0; i < 20; ++i) {
      if (await isSo()) return;
      await this.sync();
    }
    throw new Error(`It never became so. The page says:\n${await this.page.locator('body').ariaSnapshot()}`);
  }

  /// The phone's back: when nothing moves, as a person presses it.
  async back() {
    await this.still();
    await this.page.goBack();
  }

  /// A picture of what is on the screen once it stays the same.
  async picture() {
    for (let before = null; ;) {
      await this.still();
      const picture = await this.page.screenshot();
      if (before?.equals(picture)) return picture;
      before = picture;
    }
  }

  /// The share of an element's place on the glass that is not its ground: 0 when nothing is drawn there.
  async ink(element) {
    const picture = await this.page.screenshot({ clip: await element.boundingBox() });
    return this.look([picture], ([{ buffer }]) => {
      const pixels = new Uint32Array(buffer);
      const counts = new Map();
      for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
      return 1 - Math.max(...counts.values()) / pixels.length;
    });
  }

  /// How many pixels an eye could tell apart between two pictures. A glyph that moved to another place of the atlas may
  /// come out a shade different at its edge; an eye sees nothing of a tenth of the way from black to white on one pixel.
  async differing(one, other) {
    return this.look([one, other], ([a, b]) => {
      if (a.length !== b.length) return Infinity;
      const seen = new Set();
      a.forEach((value, i) => { if (Math.abs(value - b[i]) > 32) seen.add(i >> 2); });
      return seen.size;
    });
  }

  /// What `read`, run in a page, makes of the pixels of these pictures (RGBA, one array each) and of what else it is given.
  async look(pictures, read, ...more) {
    const reader = await this.context.newPage();
    const pixels = await reader.evaluateHandle(([encoded, rest]) => Promise.all(encoded.map(async (base64) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height).data;
    }).concat(rest)), [pictures.map((picture) => picture.toString('base64')), more]);
    const result = await reader.evaluate(read, pixels);
    await reader.close();
    return result;
  }

  /// Goes to the first screen of one of the five places; each keeps what was open there until it is chosen again.
  async place(name) {
    const button = () => this.page.getByRole('navigation').getByRole('button', { name });
    await button().evaluate((element) => element.click());
    await this.still();
    await button().evaluate((element) => element.click());
    await this.find('heading', name, { level: 1 });
  }
}
