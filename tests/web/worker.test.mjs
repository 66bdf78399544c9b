// Goal: whoever has opened the app once can open it without a network, sees the newest build when there is one, and
// nothing about people is ever kept beside the store. Method: Chromium's own service workers, with the network cut.
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, test } from 'node:test';
import { build, closeBrowser, openPage, openTab } from './browser.mjs';

let page;
const installed = () =>
  page.evaluate(async () => {
    const { install } = await import('/web/install.js');
    install();
    const { active } = await navigator.serviceWorker.ready;
    if (active.state !== 'activated')
      await new Promise((resolve) =>
        active.addEventListener('statechange', () => active.state === 'activated' && resolve()),
      );
  });
const kept = () =>
  page.evaluate(async () => {
    const all = {};
    for (const name of await caches.keys())
      all[name] = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname).sort();
    return all;
  });
beforeEach(async () => {
  Object.assign(build, { version: 'one', files: ['/web/style.css', '/web/icon.svg'], silent: false });
  page = await openPage();
});
afterEach(async () => {
  await page.context().close();
});
after(closeBrowser);

test('after one visit the app opens without a network', async () => {
  await installed();
  await page.context().setOffline(true);
  await page.reload();
  assert.equal(await page.evaluate(() => Boolean(document.getElementById('canvas'))), true);
  assert.equal(
    await page.evaluate(() => getComputedStyle(document.getElementById('canvas')).position),
    'fixed',
    'with its style sheet',
  );
});

test('requests about people go to the network and are not kept', async () => {
  await installed();
  await page.reload();
  assert.equal(await page.evaluate(() => navigator.serviceWorker.controller !== null), true);
  const asked = page.waitForRequest(/\/v1\/sync/);
  await page.evaluate(() => fetch('/v1/sync').catch(() => {}));
  assert.equal((await asked).serviceWorker(), null);
  await page.evaluate(() => fetch('/v1/sync', { method: 'POST', body: '{}' }).catch(() => {}));
  assert.deepEqual(await kept(), { 'waymark-one': ['/', '/web/icon.svg', '/web/style.css'] });
});

test('an installation that cannot get all its files does not count', async () => {
  build.files = ['/web/style.css', '/web/missing.js'];
  await page.evaluate(async () => {
    (await import('/web/install.js')).install();
  });
  await page.waitForFunction(async () => {
    const r = await navigator.serviceWorker.getRegistration();
    return !r || (!r.installing && !r.waiting && !r.active);
  });
  assert.equal(
    await page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration())?.active)),
    false,
  );
});

test('a new build waits until the old one is closed, then takes its place and its space', async () => {
  await installed();
  await page.reload();
  build.version = 'two';
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update();
    const worker = registration.installing ?? registration.waiting;
    if (worker.state !== 'installed')
      await new Promise((resolve) =>
        worker.addEventListener('statechange', () => worker.state === 'installed' && resolve()),
      );
  });
  assert.deepEqual(Object.keys(await kept()).sort(), ['waymark-one', 'waymark-two']);
  await page.context().setOffline(true);
  await page.reload();
  assert.ok(await page.evaluate(() => document.getElementById('canvas')), 'the open build still has its files');
  await page.context().setOffline(false);
  const context = page.context();
  await page.close();
  page = await openTab(context);
  await page.waitForFunction(async () => !(await caches.keys()).includes('waymark-one'));
  assert.deepEqual(Object.keys(await kept()), ['waymark-two']);
});

test('a network that hardly answers does not keep the app from opening', async () => {
  await installed();
  build.silent = true;
  const start = Date.now();
  await page.reload();
  assert.ok(await page.evaluate(() => document.getElementById('canvas')));
  assert.ok(Date.now() - start >= 2900, 'it was given its time');
});
