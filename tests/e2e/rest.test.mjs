// Goal: at rest the app does nothing: no frame, no timer, no request. Exact counts, no wall clock.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Stage } from './stage.mjs';

let stage;
before(async () => { stage = await Stage.start(); });
after(async () => { await stage?.stop(); });

test('No frame is drawn, no timer runs and nothing is asked for in ten seconds at rest', async () => {
  const phone = await stage.newPhone();
  await phone.page.addInitScript(() => {
    window.counted = { frames: 0, timers: 0 };
    const frame = window.requestAnimationFrame.bind(window), timer = window.setTimeout.bind(window);
    window.requestAnimationFrame = (f) => frame((t) => { ++window.counted.frames; f(t); });
    window.setTimeout = (f, ...rest) => timer(() => { ++window.counted.timers; f(); }, ...rest);
    window.setInterval = () => { throw new Error('nothing may tick'); };
  });
  await phone.page.goto(stage.links.get('Jade Carter'));
  await phone.find('heading', 'What happens next');
  await phone.page.waitForTimeout(3000);  // first sync, service worker, fading of the first screen
  let requests = 0;
  phone.page.on('request', () => { ++requests; });
  const start = await phone.page.evaluate(() => ({ ...window.counted }));
  await phone.page.waitForTimeout(10_000);
  assert.deepEqual(await phone.page.evaluate(() => window.counted), start);
  assert.equal(requests, 0);
});
