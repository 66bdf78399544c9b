// Goal: what was called saved is there after the tab, the database connection or the phone's space are gone, and two
// tabs never write one store. Method: Chromium's own IndexedDB and locks; faults are planted where a browser has them.
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, test } from 'node:test';
import { closeBrowser, openPage, openTab } from './browser.mjs';

let page;
const prepare = (tab) =>
  tab.evaluate(async () => {
    Object.assign(window, await import('/web/store.js'));
    window.taken = 0;
    window.store = new Store({
      onTaken: () => {
        ++window.taken;
      },
    });
    window.put = (store, key, ...bytes) => ({ store, key, bytes: Uint8Array.from(bytes) });
    window.commit = (puts, removes = []) =>
      store.commit({ puts, removes }).then(
        () => 'saved',
        (error) => (isFull(error) ? 'full' : `failed: ${error}`),
      );
    window.opened = (profile, takeOver = false) =>
      store.open(profile, takeOver).then(
        (records) => records.map((r) => `${r.store}/${r.key}=${[...r.bytes]}`).sort(),
        (error) => (error instanceof Taken ? 'taken' : `failed: ${error}`),
      );
  });
beforeEach(async () => {
  page = await openPage();
  await prepare(page);
});
afterEach(async () => {
  assert.deepEqual(page.errors, []);
  await page.context().close();
});
after(closeBrowser);

test('a new profile is empty, and what is committed is there at the next start', async () => {
  assert.deepEqual(await page.evaluate(() => opened('jade')), []);
  assert.equal(
    await page.evaluate(() => commit([put('docs', 'a', 1, 2), put('outbox', '1', 3), put('meta', 'cursor', 4)])),
    'saved',
  );
  assert.equal(await page.evaluate(() => commit([put('docs', 'b', 9)], [{ store: 'outbox', key: '1' }])), 'saved');
  await page.reload();
  await prepare(page);
  assert.deepEqual(await page.evaluate(() => opened('jade')), ['docs/a=1,2', 'docs/b=9', 'meta/cursor=4']);
});

test('records set aside are kept and not read', async () => {
  await page.evaluate(async () => {
    await opened('jade');
    await commit([put('aside', 'x', 1), put('attention', 'y', 2)]);
  });
  assert.deepEqual(await page.evaluate(() => opened('jade')), ['attention/y=2']);
});

test('only a part of a larger memory is written', async () => {
  const bytes = await page.evaluate(async () => {
    await opened('jade');
    const memory = new Uint8Array(1 << 20).fill(7);
    await commit([{ store: 'docs', key: 'a', bytes: memory.slice(10, 13) }]);
    const [{ bytes: kept }] = await store.open('jade', false);
    return [kept.length, kept.buffer.byteLength];
  });
  assert.deepEqual(bytes, [3, 3]);
});

test('each profile has its own store', async () => {
  await page.evaluate(async () => {
    await opened('jade');
    await commit([put('docs', 'a', 1)]);
  });
  assert.deepEqual(await page.evaluate(() => opened('sam')), []);
  assert.deepEqual(await page.evaluate(() => opened('jade')), ['docs/a=1']);
});

test('a commit that fails in the middle leaves nothing of itself', async () => {
  const [answer, records] = await page.evaluate(async () => {
    await opened('jade');
    const real = IDBObjectStore.prototype.put;
    let calls = 0;
    IDBObjectStore.prototype.put = function (...args) {
      if (++calls % 2 === 0) throw new DOMException('no space', 'QuotaExceededError');
      return real.apply(this, args);
    };
    const failed = await commit([put('docs', 'a', 1), put('docs', 'b', 2)]);
    IDBObjectStore.prototype.put = real;
    return [failed, await opened('jade')];
  });
  assert.equal(answer, 'full');
  assert.deepEqual(records, []);
});

test('a lost connection is opened again, and nobody notices', async () => {
  const answer = await page.evaluate(async () => {
    await opened('jade');
    const real = IDBDatabase.prototype.transaction;
    let lost = 1;
    IDBDatabase.prototype.transaction = function (...args) {
      if (lost-- > 0) throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
      return real.apply(this, args);
    };
    return [await commit([put('docs', 'a', 1)]), await opened('jade')];
  });
  assert.deepEqual(answer, ['saved', ['docs/a=1']]);
});

test('a store that stays broken is not called saved', async () => {
  const answer = await page.evaluate(async () => {
    await opened('jade');
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException('lost', 'UnknownError');
    };
    return commit([put('docs', 'a', 1)]);
  });
  assert.match(answer, /^failed/);
});

test('an outbox that does not keep what was written is not called saved', async () => {
  const answer = await page.evaluate(async () => {
    await opened('jade');
    const real = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (bytes, key) {
      return this.name === 'outbox' ? real.call(this, bytes.slice(1), key) : real.call(this, bytes, key);
    };
    return commit([put('outbox', '1', 5, 6)]);
  });
  assert.match(answer, /did not keep/);
});

test('a record that the browser cannot read is told as such, and takes no other with it', async () => {
  const records = await page.evaluate(async () => {
    await opened('jade');
    await commit([put('docs', 'a', 1), put('docs', 'b', 2), put('outbox', '1', 3)]);
    const unreadable = () => {
      throw new DOMException('Failed to read large IndexedDB value', 'NotReadableError');
    };
    const { getAll, get } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.getAll = function (...args) {
      return this.name === 'docs' ? unreadable() : getAll.apply(this, args);
    };
    IDBObjectStore.prototype.get = function (key) {
      return key === 'b' ? unreadable() : get.call(this, key);
    };
    return opened('jade');
  });
  assert.deepEqual(records, ['docs/a=1', 'docs/b=', 'outbox/1=3']);
});

test('a database that cannot be opened is told; erased, it is one to begin again with', async () => {
  const answers = await page.evaluate(async () => {
    await opened('jade');
    await commit([put('docs', 'a', 1)]);
    await store.close();
    const { open } = indexedDB;
    IDBFactory.prototype.open = () => {
      throw new DOMException('Internal error opening backing store', 'UnknownError');
    };
    const broken = await opened('jade');
    const erased = store.erase('jade');
    IDBFactory.prototype.open = open;
    const again = await opened('jade');
    await erased;
    return [broken, again, await commit([put('docs', 'b', 2)])];
  });
  assert.match(answers[0], /^failed/);
  assert.deepEqual(answers.slice(1), [[], 'saved']);
});

test('every commit is a strict one: it is on the disk when it is called saved', async () => {
  const durabilities = await page.evaluate(async () => {
    await opened('jade');
    const seen = [];
    const real = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...args) {
      const transaction = real.apply(this, args);
      if (transaction.mode === 'readwrite') seen.push(transaction.durability);
      return transaction;
    };
    await commit([put('docs', 'a', 1)]);
    return seen;
  });
  assert.deepEqual(durabilities, ['strict']);
});

test('commits keep their order', async () => {
  const kept = await page.evaluate(async () => {
    await opened('jade');
    await Promise.all([1, 2, 3, 4, 5].map((n) => commit([put('docs', 'a', n), put('outbox', String(n), n)])));
    return opened('jade');
  });
  assert.deepEqual(kept, ['docs/a=5', ...[1, 2, 3, 4, 5].map((n) => `outbox/${n}=${n}`)]);
});

test('a second tab is told that the store is taken; it can take over, and the first one stops', async () => {
  assert.deepEqual(await page.evaluate(() => opened('jade')), []);
  const second = await openTab(page.context());
  await prepare(second);
  assert.equal(await second.evaluate(() => opened('jade')), 'taken');
  assert.deepEqual(await second.evaluate(() => opened('sam')), [], 'another person can be shown');
  assert.deepEqual(await second.evaluate(() => opened('jade', true)), []);
  await page.waitForFunction(() => window.taken === 1);
  assert.match(await page.evaluate(() => commit([put('docs', 'a', 1)])), /^failed/);
  assert.equal(await second.evaluate(() => commit([put('docs', 'a', 2)])), 'saved');
});

test('a tab that was closed does not hold the store', async () => {
  const second = await openTab(page.context());
  await prepare(second);
  await second.evaluate(() => opened('jade'));
  await second.close();
  assert.deepEqual(await page.evaluate(() => opened('jade')), []);
});

test('an erased profile is gone, and is not the open one any more', async () => {
  await page.evaluate(async () => {
    await opened('jade');
    await commit([put('docs', 'a', 1)]);
    await store.erase('jade');
  });
  assert.deepEqual(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)), []);
  assert.match(await page.evaluate(() => commit([put('docs', 'a', 1)])), /^failed/);
  assert.deepEqual(await page.evaluate(() => opened('jade')), []);
});
