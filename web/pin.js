// What a PIN opens the vault with (core/vault/vault.h): Argon2id of it, in a worker, and an answer of a key that this browser
// keeps and gives to nobody. The second makes a copy of what the app keeps useless without the browser that it was copied
// from; a browser that is copied whole brings its keys along (docs/security.md).
//
//   const { stretched, device, took_ms } = await stretchPin({ profile, pin, salt, memory_kib, passes, fresh });
//   await forgetDeviceKey(profile);
import { workerAddress } from './trusted.js';

const DATABASE = 'waymark-keys';
const STORE = 'keys';
const HMAC = { name: 'HMAC', hash: 'SHA-256' };
const NOTHING = new Uint8Array();

const part = (name) => document.querySelector(`link[data-part="${name}"]`).href;

const promised = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** Does `work` with the store of keys, and resolves when it is durable. */
async function withKeys(work) {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await promised(opening);
  try {
    const transaction = database.transaction(STORE, 'readwrite', { durability: 'strict' });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const result = await promised(work(transaction.objectStore(STORE)));
    await done;
    return result;
  } finally {
    database.close();
  }
}

async function deviceKey(profile, fresh) {
  if (!fresh) return withKeys((keys) => keys.get(profile));
  const key = await crypto.subtle.generateKey(HMAC, false, ['sign']);
  await withKeys((keys) => keys.put(key, profile));
  return key;
}

export const forgetDeviceKey = (profile) => withKeys((keys) => keys.delete(profile));

async function answerOfDevice(profile, fresh, salt) {
  const key = await deviceKey(profile, fresh);
  return key ? new Uint8Array(await crypto.subtle.sign(HMAC, key, salt)) : NOTHING;
}

function stretch({ pin, salt, memory_kib, passes }) {
  const worker = new Worker(workerAddress(part('argon2-worker')));
  return new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = () => resolve({ key: NOTHING, took_ms: 0 });
    worker.postMessage({ module: part('argon2'), pin, salt, memory_kib, passes });
  }).finally(() => worker.terminate());
}

export async function stretchPin({ profile, fresh, ...wanted }) {
  const [{ key, took_ms }, device] = await Promise.all([
    stretch(wanted), answerOfDevice(profile, fresh, wanted.salt).catch(() => NOTHING)]);
  wanted.pin.fill(0);
  return { stretched: key, device, took_ms };
}
