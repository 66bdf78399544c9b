// Goal: a link that was opened is not lost when the page goes before it is redeemed, and is nowhere afterwards.
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, test } from 'node:test';
import { closeBrowser, openPage } from './browser.mjs';

let page;
/** What a page that is opened now takes, and where it could still be seen. */
const taken = () =>
  page.evaluate(async () => {
    const { takeLink } = await import('/web/link.js');
    return { ...takeLink(), address: location.href.slice(location.origin.length) };
  });
const follow = (code) =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, `#link=${code}`);
beforeEach(async () => {
  page = await openPage();
});
afterEach(async () => {
  await page.context().close();
});
after(closeBrowser);

test('without a link there is nothing', async () => {
  assert.deepEqual(await taken(), { code: '', device: '', address: '/' });
});

test('the code goes out of the address, and a UUID of version 7 comes with it', async () => {
  await follow('one-Time_code');
  const { code, device, address } = await taken();
  assert.deepEqual([code, address], ['one-Time_code', '/']);
  assert.match(device, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.ok(Math.abs(Number.parseInt(device.slice(0, 13).replace('-', ''), 16) - Date.now()) < 60_000);
});

test('a page that is dropped finds its link again, with the same device', async () => {
  await follow('code');
  const first = await taken();
  await page.reload();
  assert.deepEqual(await taken(), first);
  await follow('code');
  assert.deepEqual(await taken(), first, 'opened a second time');
});

test('another link takes the place of the first', async () => {
  await follow('code');
  const first = await taken();
  await follow('other');
  const second = await taken();
  assert.equal(second.code, 'other');
  assert.notEqual(second.device, first.device);
});

test('a forgotten link is nowhere', async () => {
  await follow('code');
  await taken();
  await page.evaluate(async () => (await import('/web/link.js')).forgetLink());
  assert.equal(await page.evaluate(() => sessionStorage.length + localStorage.length), 0);
  await page.reload();
  assert.equal((await taken()).code, '');
});

test('a browser that keeps nothing still opens the link', async () => {
  await page.evaluate(() => {
    for (const name of ['getItem', 'setItem', 'removeItem'])
      Storage.prototype[name] = () => {
        throw new DOMException('refused', 'SecurityError');
      };
  });
  await follow('code');
  assert.equal((await taken()).code, 'code');
});
