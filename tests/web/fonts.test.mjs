// Goal: letters of a script that the phone lacks are fetched once, when they are needed, stay without a network, and
// nothing is fetched by a phone that has them.
// Method: Chromium that measures as such a phone does; the real font, as the page would name it.
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, test } from 'node:test';
import { closeBrowser, openPage } from './browser.mjs';

const FONT = '/node_modules/@fontsource/noto-sans-ethiopic/files/noto-sans-ethiopic-ethiopic-400-normal.woff2';

let page, fetched;
beforeEach(async () => {
  page = await openPage();
  fetched = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await page.evaluate(async (href) => {
    const link = Object.assign(document.createElement('link'), { rel: 'waymark-script', href });
    Object.assign(link.dataset, { part: 'script', script: 'Ethi', range: 'U+1200-139F' });
    document.head.append(link);
    window.phoneHas = (has) => {
      const measure = (text) => ({ width: has ? text.codePointAt(0) % 97 : 50 });
      CanvasRenderingContext2D.prototype.measureText = measure;
    };
    window.loaded = 0;
    const { ScriptFonts } = await import('/web/fonts.js');
    window.fonts = new ScriptFonts({ loaded: () => ++window.loaded });
  }, FONT);
});
afterEach(async () => {
  await page.context().close();
});
after(closeBrowser);

const times = () => fetched.filter((path) => path === FONT).length;
const faces = () => page.evaluate(() => [...document.fonts].map((face) => [face.family, face.status, face.unicodeRange]));

test('a phone without the letters fetches them once for all words and languages of the script', async () => {
  await page.evaluate(async () => {
    window.phoneHas(false);
    window.fonts.need('ሰላም');
    await Promise.all([window.fonts.ready('ti'), window.fonts.ready('am')]);
  });
  assert.equal(times(), 1);
  assert.equal(await page.evaluate(() => window.loaded), 1);
  assert.deepEqual(await faces(), [['Waymark scripts', 'loaded', 'U+1200-139F']]);
});

test('a phone with the letters fetches nothing', async () => {
  await page.evaluate(async () => {
    window.phoneHas(true);
    window.fonts.need('ሰላም');
    await window.fonts.ready('ti');
  });
  assert.equal(times(), 0);
  assert.deepEqual(await faces(), []);
});

test('words of other scripts, and languages without a font of ours, ask for nothing', async () => {
  await page.evaluate(async () => {
    window.phoneHas(false);
    window.fonts.need('Hello, Щоденник 14:30');
    await Promise.all(['uk', 'vi', 'en', 'not a tag'].map((tag) => window.fonts.ready(tag)));
  });
  assert.equal(times(), 0);
});

test('letters that were fetched once are there without a network', async () => {
  await page.evaluate(async () => {
    window.phoneHas(false);
    await window.fonts.ready('ti');
  });
  await page.context().setOffline(true);
  await page.evaluate(async () => {
    document.fonts.clear();
    const { ScriptFonts } = await import('/web/fonts.js');
    await new ScriptFonts({ loaded: () => ++window.loaded }).ready('ti');
  });
  assert.equal(await page.evaluate(() => window.loaded), 2);
});

test('without a network the language is shown all the same, and its letters come with the next signal', async () => {
  await page.context().setOffline(true);
  await page.evaluate(async () => {
    window.phoneHas(false);
    await window.fonts.ready('ti');
  });
  assert.deepEqual(await faces(), []);
  await page.context().setOffline(false);
  await page.waitForFunction(() => window.loaded === 1);
});
