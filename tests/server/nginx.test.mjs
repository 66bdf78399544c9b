// Goal: docs/nginx.conf does what it says, as it stands there.
// Method: Debian's nginx with that file, of which only ports, certificate and folders are changed, inside a main file with
// Debian's own settings; behind it the endpoint. Clients speak TLS, or raw bytes within it.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { after, before, test } from 'node:test';
import { Endpoint, root } from './endpoint.mjs';

const name = 'waymark.example.gov.uk';
let endpoint, nginx, folder, port, plainPort, certificate, token;

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}

const hasIpv6 = Object.values(os.networkInterfaces()).flat().some((one) => one.address === '::1');

/// The file of docs/, for this machine and this moment.
function adjusted() {
  let text = fs.readFileSync(path.join(root, 'docs/nginx.conf'), 'utf8');
  if (!hasIpv6) text = text.replaceAll(/^ *listen \[::\].*\n/gm, '');
  return text.replaceAll('listen 443', `listen 127.0.0.1:${port}`).replaceAll('listen [::]:443', `listen [::1]:${port}`)
    .replaceAll('listen 80', `listen 127.0.0.1:${plainPort}`).replaceAll('listen [::]:80', `listen [::1]:${plainPort}`)
    .replace('127.0.0.1:8080', `127.0.0.1:${endpoint.port}`)
    .replaceAll('/etc/ssl/waymark/', `${folder}/`).replaceAll('/var/log/nginx/', `${folder}/`);
}

/// What Debian 12 has in its nginx.conf around sites-enabled, old protocols and all.
function main() {
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((one) => `${one}_temp_path ${folder}/${one};`);
  return `${process.getuid() === 0 ? 'user root;' : ''} pid ${folder}/nginx.pid; error_log ${folder}/error.log; daemon off;
    events { worker_connections 768; }
    http { sendfile on; tcp_nopush on; default_type application/octet-stream; ${places.join(' ')}
      ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_prefer_server_ciphers on; access_log ${folder}/all.log; gzip on;
      include ${folder}/waymark.conf; }`;
}

const connected = (to) => new Promise((resolve) => {
  const probe = net.connect(to, '127.0.0.1', () => { probe.destroy(); resolve(true); }).once('error', () => resolve(false));
});

before(async () => {
  endpoint = await Endpoint.start();
  token = (await endpoint.pair('Jade Carter')).token;
  await endpoint.restart(['--behind-proxy', '127.0.0.1', '--rate-guesses', '3']);
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waymark-nginx-'));
  [port, plainPort] = [await freePort(), await freePort()];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
    '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-keyout', `${folder}/key.pem`,
    '-out', `${folder}/fullchain.pem`], { stdio: 'ignore' });
  certificate = fs.readFileSync(`${folder}/fullchain.pem`);
  fs.writeFileSync(`${folder}/waymark.conf`, adjusted());
  fs.writeFileSync(`${folder}/nginx.conf`, main());
  const program = ['/usr/sbin/nginx', '/usr/bin/nginx'].find((one) => fs.existsSync(one)) ?? 'nginx';
  nginx = spawn(program, ['-c', `${folder}/nginx.conf`], { stdio: 'inherit' });
  for (let tries = 0; tries < 500 && !await connected(port); ++tries) await new Promise((done) => setTimeout(done, 20));
});

after(async () => {
  const gone = new Promise((resolve) => nginx.once('exit', resolve));
  nginx.kill();
  await gone;
  await endpoint.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

/// One request over TLS on a connection of its own; headers as they came.
function ask(target, { method = 'GET', headers = {}, body, from = '127.0.0.1', chunked = false } = {}) {
  return new Promise((resolve, reject) => {
    const request = https.request({ host: '127.0.0.1', port, localAddress: from, servername: name, ca: certificate, agent: false,
      method, path: target, headers: { host: name, ...body && !chunked ? { 'content-length': Buffer.byteLength(body) } : {}, ...headers } });
    request.on('error', reject).on('response', (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece)).on('end', () => {
        const text = Buffer.concat(pieces).toString();
        resolve({ status: answer.statusCode, headers: answer.headers, raw: answer.rawHeaders, text,
          json: () => JSON.parse(text) });
      });
    });
    request.end(body);
  });
}

const post = (target, value, more = {}) => ask(target, { method: 'POST', body: JSON.stringify(value), ...more,
  headers: { 'content-type': 'application/json', ...more.headers } });
const guess = (more) => post('/v1/pair', { code: 'wrong', device: '0198c0de-0000-7000-8000-000000000002' }, more);

/// How often each header is there.
function counts({ raw }) {
  const names = raw.filter((_, i) => i % 2 === 0).map((one) => one.toLowerCase());
  return Object.fromEntries(names.map((one) => [one, names.filter((other) => other === one).length]));
}

/// Raw bytes within TLS; everything that comes back until the end.
function raw(bytes) {
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = tls.connect({ host: '127.0.0.1', port, servername: name, ca: certificate }, () => socket.write(bytes));
    socket.on('data', (piece) => { said += piece; }).on('end', () => resolve(said)).on('error', reject)
      .setTimeout(3000, () => { socket.destroy(); resolve(said); });
  });
}

test('the page comes over TLS with each of its security headers once, and is told to stay there', async () => {
  const direct = await fetch(`http://127.0.0.1:${endpoint.port}/`);
  const page = await ask('/');
  assert.equal(page.status, 200);
  assert.equal(page.text, '<!doctype html><title>Waymark</title>');
  for (const header of ['content-security-policy', 'cross-origin-opener-policy', 'cross-origin-resource-policy', 'referrer-policy',
    'permissions-policy', 'x-content-type-options', 'cache-control', 'content-type']) {
    assert.equal(counts(page)[header], 1, header);
    assert.equal(page.headers[header], direct.headers.get(header), header);
  }
  assert.equal(counts(page)['strict-transport-security'], 1);
  assert.match(page.headers['strict-transport-security'], /^max-age=\d{8,}$/);
  assert.doesNotMatch(page.headers.server ?? '', /\d/, 'no version');
});

test('errors, of the endpoint and of nginx, keep HSTS too', async () => {
  for (const answer of [await ask('/nothing'), await ask('/v1/sync'), await post('/v1/pair', {})]) {
    assert.ok(answer.status >= 400);
    assert.equal(counts(answer)['strict-transport-security'], 1);
  }
});

test('what the endpoint has compressed passes as it is', async () => {
  const file = await ask('/app.0f3a9c21d4.mjs', { headers: { 'accept-encoding': 'gzip, br' } });
  assert.equal(file.headers['content-encoding'], 'br');
  assert.equal(file.text, 'as brotli');
  const plain = await ask('/app.0f3a9c21d4.mjs', { headers: { 'accept-encoding': 'gzip' } });
  assert.equal(plain.headers['content-encoding'], undefined, 'nginx compresses nothing by itself');
  const again = await ask('/app.0f3a9c21d4.mjs', { headers: { 'if-none-match': file.headers.etag } });
  assert.equal(again.status, 304);
});

test('a phone syncs, whatever the framing of its body', async () => {
  const body = { device: '0198c0de-0000-7000-8000-000000000001', cursor: '', ops: [] };
  const headers = { authorization: `Bearer ${token}` };
  const reply = await post('/v1/sync', body, { headers });
  assert.equal(reply.status, 200, reply.text);
  assert.ok(reply.json().changes.length > 0);
  assert.equal((await post('/v1/sync', body, { headers, chunked: true })).status, 200, 'nginx gives chunks a length');
  const cursor = encodeURIComponent(reply.json().cursor);
  assert.equal((await ask(`/v1/sync?cursor=${cursor}`, { headers })).status, 200);
});

test('it speaks HTTP/2', async () => {
  const session = http2.connect(`https://${name}`, { ca: certificate,
    createConnection: () => tls.connect({ host: '127.0.0.1', port, servername: name, ca: certificate, ALPNProtocols: ['h2'] }) });
  const stream = session.request({ ':path': '/' });
  const headers = await new Promise((resolve, reject) => stream.once('response', resolve).once('error', reject));
  assert.equal(headers[':status'], 200);
  session.destroy();
});

test('a request that two sides could read differently is refused, and nothing of it arrives', async () => {
  const smuggled = 'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n';
  for (const framing of [`Content-Length: ${smuggled.length + 5}\r\nTransfer-Encoding: chunked`,
    `Transfer-Encoding: chunked\r\nContent-Length: ${smuggled.length + 5}`, 'Transfer-Encoding : chunked',
    'Transfer-Encoding: chunked, identity', 'Content-Length: 5\r\nContent-Length: 6']) {
    const said = await raw(`POST /v1/pair HTTP/1.1\r\nHost: ${name}\r\n${framing}\r\n\r\n0\r\n\r\n${smuggled}`);
    assert.match(said, /^HTTP\/1\.1 (400|501) /, framing);
    assert.equal(said.match(/HTTP\/1\.1 /g).length, 1, `${framing}: one answer, and the connection ends`);
  }
  assert.doesNotMatch(fs.readFileSync(`${folder}/waymark.log`, 'utf8'), /smuggled/);
});

test('what the limiter counts is the client, who cannot choose another address', async () => {
  for (let i = 0; i < 3; ++i) {
    const headers = { 'x-forwarded-for': `192.0.2.${i}`, forwarded: `for=192.0.2.${i}` };
    assert.equal((await guess({ from: '127.0.0.2', headers })).status, 403);
  }
  const answer = await guess({ from: '127.0.0.2', headers: { 'x-forwarded-for': '192.0.2.9' } });
  assert.equal(answer.status, 429);
  assert.equal(answer.json().type, '/problems/too-many-requests');
  assert.equal(answer.headers['retry-after'], '1200');
  assert.equal((await guess({ from: '127.0.0.3' })).status, 403, 'another client of the same proxy');
});

function handshake(options) {
  return new Promise((resolve) => {
    const socket = tls.connect({ host: '127.0.0.1', port, servername: name, ca: certificate, ...options },
      () => { resolve(socket.getProtocol()); socket.destroy(); });
    socket.on('error', (error) => resolve(error.code));
  });
}

test('TLS below 1.2 is refused, and so is another name', async () => {
  assert.equal(await handshake({ maxVersion: 'TLSv1.3' }), 'TLSv1.3');
  assert.equal(await handshake({ maxVersion: 'TLSv1.2' }), 'TLSv1.2');
  for (const version of ['TLSv1.1', 'TLSv1']) {
    assert.match(await handshake({ minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' }),
      /ALERT_PROTOCOL_VERSION/, version);
  }
  assert.match(await handshake({ servername: 'other.example' }), /UNRECOGNIZED_NAME/);
});

test('without TLS there is only the way to it', async () => {
  const answer = await new Promise((resolve, reject) => http.get({ host: '127.0.0.1', port: plainPort, path: '/a?b',
    headers: { host: 'evil.example' } }, resolve).on('error', reject));
  answer.resume();
  assert.equal(answer.statusCode, 308);
  assert.equal(answer.headers.location, `https://${name}/a?b`, 'of our name, whatever was asked for');
});

test('a body that is too large is refused in the words that phones know', async () => {
  const answer = await post('/v1/sync', 'x'.repeat(1_048_577), { headers: { authorization: `Bearer ${token}` } });
  assert.equal(answer.status, 413);
  assert.equal(answer.headers['content-type'], 'application/problem+json');
  assert.equal(answer.json().type, '/problems/too-large');
  assert.equal(counts(answer)['strict-transport-security'], 1);
});

test('the logs have no address of a phone that was served, and no query', async () => {
  await ask('/v1/sync?cursor=private', { from: '127.0.0.4', headers: { authorization: `Bearer ${token}` } });
  await ask('/?private', { from: '127.0.0.4' });
  const log = fs.readFileSync(`${folder}/waymark.log`, 'utf8');
  assert.match(log, /GET \/v1\/sync \d{3} /);
  for (const file of ['waymark.log', 'waymark-refused.log', 'waymark-error.log', 'error.log', 'all.log']) {
    const text = fs.existsSync(`${folder}/${file}`) ? fs.readFileSync(`${folder}/${file}`, 'utf8') : '';
    assert.doesNotMatch(text, /127\.0\.0\.4|private/, file);
  }
  assert.match(fs.readFileSync(`${folder}/waymark-refused.log`, 'utf8'), /127\.0\.0\.2 POST \/v1\/pair 429/, 'an attack can be seen');
});

// The last one: the endpoint is gone after it.
test('while the endpoint is away phones are told to come back', async () => {
  await endpoint.halt();
  const answer = await ask('/v1/sync');
  assert.equal(answer.status, 503);
  assert.equal(answer.headers['retry-after'], '5');
  assert.equal(answer.json().type, '/problems/unavailable');
  assert.equal(counts(answer)['strict-transport-security'], 1);
});
