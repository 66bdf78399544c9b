// Chromium, Firefox and WebKit behind one small surface, each driven by its own protocol. Elements are found in the
// engine's own accessibility tree: by the role and the name that it computes, which is what it tells a screen reader.
//
//   const engine = await engines.firefox();
//   await engine.open(link);
//   await engine.press('button', 'My plan');        // activates as assistive technology does
//   await engine.write('In my own words', 'Hello'); // real keys
//   await engine.close();
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { Builder, By, Capabilities, Key } from 'selenium-webdriver';
import { browserArguments, browserPath, freePort, pin } from './stage.mjs';

const PATIENCE_MS = 30_000;
const miniBrowser = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/// What all engines have in common. `driver` gives evaluate, locate, type, key, screenshot, load, close.
class Engine {
  constructor(name, driver) {
    this.name = name;
    this.driver = driver;
  }

  open(address) { return this.driver.load(address); }
  evaluate(script, ...values) { return this.driver.evaluate(script, ...values); }
  key(key) { return this.driver.key(key); }
  screenshot() { return this.driver.screenshot(); }
  close() { return this.driver.close(); }

  /// Waits until `look` returns something that is true.
  async until(look, what) {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(100)) {
      const found = await look().catch(() => null);  // the page may be on its way to another state
      if (found) return found;
    }
    const said = await this.evaluate(() => document.getElementById('mirror')?.innerText ?? document.body.innerText);
    throw new Error(`${this.name}: there is no ${what}. The page says:\n${said}`);
  }

  find(role, name) { return this.until(() => this.driver.locate(role, name), `${role} “${name}”`); }
  sees(text) {
    return this.until(() => this.evaluate((wanted) => document.getElementById('mirror').innerText.includes(wanted), text), `text “${text}”`);
  }
  async press(role, name) { await this.driver.click(await this.find(role, name)); }
  async write(name, text) { await this.driver.type(await this.find('textbox', name), text); }
  /// Chooses the PIN. Its fields are found by their type: fields of secrets have no role.
  async choosePin() {
    const fields = await this.until(() => this.evaluate(() => document.querySelectorAll('input[type=password]').length), 'PIN');
    for (let i = 0; i < fields; ++i) {
      await this.evaluate((at, digits) => {
        const field = document.querySelectorAll('input[type=password]')[at];
        field.focus();
        field.value = digits;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }, i, pin);
      await pause(300);
    }
    await this.press('button', 'Keep it and go on');
  }
  focused() {
    return this.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent);
  }

  /// Frames drawn in `ms` milliseconds, once none has been drawn for a second.
  async framesAtRest(ms) {
    await this.evaluate(() => {
      if (globalThis.framesDrawn !== undefined) return;
      globalThis.framesDrawn = 0;
      const ask = globalThis.requestAnimationFrame.bind(globalThis);
      globalThis.requestAnimationFrame = (draw) => ask((time) => { ++globalThis.framesDrawn; draw(time); });
    });
    const drawn = () => this.evaluate(() => globalThis.framesDrawn);
    await this.until(async () => {
      const before = await drawn();
      await pause(1000);
      return await drawn() === before;
    }, 'rest');
    const before = await drawn();
    await pause(ms);
    return await drawn() - before;
  }
}

async function openChromium() {
  const browser = await chromium.launch({ executablePath: browserPath, args: browserArguments });
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  return new Engine('Chromium', {
    load: (address) => page.goto(address),
    evaluate: (script, ...values) => page.evaluate(`(${script})(...${JSON.stringify(values)})`),
    locate: async (role, name) => {
      const found = page.getByRole(role, { name, exact: true }).and(page.locator(':not([inert] *)')).first();
      return await found.count() > 0 ? found : null;
    },
    click: (element) => element.evaluate((e) => e.click()),
    type: async (element, text) => { await element.focus(); await page.keyboard.type(text); },
    key: (key) => page.keyboard.press(key),
    screenshot: () => page.screenshot(),
    close: () => browser.close(),
  });
}

/// A screen in memory: without one Firefox and WebKit have no WebGL.
async function openScreen() {
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1024x1200x24', '+extension', 'GLX'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [number] = await once(server.stdout, 'data');
  return { environment: { ...process.env, DISPLAY: `:${String(number).trim()}`, LIBGL_ALWAYS_SOFTWARE: '1' }, close: () => server.kill() };
}

async function openFirefox() {
  const screen = await openScreen();
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: false,
    env: screen.environment, extraPrefsFirefox: { 'webgl.force-enabled': true } });
  const page = await browser.newPage();
  await page.setViewport({ width: 390, height: 844, deviceScaleFactor: 2 });
  return new Engine('Firefox', {
    load: (address) => page.goto(address),
    evaluate: (script, ...values) => page.evaluate(script, ...values),
    locate: (role, name) => page.$(`aria/${name}[role="${role}"]`),
    click: (element) => element.evaluate((e) => e.click()),
    type: async (element, text) => { await element.focus(); await page.keyboard.type(text); },
    key: (key) => page.keyboard.press(key),
    screenshot: () => page.screenshot(),
    close: async () => { await browser.close(); screen.close(); },
  });
}

// Elements that may have a role: the engine says which of them does.
const CANDIDATES = { button: 'button', link: 'a', heading: 'h1, h2, h3', textbox: 'input, textarea', searchbox: 'input',
  checkbox: 'input[type=checkbox]', dialog: '[role=dialog], dialog' };

async function openWebKit() {
  const port = await freePort(), screen = await openScreen();
  const server = spawn('WebKitWebDriver', ['-p', String(port)],
    { env: { ...screen.environment, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }, stdio: 'ignore' });
  const capabilities = new Capabilities({ browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] } });
  const driver = await until(() => new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build());
  await driver.manage().window().setRect({ width: 390, height: 844 });
  const named = async (element, role, name) => await element.getAriaRole() === role && await element.getAccessibleName() === name;
  return new Engine('WebKit', {
    load: (address) => driver.get(address),
    evaluate: (script, ...values) => driver.executeScript(`return (${script})(...arguments)`, ...values),
    locate: async (role, name) => {
      for (const element of await driver.findElements(By.css(CANDIDATES[role]))) {
        const reachable = await driver.executeScript('return !arguments[0].closest("[inert]")', element);
        if (reachable && await named(element, role, name)) return element;
      }
      return null;
    },
    click: (element) => driver.executeScript('arguments[0].click()', element),
    type: async (element, text) => {
      await driver.executeScript('arguments[0].focus()', element);
      await driver.actions().sendKeys(text).perform();
    },
    key: (key) => driver.actions().sendKeys(Key[key.toUpperCase()] ?? key).perform(),
    screenshot: async () => Buffer.from(await driver.takeScreenshot(), 'base64'),
    close: async () => { await driver.quit(); server.kill(); screen.close(); },
  });
}

async function until(start) {
  for (const end = Date.now() + PATIENCE_MS; ; await pause(250)) {
    try { return await start(); } catch (error) { if (Date.now() > end) throw error; }
  }
}

export const engines = { chromium: openChromium, firefox: openFirefox, webkit: openWebKit };
