// What is left with the service worker to be sent when there is signal, also while the app is closed: sealed with the
// endpoint's public key, so that nobody can read it here (server/identity/sealing_key.h is the other side). Sent by the
// service worker where the browser has Background Sync; elsewhere by the app itself when it is opened.
//
//   await leaveToSend(key, text);   // replaces what was left before
//   await sendLeft();                // now
//   await forgetLeft();

import { send } from './network.js';

// As in sw.js.
const LEFT = 'left';
const SEALED = '/v1/sealed';
const TAG = 'send';

const INFO = new TextEncoder().encode('waymark sealed push 1');
const CURVE = { name: 'ECDH', namedCurve: 'P-256' };

const fromBase64url = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
function toBase64url(bytes) {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

const gzip = async (text) => new Uint8Array(await new Response(
  new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer());

/** @param {string} key the endpoint's public point, base64url */
export async function seal(key, text) {
  const theirs = fromBase64url(key);
  const ours = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', ours.publicKey));
  const peer = await crypto.subtle.importKey('raw', theirs, CURVE, false, []);
  const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: peer }, ours.privateKey, 256);
  const salt = new Uint8Array([...point, ...theirs]);
  const sealing = await crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt, info: INFO },
    await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']), { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  // The key seals this one text and is gone: the nonce may be zero.
  const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, sealing, await gzip(text));
  return JSON.stringify({ point: toBase64url(point), box: toBase64url(new Uint8Array(box)) });
}

export async function leaveToSend(key, text) {
  const body = await seal(key, text);
  await (await caches.open(LEFT)).put(SEALED, new Response(body));
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration?.active && registration.sync) await registration.sync.register(TAG);
}

/** Sends what was left, for who cannot open the app any more to send it; without signal it stays left. */
export async function sendLeft() {
  const left = await caches.open(LEFT);
  const sealed = await left.match(SEALED);
  if (!sealed) return;
  const body = new Uint8Array(await sealed.arrayBuffer());
  const { status } = await send({ method: 'POST', path: SEALED, token: '', body });
  if (status > 0 && status < 500) await left.delete(SEALED);
}

export const forgetLeft = () => caches.delete(LEFT);
