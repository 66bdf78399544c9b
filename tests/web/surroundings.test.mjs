// Goal: the module knows its size to the device pixel, and the wishes that a person has told the browser.
import assert from 'node:assert/strict';
import { after, afterEach, test } from 'node:test';
import { closeBrowser, openPage } from './browser.mjs';

let page;
async function watched(options, typing = false) {
  page = await openPage(options);
  await page.evaluate(async (isTyping) => {
    const { watch } = await import('/web/surroundings.js');
    window.told = [];
    window.isTyping = () => isTyping;
    watch(
      document.getElementById('canvas'),
      document.getElementById('probe'),
      () => window.isTyping(),
      (s) => window.told.push(s),
    );
  }, typing);
  return page;
}
/** Waits until what was told last has these values. */
async function tells(wanted) {
  const agrees = (w) => Object.entries(w).every(([name, value]) => window.told.at(-1)?.[name] === value);
  await page.waitForFunction(agrees, wanted, { timeout: 5000 }).catch(() => {});
  const last = await page.evaluate(() => window.told.at(-1));
  assert.deepEqual(Object.fromEntries(Object.keys(wanted).map((name) => [name, last[name]])), wanted);
}
const pretend = (values) =>
  page.evaluate((given) => {
    for (const [name, value] of Object.entries(given))
      Object.defineProperty(visualViewport, name, { get: () => value, configurable: true });
    visualViewport.dispatchEvent(new Event('resize'));
  }, values);
afterEach(async () => {
  await page.context().close();
});
after(closeBrowser);

test('sizes are CSS px, and exact device pixels', async () => {
  await watched({ viewport: { width: 411, height: 731 }, deviceScaleFactor: 2.625 });
  await tells({ width: 411, height: 731, deviceWidth: 1079, deviceHeight: 1919 });
});

test('a turned phone is told, with its new size', async () => {
  await watched();
  await page.setViewportSize({ width: 844, height: 390 });
  await tells({ width: 844, height: 390, deviceWidth: 1688, deviceHeight: 780 });
});

test('dark, and without motion', async () => {
  await watched({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await tells({ dark: true, reducedMotion: true });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
  await tells({ dark: false, reducedMotion: false });
});

test('more contrast, and colours that the system forces', async () => {
  await watched({ contrast: 'more' });
  await tells({ highContrast: true });
  await page.emulateMedia({ contrast: 'no-preference' });
  await tells({ highContrast: false });
  await page.emulateMedia({ forcedColors: 'active' });
  await tells({ highContrast: true });
});

test('larger text in the browser is larger text here, also while it runs', async () => {
  await watched();
  await tells({ textScale: 1 });
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
  await tells({ textScale: 2 });
});

test('what the keyboard covers counts while text is typed, and zooming is no keyboard', async () => {
  await watched({}, true);
  await pretend({ height: 500 });
  await tells({ keyboard: 344 });
  await pretend({ height: 422, scale: 2 });
  await tells({ keyboard: 0 });
});

test('going from one text field to the next leaves the keyboard where it is', async () => {
  await watched();
  await page.evaluate(() => {
    for (const id of ['first', 'second']) document.body.append(Object.assign(document.createElement('input'), { id }));
    window.isTyping = () => document.activeElement.matches('input');
    document.getElementById('first').focus();
  });
  await pretend({ height: 500 });
  await tells({ keyboard: 344 });
  await page.evaluate(() => document.getElementById('second').focus());
  await tells({ keyboard: 344 });
  await page.evaluate(() => document.getElementById('second').blur());
  await tells({ keyboard: 0 });
});

test('a shrunken viewport without typing is no keyboard', async () => {
  await watched({}, false);
  const before = await page.evaluate(() => window.told.length);
  await pretend({ height: 500 });
  await page.waitForFunction((n) => window.told.length > n, before);
  await tells({ keyboard: 0 });
});

test('nothing is told while nothing changes', async () => {
  await watched();
  await tells({ width: 390 });
  await page.waitForTimeout(300);
  const before = await page.evaluate(() => window.told.length);
  await page.waitForTimeout(500);
  assert.equal(await page.evaluate(() => window.told.length), before);
});
