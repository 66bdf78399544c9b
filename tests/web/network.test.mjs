// Goal: every request has exactly one answer, tells no more than it must, and goes out small.
// Method: a real server that writes down what it got.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { retryAfter_s, send } from '../../web/network.js';

let server, origin, answer, got;

before(async () => {
  server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      got = { method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks) };
      answer(response);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const utf8 = (text) => new TextEncoder().encode(text);
const post = (body, token = '') => ({ method: 'POST', path: `${origin}/v1/sync`, token, body: utf8(body) });

test('a short body goes as it is, with the token', async () => {
  answer = (response) => response.end('{"ok":true}');
  const reply = await send(post('{"a":1}', 'secret'));
  assert.deepEqual([reply.status, Buffer.from(reply.body).toString(), reply.retryAfter_s], [200, '{"ok":true}', 0]);
  assert.equal(got.headers.authorization, 'Bearer secret');
  assert.equal(got.headers['content-encoding'], undefined);
  assert.equal(got.headers['content-type'], 'application/json');
  assert.equal(got.body.toString(), '{"a":1}');
});

test('a long body goes gzipped', async () => {
  answer = (response) => response.end();
  const text = JSON.stringify({ words: 'the same words again. '.repeat(500) });
  await send(post(text));
  assert.equal(got.headers['content-encoding'], 'gzip');
  assert.ok(got.body.length < text.length / 10);
  assert.equal(gunzipSync(got.body).toString(), text);
});

test('without a token there is no authorisation header, and a GET has no body', async () => {
  answer = (response) => response.end();
  await send({ method: 'GET', path: `${origin}/v1/councils/x`, token: '', body: utf8('') });
  assert.equal(got.headers.authorization, undefined);
  assert.equal(got.headers['content-type'], undefined);
});

test('an error of the server is an answer', async () => {
  answer = (response) => response.writeHead(503, { 'Retry-After': '17' }).end('busy');
  const reply = await send(post('{}'));
  assert.deepEqual([reply.status, reply.retryAfter_s], [503, 17]);
});

test('no server is status 0', async () => {
  const reply = await send({ method: 'GET', path: 'http://127.0.0.1:9/', token: '', body: utf8('') });
  assert.deepEqual(reply, { status: 0, body: new Uint8Array(), retryAfter_s: 0 });
});

test('an answer that breaks off is status 0', async () => {
  answer = (response) => {
    response.writeHead(200, { 'Content-Length': '1000' });
    response.write('half');
    setTimeout(() => response.destroy(), 10);
  };
  assert.equal((await send(post('{}'))).status, 0);
});

test('of an answer by lines that breaks off, what arrived is an answer', async () => {
  answer = (response) => {
    response.writeHead(200, { 'Content-Type': 'application/jsonl', 'Content-Length': '1000' });
    response.write('{"first":1}\n{"sec');
    setTimeout(() => response.destroy(), 50);
  };
  const reply = await send(post('{}'));
  assert.deepEqual([reply.status, Buffer.from(reply.body).toString()], [200, '{"first":1}\n{"sec']);
});

test('of an answer by lines that takes too long, what arrived is an answer', async () => {
  answer = (response) => {
    response.writeHead(200, { 'Content-Type': 'application/jsonl' });
    response.write('{"first":1}\n');
  };
  const reply = await send(post('{}'), 200);
  assert.deepEqual([reply.status, Buffer.from(reply.body).toString()], [200, '{"first":1}\n']);
});

test('a server that never answers is status 0 when time is up', async () => {
  answer = () => {};
  assert.equal((await send(post('{}'), 50)).status, 0);
});

test('a redirect is not followed: the token would go elsewhere', async () => {
  answer = (response) => response.writeHead(302, { Location: `${origin}/other` }).end();
  assert.equal((await send(post('{}', 'secret'))).status, 0);
  assert.equal(got.url, '/v1/sync');
});

test('Retry-After is seconds or a date', () => {
  const now = Date.parse('2026-11-22T12:00:00Z');
  assert.equal(retryAfter_s('120', now), 120);
  assert.equal(retryAfter_s('Sun, 22 Nov 2026 12:00:30 GMT', now), 30);
  assert.equal(retryAfter_s('Sun, 22 Nov 2026 11:00:00 GMT', now), 0);
  assert.equal(retryAfter_s('soon', now), 0);
  assert.equal(retryAfter_s(null, now), 0);
});
