// Goal: what was written without signal reaches the council although the app was closed before there was any.
// Method: the browser is told that there is signal (its Background Sync waits for minutes); the other phone sees it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Stage } from './stage.mjs';

let stage, jade, sam;
before(async () => {
  stage = await Stage.start();
  jade = await stage.open('Jade Carter');
  await jade.find('heading', 'What happens next');
});
after(async () => { await stage?.stop(); });

test('What waits when the app is closed is sent without it, and nobody could read it meanwhile', async () => {
  await jade.page.waitForFunction(() => navigator.serviceWorker.ready.then(() => true));
  const cdp = await jade.context.newCDPSession(jade.page);
  const registration = new Promise((resolve) => cdp.on('ServiceWorker.workerRegistrationUpdated',
    ({ registrations }) => { if (registrations.length) resolve(registrations[0].registrationId); }));
  await cdp.send('ServiceWorker.enable');
  const registrationId = await registration;

  await jade.context.setOffline(true);
  await jade.place('My plan');
  await jade.press('button', 'My home');
  await jade.press('button', 'Change my words…');
  await jade.write('In my own words', 'I wrote this on the train.');
  await jade.press('button', 'Save my words');
  await jade.sees('Saved on this phone');
  await jade.page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { get: () => true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  const left = await jade.page.evaluate(async () => {
    for (;;) {
      const kept = await caches.match('/v1/sealed');
      if (kept) return kept.text();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
  assert.deepEqual(Object.keys(JSON.parse(left)), ['point', 'box']);
  assert.doesNotMatch(left, /train/);

  const closer = await jade.context.newPage();
  await closer.goto('about:blank');
  const other = await jade.context.newCDPSession(closer);
  await jade.page.close();
  await jade.context.setOffline(false);
  await other.send('ServiceWorker.enable');
  await other.send('ServiceWorker.dispatchSyncEvent',
    { origin: stage.origin, registrationId, tag: 'send', lastChance: false });

  sam = await stage.open('Sam Okoro', { viewport: { width: 820, height: 1180 } });
  await sam.press('button', /Jade Carter/);
  await sam.press('button', /My home|Home/);
  await sam.until(() => sam.page.getByText('I wrote this on the train.').count());
});
