// Goal: at rest the app does nothing: no frame, no timer, no request. Exact counts, no wall clock.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Stage } from './stage.mjs';

let stage;
before(async () => { stage = await Stage.start(); });
after(async () => { await stage?.stop(); });

/// What wakes a page, counted from its beginning.
function count() {
  const counted = window.counted = { frames: 0, timers: 0 };
  const frame = window.requestAnimationFrame.bind(window), timer = window.setTimeout.bind(window);
  window.requestAnimationFrame = (f) => frame((t) => { ++counted.frames; f(t); });
  window.setTimeout = (f, ...rest) => timer(() => { ++counted.timers; f(); }, ...rest);
  window.setInterval = () => { throw new Error('nothing may tick'); };
}

/// Ten seconds of rest, from one second after the last thing that happened.
async function rests(phone, requests) {
  await phone.still();
  await phone.page.waitForTimeout(1000);
  const counted = () => phone.page.evaluate(() => ({ ...window.counted }));
  const start = { ...await counted(), requests: requests.count };
  await phone.page.waitForTimeout(10_000);
  assert.deepEqual({ ...await counted(), requests: requests.count }, start);
}

async function openCounting(person, heading) {
  const phone = await stage.newPhone();
  await phone.page.addInitScript(count);
  const requests = { count: 0, pending: 0 };
  phone.page.on('request', () => { ++requests.count; ++requests.pending; });
  for (const end of ['requestfinished', 'requestfailed']) phone.page.on(end, () => { --requests.pending; });
  await phone.goto(stage.links.get(person));
  await phone.find('heading', heading);
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  while (requests.pending > 0) await phone.page.waitForTimeout(50);  // first sync, the council's content
  return { phone, requests };
}

test('No frame is drawn, no timer runs and nothing is asked for in ten seconds at rest', async () => {
  const { phone, requests } = await openCounting('Jade Carter', 'What happens next');
  await rests(phone, requests);
});

test('Nor beside an open sheet with a field, nor in a caseload', async () => {
  const jade = await openCounting('Jade Carter', 'What happens next');
  await jade.phone.place('My plan');
  await jade.phone.press('button', /My home/);
  await jade.phone.press('button', /words…/);
  await jade.phone.find('dialog', 'What I want');
  const sam = await openCounting('Sam Okoro', 'Caseload');
  await Promise.all([rests(jade.phone, jade.requests), rests(sam.phone, sam.requests)]);
});
