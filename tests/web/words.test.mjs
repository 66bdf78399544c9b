// Goal: a word is drawn whole, in its place, white for tinting unless it is a picture, and as wide as it was measured.
// Method: the copy that reaches the texture is read back from WebGL.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { closeBrowser, openPage } from './browser.mjs';

let page;
before(async () => {
  page = await openPage();
  await page.evaluate(async () => {
    const { Words } = await import('/web/words.js');
    const words = new Words();
    const gl = document.getElementById('canvas').getContext('webgl2');
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, 1024, 512);
    gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    gl.clearColor(0, 0, 0, 0);
    window.words = words;
    // Draws at 10, 20 and says what is there: bounds of the ink relative to the image, and its colours.
    window.drawn = (word, size = 17, bold = false, rtl = false, lang = 'en', ratio = 2) => {
      gl.clear(gl.COLOR_BUFFER_BIT);
      const image = words.prepare(word, size, bold, rtl, lang, ratio);
      words.draw(gl, 10, 20);
      const pixels = new Uint8Array(1024 * 512 * 4);
      gl.readPixels(0, 0, 1024, 512, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
      const ink = { left: 1e9, top: 1e9, right: -1, bottom: -1, grey: 0, coloured: 0, white: 0 };
      for (let y = 0; y < 512; ++y)
        for (let x = 0; x < 1024; ++x) {
          const [r, g, b, a] = pixels.subarray((y * 1024 + x) * 4);
          if (a === 0) continue;
          ink.left = Math.min(ink.left, x - 10);
          ink.right = Math.max(ink.right, x - 10 + 1);
          ink.top = Math.min(ink.top, y - 20);
          ink.bottom = Math.max(ink.bottom, y - 20 + 1);
          if (Math.max(r, g, b) - Math.min(r, g, b) > 40) ++ink.coloured;
          else if (Math.min(r, g, b) > 250) ++ink.white;
          else if (a > 16) ++ink.grey;
        }
      return { image, ink, error: gl.getError() };
    };
  });
});
after(closeBrowser);

const inside = ({ image, ink }) =>
  ink.left >= 0 && ink.top >= 0 && ink.right <= image.width && ink.bottom <= image.height;

for (const [what, word, lang, rtl] of [
  ['Latin', 'glyphs', 'en', false],
  ['Arabic', 'السلام', 'ar', true],
  ['Cyrillic', 'Щоденник', 'uk', false],
  ['accents over capitals', 'Ấ', 'vi', false],
  ['a swash that leaves its advance', 'ﷺ', 'ar', true],
]) {
  test(`${what}: all ink is in the image, and it is white with the shape in its opacity`, async () => {
    const drawn = await page.evaluate(([w, l, r]) => window.drawn(w, 17, false, r, l), [word, lang, rtl]);
    assert.equal(drawn.error, 0);
    assert.ok(drawn.ink.white > 10, JSON.stringify(drawn));
    assert.ok(inside(drawn), JSON.stringify(drawn));
    assert.equal(
      drawn.ink.grey + drawn.ink.coloured,
      0,
      'edges are as white as the middle: the opacity is not in the colour too',
    );
    assert.equal(drawn.image.coloured, false);
  });
}

test('an emoji keeps its colours, also joined, toned and as a flag', async () => {
  for (const word of ['😀', '👍🏽', '👩‍👧', '🇬🇧', '❤️', '1️⃣'])
    assert.equal(await page.evaluate((w) => words.prepare(w, 17, false, false, 'en', 2).coloured, word), true, word);
});

test('words, digits and signs of text are tinted like text, also beside an emoji', async () => {
  for (const word of ['12', '©', 'ok😀', '#1', 'سلام'])
    assert.equal(await page.evaluate((w) => words.prepare(w, 17, false, false, 'en', 2).coloured, word), false, word);
});

test('a word is as wide as measured, at every density, and the measure does not depend on it', async () => {
  const widths = await page.evaluate(() =>
    [1, 1.5, 2, 3].map((ratio) => words.measure('Щоденник', 17, false, false, 'uk', ratio)),
  );
  for (const width of widths) assert.ok(Math.abs(width - widths[0]) < 0.5, String(widths));
  const { ink } = await page.evaluate(() => drawn('Щоденник', 17, false, false, 'uk', 2));
  assert.ok(Math.abs((ink.right - ink.left) / 2 - widths[0]) < 3);
});

test('semibold is another shape, and another measure', async () => {
  const [plain, bold] = await page.evaluate(() => [false, true].map((b) => drawn('Щоденник', 20, b).ink.white));
  assert.ok(bold > plain);
});

test('a long word after a short one is drawn whole: the canvas grows and keeps its settings', async () => {
  const drawn = await page.evaluate(() => {
    window.drawn('a');
    return window.drawn('ሕግመንግስታዊነትን', 28, true, false, 'am', 2);
  });
  assert.ok(drawn.image.width > 300);
  assert.ok(inside(drawn) && drawn.ink.white > 200, JSON.stringify(drawn));
});
