// Measures what docs/measurements.md reports: `node tests/e2e/measure.mjs [runs]`, after ./test or ./run has built the release.
// Visits are medians in Chromium with 1.6 Mbit/s down, 750 kbit/s up, 150 ms and a CPU slowed four times, the service
// worker's too: an old phone on slow 4G. Take figures only on a machine that does nothing else.
import { Stage } from './stage.mjs';

const runs = Number(process.argv[2] ?? 5);
const SLOWER = 4;
const slow = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const share = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];
const median = (values) => share(values, 0.5);
const ms = (value) => `${value.toFixed(1)} ms`;

/// Slows a page's processor and network, and those of its workers from their first line on.
async function throttle(phone) {
  const page = await phone.context.newCDPSession(phone.page);
  await page.send('Network.enable');
  await page.send('Network.emulateNetworkConditions', slow);
  await page.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await slowWorkers(page);
}

/// Each worker is stopped before its first line and slowed there. Chromium slows the processor of pages only.
async function slowWorkers(page) {
  let last = 0;
  page.on('Target.attachedToTarget', async ({ sessionId }) => {
    const tell = (method, params = {}) =>
      page.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id: ++last, method, params }) }).catch(() => {});
    await tell('Network.enable');
    await tell('Network.emulateNetworkConditions', slow);
    await tell('Runtime.runIfWaitingForDebugger');
  });
  await page.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: false });
}

/// Runs in every page before its own scripts: marks when the first heading with the plan is there, keeps what each frame
/// takes of the main thread and when it began, and long tasks.
function keepTimes() {
  const times = globalThis.times_ = { frames: [], long: [] };
  const ask = globalThis.requestAnimationFrame.bind(globalThis);
  globalThis.requestAnimationFrame = (draw) => ask((time) => {
    const begun = performance.now();
    draw(time);
    times.frames.push({ at: begun, took: performance.now() - begun });
  });
  addEventListener('pointerup', () => { times.entered = performance.now(); }, true);
  new PerformanceObserver((list) => times.long.push(...list.getEntries().map(({ startTime, duration }) => ({ at: startTime, took: duration }))))
    .observe({ type: 'longtask', buffered: true });
  const seen = new MutationObserver(() => {
    if (![...document.querySelectorAll('#mirror h2')].some((heading) => heading.textContent === 'What happens next')) return;
    performance.mark('waymark-first-plan');
    seen.disconnect();
  });
  seen.observe(document, { childList: true, subtree: true, characterData: true });
}

/// Milliseconds from navigation to the first frame, to the field for the PIN, and from its button to the plan.
async function timed(phone, load) {
  await load();
  const asked = await phone.page.waitForFunction(() => document.querySelector('input[type=password]') && performance.now(), undefined, { timeout: 120_000 });
  const pin = await asked.jsonValue();
  await phone.enterPin();
  await phone.page.waitForFunction(() => performance.getEntriesByName('waymark-first-plan').length > 0, undefined, { timeout: 120_000 });
  return phone.page.evaluate((pin) => ({
    pin,
    opened: performance.getEntriesByName('waymark-first-plan')[0].startTime - globalThis.times_.entered,
    frame: performance.getEntriesByName('waymark-first-frame')[0].startTime,
    long: globalThis.times_.long.map(({ took }) => took),
    bytes: performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
      .reduce((sum, entry) => sum + entry.transferSize, 0),
  }), pin);
}

async function measureVisits(stage) {
  const first = [], later = [];
  for (let i = 0; i < runs; ++i) {
    const phone = await stage.newPhone();
    await phone.page.addInitScript(keepTimes);
    await throttle(phone);
    first.push(await timed(phone, () => phone.page.goto(stage.links.get('Jade Carter'))));
    await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));  // all files are kept
    later.push(await timed(phone, () => phone.page.goto(stage.origin)));
    await phone.context.close();
  }
  for (const [name, list] of Object.entries({ 'first visit': first, 'later visit': later })) {
    const long = list.map((visit) => visit.long);
    console.log(`${name}: first frame ${ms(median(list.map(({ frame }) => frame)))}, the PIN is asked for after ${
      ms(median(list.map(({ pin }) => pin)))}, from the PIN to the plan ${ms(median(list.map(({ opened }) => opened)))}, ${Math.round(median(list.map(({ bytes }) => bytes)) / 1000)} kB, ${
      median(long.map((one) => one.length))} long tasks, the longest ${ms(median(long.map((one) => Math.max(0, ...one))))}`);
  }
}

async function measureRest(stage) {
  const phone = await stage.open('Jade Carter');
  await phone.find('heading', 'What happens next');
  await phone.page.waitForTimeout(3000);
  const session = await phone.context.newCDPSession(phone.page);
  await session.send('Performance.enable');
  const taskSeconds = async () => (await session.send('Performance.getMetrics')).metrics.find((m) => m.name === 'TaskDuration').value;
  const before = await taskSeconds();
  await phone.page.waitForTimeout(10_000);
  console.log(`at rest: ${((await taskSeconds() - before) * 100).toFixed(3)} ms of main thread a second`);
  const memory = await phone.page.evaluate(() => performance.memory?.usedJSHeapSize);
  console.log(`JavaScript heap ${(memory / 1e6).toFixed(1)} MB`);
  await phone.context.close();
}

/// Milliseconds of a profile spent in a function of the page and in what it calls.
function timeIn(profile, name) {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const own = new Map();
  profile.samples.forEach((id, i) => own.set(id, (own.get(id) ?? 0) + profile.timeDeltas[i] / 1000));
  const below = (node) => (own.get(node.id) ?? 0) + (node.children ?? []).reduce((sum, id) => sum + below(nodes.get(id)), 0);
  return profile.nodes.filter(({ callFrame }) => callFrame.functionName === name && /\/app\.\w+\.js$/.test(callFrame.url))
    .reduce((sum, node) => sum + below(node), 0);
}

/// A finger scrolls the open screen down and up again on a processor slowed four times.
async function measureScrolling(phone, name) {
  await phone.still();
  const nodes = await phone.page.evaluate(() => document.querySelectorAll('#mirror *').length);
  const session = await phone.context.newCDPSession(phone.page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 200 });
  await phone.page.evaluate(() => Object.assign(globalThis.times_, { frames: [], long: [] }));
  await session.send('Profiler.start');
  for (const yDistance of [-4000, 4000])
    await session.send('Input.synthesizeScrollGesture', { x: 195, y: 400, yDistance, speed: 1600, gestureSourceType: 'touch' });
  await phone.still();
  const { profile } = await session.send('Profiler.stop');
  const { frames, long } = await phone.page.evaluate(() => globalThis.times_);
  const took = frames.map((frame) => frame.took), apart = frames.slice(1).map(({ at }, i) => at - frames[i].at);
  console.log(`scrolling ${name}: ${nodes} nodes, ${frames.length} frames, main thread p50 ${ms(median(took))} p95 ${ms(share(took, 0.95))
    }, of it the mirror ${ms(timeIn(profile, 'apply') / frames.length)}; apart p50 ${ms(median(apart))} p95 ${ms(share(apart, 0.95))
    }; ${long.length} long tasks`);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
}

async function openMeasured(stage, person) {
  const phone = await stage.newPhone();
  await phone.page.addInitScript(keepTimes);
  await phone.goto(stage.links.get(person));
  await phone.page.getByRole('navigation').waitFor({ state: 'attached' });
  return phone;
}

async function measureLongestScreens(stage) {
  const sam = await openMeasured(stage, 'Sam Okoro');
  await measureScrolling(sam, 'a caseload of 25');
  await sam.context.close();
  const jade = await openMeasured(stage, 'Jade Carter');
  for (const place of ['My offer', 'People']) {
    await jade.place(place);
    await measureScrolling(jade, place);
  }
  await jade.context.close();
}

const stage = await Stage.start();
await measureVisits(stage);
await measureRest(stage);
await measureLongestScreens(stage);
await stage.stop();
