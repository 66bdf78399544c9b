// Goal: what is left to be sent can be read by the endpoint alone, and stays small.
// Method: the other side in node's own cryptography, written from the description in server/identity/sealing_key.h.
import assert from 'node:assert/strict';
import { createDecipheriv, createECDH, hkdfSync } from 'node:crypto';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { seal } from '../../web/later.js';

const endpoint = createECDH('prime256v1');
endpoint.generateKeys();
const key = endpoint.getPublicKey().toString('base64url');

function opened(sealed) {
  const point = Buffer.from(sealed.point, 'base64url'), box = Buffer.from(sealed.box, 'base64url');
  const salt = Buffer.concat([point, endpoint.getPublicKey()]);
  const opening = hkdfSync('sha256', endpoint.computeSecret(point), salt, 'waymark sealed push 1', 32);
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(opening), Buffer.alloc(12));
  decipher.setAuthTag(box.subarray(-16));
  return gunzipSync(Buffer.concat([decipher.update(box.subarray(0, -16)), decipher.final()])).toString();
}

test('what is sealed can be opened with the endpoint’s key', async () => {
  const text = JSON.stringify({ token: 'secret', push: { ops: ['أريد بيتًا'] } });
  assert.equal(opened(JSON.parse(await seal(key, text))), text);
});

test('nothing of it can be read, and the same text is never sealed the same', async () => {
  const text = 'the same words again. '.repeat(100);
  const [one, other] = await Promise.all([seal(key, text), seal(key, text)]);
  assert.notEqual(JSON.parse(one).point, JSON.parse(other).point);
  assert.notEqual(JSON.parse(one).box, JSON.parse(other).box);
  assert.ok(one.length < text.length / 4, `${one.length} bytes`);
});

test('a key that is no point of the curve seals nothing', async () => {
  await assert.rejects(seal(Buffer.alloc(65, 4).toString('base64url'), 'text'));
});
