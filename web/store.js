// What the phone keeps: one IndexedDB database a profile, in it one object store for each kind of record, key -> bytes.
// The bytes mean nothing here. A commit is one strict transaction, and what waits to be sent is read back before it is
// called saved. One tab at a time holds a profile (Web Locks).
//
//   const store = new Store({ onTaken });
//   const records = await store.open(profile, takeOver);   // [{store, key, bytes}]; throws Taken. No bytes: unreadable
//   await store.commit({ puts: [{store, key, bytes}], removes: [{store, key}] });   // throws; isFull(error)
//   await store.settled();
//   await store.erase(profile);

const STORES = ['docs', 'outbox', 'meta', 'aside', 'attention'];
const NOT_LOADED = 'aside';  // unreadable records, kept for whoever looks into it
const LOADED = STORES.filter((name) => name !== NOT_LOADED);
const UNREADABLE = new Uint8Array();
const READ_BACK = 'outbox';
const VERSION = 1;
const RETRIES = 2;
const TRIES = 6, PAUSE_MS = 100;  // patience with a tab that holds the profile: it may be closing

/** Another tab has this profile open. */
export class Taken extends Error {}

export const isFull = (error) => error?.name === 'QuotaExceededError';

const PREFIX = 'waymark.';
const databaseName = (profile) => PREFIX + (profile || 'none');
/** The profile whose database has this name; empty: it is none of ours. */
export const profileOf = (name) => (name.startsWith(PREFIX) ? name.slice(PREFIX.length) : '');

const promised = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const finished = (transaction) => new Promise((resolve, reject) => {
  transaction.oncomplete = () => resolve();
  transaction.onabort = () => reject(transaction.error ?? new DOMException('aborted', 'AbortError'));
});

const equal = (a, b) => a?.length === b.length && a.every((byte, i) => byte === b[i]);

export class Store {
  #onTaken;
  #profile = '';
  #isOpen = false;
  #database = null;
  #release = null;           // gives the lock back
  #last = Promise.resolve(); // commits follow each other

  /** @param {{onTaken: () => void}} options onTaken: another tab took this profile over */
  constructor({ onTaken }) {
    this.#onTaken = onTaken;
  }

  async open(profile, takeOver) {
    await this.close();
    this.#profile = profile;
    this.#isOpen = true;
    try {
      // Both take a moment; a failure to connect is met again by whoever reads.
      const [locked] = await Promise.allSettled([this.#lock(profile, takeOver), this.#connect()]);
      if (locked.status === 'rejected') throw locked.reason;
      return await this.#retried(() => this.#readAll()).catch(() => this.#readEach());
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Whether this profile is open here. */
  holds(profile) { return this.#isOpen && this.#profile === profile; }

  commit({ puts, removes }) {
    const commit = this.#last.then(() => this.#retried(async () => {
      await this.#write(puts, removes);
      await this.#readBack(puts.filter(({ store }) => store === READ_BACK));
    }));
    this.#last = commit.catch(() => {});
    return commit;
  }

  /** When nothing is being written any more. */
  async settled() {
    for (let last; last !== this.#last;) await (last = this.#last);
  }

  /** Deletes a profile and all that was kept of it. */
  async erase(profile) {
    if (profile === this.#profile) await this.close();
    await promised(indexedDB.deleteDatabase(databaseName(profile)));
  }

  /** Ends the use of the open profile, if there is one. */
  async close() {
    await this.#last;
    this.#isOpen = false;
    this.#disconnect();
    this.#release?.();
    this.#release = null;
  }

  /** Holds the profile until close, or until another tab steals it. One that is just closing gets a moment to end. */
  async #lock(profile, takeOver) {
    if (!navigator.locks) return;  // before 2022: nothing can keep two tabs apart
    const name = databaseName(profile);
    for (let tries = takeOver ? 1 : TRIES; !await this.#take(name, takeOver); --tries) {
      if (tries === 1) throw new Taken();
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }

  /** Whether the lock is ours now. Asked for outright: waiting for it with a time limit took a slow phone, where a
   *  free lock comes late, for one with the app open twice. */
  #take(name, steal) {
    const held = deferred();
    return new Promise((resolve, reject) => {
      navigator.locks.request(name, steal ? { steal } : { ifAvailable: true }, (lock) => {
        if (lock) this.#release = held.resolve;
        resolve(lock !== null);
        return lock ? held.promise : undefined;
      }).catch((error) => {
        reject(error);
        if (this.#release === held.resolve) this.#lose();  // stolen
      });
    });
  }

  #lose() {
    this.#release = null;
    this.#isOpen = false;
    this.#disconnect();
    this.#onTaken();
  }

  async #connect() {
    if (!this.#isOpen) throw new DOMException('the store is not open', 'InvalidStateError');
    if (this.#database) return this.#database;
    const request = indexedDB.open(databaseName(this.#profile), VERSION);
    request.onupgradeneeded = () => {
      for (const store of STORES)
        if (!request.result.objectStoreNames.contains(store)) request.result.createObjectStore(store);
    };
    const database = await promised(request);
    const forget = () => { if (this.#database === database) this.#database = null; };
    database.onclose = forget;  // the browser closed it: iOS does so under memory pressure
    database.onversionchange = () => { database.close(); forget(); };  // erased by another tab
    return this.#database = database;
  }

  #disconnect() {
    this.#database?.close();
    this.#database = null;
  }

  /** A connection can be lost at any time (iOS: "Connection to Indexed Database server lost"): open another, go on. */
  async #retried(work) {
    for (let left = RETRIES; ; --left) {
      try {
        return await work();
      } catch (error) {
        if (left === 0 || isFull(error)) throw error;
        this.#disconnect();
      }
    }
  }

  async #readAll() {
    const database = await this.#connect();
    const transaction = database.transaction(LOADED, 'readonly');
    const parts = await Promise.all(LOADED.map(async (store) => {
      const source = transaction.objectStore(store);
      const [keys, values] = await Promise.all([promised(source.getAllKeys()), promised(source.getAll())]);
      return keys.map((key, i) => ({ store, key, bytes: values[i] }));
    }));
    return parts.flat();
  }

  /** One by one, each on its own: a record that the browser cannot read takes none of the others with it. */
  async #readEach() {
    const read = async (store, request) => {
      const database = await this.#connect();
      return promised(request(database.transaction(store, 'readonly').objectStore(store)));
    };
    const records = [];
    for (const store of LOADED) {
      for (const key of await read(store, (source) => source.getAllKeys())) {
        const bytes = await read(store, (source) => source.get(key)).catch(() => UNREADABLE);
        records.push({ store, key, bytes });
      }
    }
    return records;
  }

  async #write(puts, removes) {
    const database = await this.#connect();
    const names = [...new Set([...puts, ...removes].map(({ store }) => store))];
    if (names.length === 0) return;
    const transaction = database.transaction(names, 'readwrite', { durability: 'strict' });
    const done = finished(transaction);
    try {
      for (const { store, key } of removes) transaction.objectStore(store).delete(key);
      for (const { store, key, bytes } of puts) transaction.objectStore(store).put(bytes, key);
    } catch (error) {
      transaction.abort();
      await done.catch(() => {});
      throw error;
    }
    await done;
  }

  async #readBack(puts) {
    if (puts.length === 0) return;
    const database = await this.#connect();
    const source = database.transaction(READ_BACK, 'readonly').objectStore(READ_BACK);
    const kept = await Promise.all(puts.map(({ key }) => promised(source.get(key))));
    const all = puts.every(({ bytes }, i) => equal(kept[i], bytes));
    if (!all) throw new Error('the outbox did not keep what was written');
  }
}

function deferred() {
  let resolve;
  const promise = new Promise((done) => { resolve = done; });
  return { promise, resolve };
}
