// Goal: fingers, mice, wheel and keys reach the module as they were meant, and the browser keeps its zoom.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { closeBrowser, openPage } from './browser.mjs';

const KIND = ['move', 'down', 'up', 'cancel', 'leave'];
let page;
before(async () => {
  page = await openPage({ deviceScaleFactor: 1 });
}); // an emulated density would scale the wheel
beforeEach(async () => {
  await page.reload();
  await page.evaluate(async () => {
    const { listen } = await import('/web/pointer.js');
    window.seen = [];
    window.typing = false;
    const note =
      (what) =>
      (...values) =>
        window.seen.push([what, ...values]);
    listen(document.getElementById('canvas'), {
      pointer: note('pointer'),
      wheel: note('wheel'),
      tap: note('tap'),
      typing: () => window.typing,
    });
  });
});
after(closeBrowser);

const seen = () => page.evaluate(() => window.seen.splice(0));
const pointers = (events) =>
  events.filter(([what]) => what === 'pointer').map(([, kind, x, y, source]) => [KIND[kind], x, y, source]);

test('a tap goes down and up at its place, from a finger, and is a tap', async () => {
  await page.touchscreen.tap(100, 200);
  const events = await seen();
  assert.deepEqual(pointers(events), [
    ['down', 100, 200, 1],
    ['up', 100, 200, 1],
  ]);
  assert.deepEqual(events.at(-1), ['tap', 100, 200]);
});

test('a mouse also hovers, and leaves', async () => {
  await page.mouse.move(50, 60);
  await page.mouse.down();
  await page.mouse.up();
  assert.deepEqual(pointers(await seen()), [
    ['move', 50, 60, 0],
    ['down', 50, 60, 0],
    ['up', 50, 60, 0],
  ]);
});

test('a press that moves is no tap, one that lasts is', async () => {
  await page.mouse.move(50, 60);
  await page.mouse.down();
  await page.mouse.move(50, 90);
  await page.mouse.up();
  assert.ok(!(await seen()).some(([what]) => what === 'tap'));
  await page.mouse.down();
  await page.waitForTimeout(600);
  await page.mouse.up();
  assert.ok((await seen()).some(([what]) => what === 'tap'));
});

test('other buttons of a mouse do nothing', async () => {
  await page.mouse.move(50, 60);
  await seen();
  await page.mouse.down({ button: 'right' });
  await page.mouse.up({ button: 'right' });
  assert.deepEqual(
    (await seen()).filter(([what]) => what !== 'pointer'),
    [],
  );
});

test('the wheel counts CSS px, and with Ctrl it is the browser’s zoom', async () => {
  await page.mouse.move(50, 60);
  await seen();
  await page.mouse.wheel(0, 120);
  assert.deepEqual(await seen(), [['wheel', 50, 60, 0, 120]]);
  const prevented = (init) =>
    page.evaluate(
      (i) =>
        !document
          .getElementById('canvas')
          .dispatchEvent(new WheelEvent('wheel', { cancelable: true, bubbles: true, ...i })),
      init,
    );
  assert.equal(await prevented({ deltaY: 3, deltaMode: 1 }), true);
  assert.equal((await seen())[0][4], 120);
  assert.equal(await prevented({ deltaY: 3, ctrlKey: true }), false);
  assert.deepEqual(await seen(), []);
});

test('the keys that scroll are a wheel at no place, unless text is typed or they are a shortcut', async () => {
  const page_px = 844 * 0.85;
  await page.keyboard.press('PageDown');
  await page.keyboard.press('Shift+Space');
  await page.keyboard.press('End');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('a');
  assert.deepEqual(
    (await seen()).map(([what, x, , , dy]) => [what, x, Math.round(dy)]),
    [
      ['wheel', -1, Math.round(page_px)],
      ['wheel', -1, Math.round(-page_px)],
      ['wheel', -1, 1e6],
    ],
  );
  await page.evaluate(() => {
    window.typing = true;
  });
  await page.keyboard.press('PageDown');
  assert.deepEqual(await seen(), []);
});

test('keys that a control knows itself are left to it', async () => {
  await page.evaluate(() => {
    document.getElementById('mirror').append(Object.assign(document.createElement('button'), { textContent: 'A' }));
    document.querySelector('button').focus();
  });
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  assert.deepEqual(await seen(), []);
  await page.keyboard.press('PageUp');
  assert.equal((await seen()).length, 1);
});

// Last: the zoom stays.
test('only the first finger counts, and a gesture of the browser is a cancel', async () => {
  const session = await page.context().newCDPSession(page);
  const touch = (type, ...points) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  await touch('touchStart', [100, 300]);
  await touch('touchStart', [100, 300], [200, 300]);
  await touch('touchMove', [60, 300], [260, 300]);
  await touch('touchMove', [30, 300], [300, 300]);
  await touch('touchEnd');
  const kinds = pointers(await seen()).map(([kind]) => kind);
  assert.equal(kinds.filter((kind) => kind === 'down').length, 1);
  assert.equal(kinds.at(-1), 'cancel');
  assert.ok((await page.evaluate(() => visualViewport.scale)) > 1, 'the page was zoomed');
});
