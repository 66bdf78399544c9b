// Measures what docs/measurements.md reports: `node tests/e2e/measure.mjs [runs]`, after ./test or ./run has built the release.
// Times are medians in Chromium with 1.6 Mbit/s down, 750 kbit/s up, 150 ms and a CPU slowed four times: an old phone on slow 4G.
import { Stage } from './stage.mjs';

const runs = Number(process.argv[2] ?? 5);
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const slow = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };

async function throttle(phone) {
  const session = await phone.context.newCDPSession(phone.page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', slow);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

/// Milliseconds from navigation to the first frame, and to the first screen with this person's plan on it.
async function timed(phone, load) {
  await load();
  await phone.page.getByRole('heading', { name: 'What happens next' }).waitFor({ state: 'attached', timeout: 120_000 });
  return phone.page.evaluate(() => ({
    frame: performance.getEntriesByName('waymark-first-frame')[0].startTime,
    content: performance.now(),
    bytes: performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))
      .reduce((sum, entry) => sum + entry.transferSize, 0),
  }));
}

const stage = await Stage.start();
const link = stage.links.get('Jade Carter');
const cold = [], warm = [];
for (let i = 0; i < runs; ++i) {
  const phone = await stage.newPhone();
  await throttle(phone);
  cold.push(await timed(phone, () => phone.page.goto(link)));
  await phone.page.waitForTimeout(1500);  // the service worker fills its cache
  warm.push(await timed(phone, () => phone.page.goto(stage.origin)));
  await phone.context.close();
}
const report = (name, list) => console.log(`${name}: first frame ${Math.round(median(list.map((r) => r.frame)))} ms, `
  + `first screen with the plan ${Math.round(median(list.map((r) => r.content)))} ms, `
  + `${Math.round(median(list.map((r) => r.bytes)) / 1000)} kB over the network (median of ${runs})`);
report('cold', cold);
report('warm', warm);

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
await stage.stop();
