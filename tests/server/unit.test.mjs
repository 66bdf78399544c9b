// Goal: docs/waymark.service is a unit that systemd takes, shuts the endpoint in, and lets it do what it has to.
// Method: systemd's own judgement without a systemd that runs, and the system calls that the endpoint makes, counted by strace.
// What is not shown: a start by systemd itself, for which a test would have to be the first process of a machine.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { Endpoint, root } from './endpoint.mjs';

const unit = fs.readFileSync(path.join(root, 'docs/waymark.service'), 'utf8');
const program = process.env.WAYMARK_ENDPOINT ?? path.join(root, 'build/asan/waymark-endpoint');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waymark-unit-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

const values = (name) => unit.split('\n').filter((line) => line.startsWith(`${name}=`)).map((line) => line.slice(name.length + 1));

/// The unit with the program where it is here, and what else is given in [Service].
function written(more = '') {
  const file = path.join(folder, 'waymark.service');
  fs.writeFileSync(file, unit.replace('/usr/local/bin/waymark-endpoint', program).replace('[Install]', `${more}\n[Install]`));
  return file;
}

function analyze(...words) {
  const ended = spawnSync('systemd-analyze', words, { encoding: 'utf8' });
  assert.equal(ended.error, undefined, 'systemd-analyze is needed: tools/setup --tests');
  return ended;
}

/// What its own comment tells a council to add.
const addition = unit.split('\n').filter((line) => /^# {3}(Environment|LoadCredential|IPAddressAllow)/.test(line))
  .map((line) => line.replace(/^# */, '')).join('\n');

test('systemd understands every line, with PostgreSQL as well', () => {
  assert.equal(addition.split('\n').length, 4);
  for (const file of [written(), written(addition)]) {
    const said = analyze('verify', '--man=no', file);
    assert.equal(said.stdout + said.stderr, '');
    assert.equal(said.status, 0);
  }
});

test('what could be left open is shut: exposure 1.0 of 10 at most', () => {
  const said = analyze('security', '--offline=true', '--threshold=10', written());
  assert.equal(said.status, 0, said.stdout.split('\n').filter((line) => line.startsWith('✗')).join('\n'));
});

test('the endpoint knows its flags', () => {
  const words = values('ExecStart')[0].replace('${STATE_DIRECTORY}', '/var/lib/waymark').replace('$WAYMARK_FLAGS',
    addition.match(/WAYMARK_FLAGS=([^"]*)/)[1]).split(' ');
  const ended = spawnSync(program, [...words.slice(1), '--help'], { encoding: 'utf8' });
  assert.equal(ended.status, 0, ended.stderr);
});

/// Names of a set of system calls, with those that it is made of.
function calls(set) {
  const lines = execFileSync('systemd-analyze', ['syscall-filter', set], { encoding: 'utf8' }).split('\n').slice(1)
    .map((line) => line.trim()).filter((line) => line && !line.startsWith('#'));
  return lines.flatMap((line) => line.startsWith('@') ? calls(line) : [line]);
}

/// Of the address sanitizer that the tests are built with; SQLite gives its files to their owner when it runs as root.
const ofTheTests = ['personality', 'prlimit64', 'fchown'];

test('the endpoint gets by with the system calls that are let through', async () => {
  const trace = path.join(folder, 'trace');
  const wrapper = path.join(folder, 'traced');
  fs.writeFileSync(wrapper, `#!/bin/sh\nexec strace -D -f -c -U name -o ${trace} ${program} "$@"\n`, { mode: 0o755 });
  process.env.WAYMARK_ENDPOINT = wrapper;
  process.env.ASAN_OPTIONS = 'detect_leaks=0';  // it looks for leaks as a debugger, and there is one already
  const endpoint = await Endpoint.start();
  const { token } = await endpoint.pair('Jade Carter');
  const origin = `http://127.0.0.1:${endpoint.port}`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ device: '0198c0de-0000-7000-8000-000000000001', cursor: '', ops: [] });
  for (const [target, more] of [['/', {}], ['/healthz', {}], ['/v1/councils/southampton', {}], ['/v1/sync', { method: 'POST', headers, body }]]) {
    assert.equal((await fetch(origin + target, more)).status, 200, target);
  }
  await endpoint.stop();
  for (let tries = 0; tries < 500 && !fs.readFileSync(trace, 'utf8').includes('write'); ++tries) await new Promise((done) => setTimeout(done, 20));
  const [allowed, ...denied] = values('SystemCallFilter');
  const open = new Set(allowed.split(' ').flatMap(calls));
  for (const name of denied.flatMap((one) => one.replace('~', '').split(' ')).flatMap(calls)) open.delete(name);
  const made = fs.readFileSync(trace, 'utf8').trim().split('\n').map((line) => line.trim())
    .filter((line) => /^\w+$/.test(line) && line !== 'syscall' && line !== 'total');
  assert.ok(made.length > 20, made.join(' '));
  assert.deepEqual(made.filter((name) => !open.has(name) && !ofTheTests.includes(name)), []);
});
