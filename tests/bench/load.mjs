#!/usr/bin/env node
// What a sync costs the endpoint, on SQLite and on PostgreSQL, beside a route that asks no database, in one run.
//
//   tools/build bench bench_load && tools/build native waymark-endpoint
//   node tests/bench/load.mjs [SECONDS [PHONES]]
//
// Syncs a second and core are counted by the processor time that the endpoint used: the load comes from the same machine.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');
const [seconds = '10', phones = '8'] = process.argv.slice(2);
// All of it comes from one address and few phones: what limits those is not what is measured.
const unlimited = ['--rate-address', '--rate-device', '--rate-account', '--connections-address'].flatMap((flag) => [flag, '1000000000']);
const idlePhones = 800;  // below the number of files that a process may open where nobody raised it

function startEndpoint(folder, flags) {
  const endpoint = spawn(path.join(root, 'build/native/waymark-endpoint'),
    ['--port', '0', '--data', folder, '--people', 'assets/people', ...unlimited, ...flags], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  return new Promise((done, fail) => {
    endpoint.on('exit', () => fail(new Error('The endpoint ended.')));
    endpoint.stdout.on('data', (piece) => {
      said += piece;
      const ready = said.match(/127\.0\.0\.1:(\d+)\//), jade = said.match(/Jade Carter.*#link=(\S+)/);
      if (ready && jade) done({ endpoint, port: ready[1], code: jade[1] });
    });
  });
}

/// Seconds of processor time so far, and MB of memory.
function used(pid) {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return { cpu: (Number(stat[11]) + Number(stat[12])) / 100, memory: Number(stat[21]) * 4096 / 1e6 };
}

/// Of PostgreSQL's processes: the server's own children. Those that ended meanwhile are not counted.
function usedByDatabase(socket) {
  if (!socket) return 0;
  const server = fs.readFileSync(path.join(socket, 'data/postmaster.pid'), 'utf8').split('\n')[0];
  return fs.readFileSync(`/proc/${server}/task/${server}/children`, 'utf8').trim().split(' ')
    .reduce((sum, pid) => sum + used(pid).cpu, 0);
}

/// A phone that has asked once and keeps its connection.
function idle(port) {
  const phone = net.connect({ port, host: '127.0.0.1' });
  phone.write('GET /v1/councils/southampton HTTP/1.1\r\nHost: localhost\r\n\r\n');
  return new Promise((done) => phone.once('data', () => done(phone)));
}

async function measureIdle(store, { pid, port }) {
  await idle(port);
  const before = used(pid).memory, phones = [];
  for (let i = 0; i < idlePhones; ++i) phones.push(await idle(port));
  const each_kB = (used(pid).memory - before) * 1000 / idlePhones;
  for (const phone of phones) phone.destroy();
  return { store, what: `idle: ${idlePhones} connections`, 'endpoint MB': `${each_kB.toFixed(1)} kB each` };
}

async function measure(store, flags, socket) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waymark-load-'));
  const { endpoint, port, code } = await startEndpoint(folder, flags);
  const rows = [];
  for (const what of ['trivial', 'nothing', 'edits']) {
    const before = used(endpoint.pid), database = usedByDatabase(socket);
    const { stdout } = await run(path.join(root, 'build/bench/bench_load'), [port, code, seconds, phones, what]);
    const after = used(endpoint.pid), said = JSON.parse(stdout);
    rows.push({ store, what, 'a second': Math.round(said.count / said.seconds),
      'a second and core of the endpoint': Math.round(said.count / (after.cpu - before.cpu)),
      'a second and core of the database': socket ? Math.round(said.count / (usedByDatabase(socket) - database)) : '', 'p50 ms': said.p50_ms.toFixed(1),
      'p99 ms': said.p99_ms.toFixed(1), failed: said.failed, 'endpoint MB': after.memory.toFixed(0) });
  }
  rows.unshift(await measureIdle(store, { pid: endpoint.pid, port }));
  endpoint.removeAllListeners('exit');
  endpoint.kill();
  fs.rmSync(folder, { recursive: true, force: true });
  return rows;
}

/// A cluster of its own that writes to the disk as a real one does: what tests share does not.
async function postgres() {
  const { stdout } = await run(path.join(root, 'tests/server/postgres.sh'), [path.join(root, 'build/bench-postgres')]);
  const socket = stdout.trim();
  const sql = (text) => run('psql', ['-q', '-h', socket, '-U', 'postgres', '-c', text, 'postgres']);
  await sql('ALTER SYSTEM SET fsync = on');
  await sql('ALTER SYSTEM SET full_page_writes = on');
  await sql('SELECT pg_reload_conf(), pg_sleep(0.5)');
  if (!/on/.test((await sql('SHOW fsync')).stdout)) throw new Error('PostgreSQL does not write to the disk.');
  await sql('DROP DATABASE IF EXISTS load');
  await sql('CREATE DATABASE load OWNER waymark');
  return socket;
}

const socket = await postgres();
console.table([...await measure('SQLite', []),
  ...await measure('PostgreSQL', ['--store', `postgresql:///load?host=${socket}&user=waymark`], socket)]);
process.exit(0);
