#!/usr/bin/env node
// An adviser's caseload on a slow link, measured: 25 young people × a plan (10 parts of about 600 characters), 40 steps,
// 12 contacts, and an offer of 200 things. What crosses the link, how long it takes, what the phone keeps.
//
//   tools/build bench bench_phone && tools/build native waymark-endpoint
//   node tests/bench/caseload.mjs [--store postgresql://…] [none|edge|cut]…
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Link, links } from './link.mjs';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');

// ---- The workload ---------------------------------------------------------------------------------------------------

/// Mulberry32: the same numbers in every run.
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/// English of about the entropy of prose: each word followed by one that follows it in the licences of every Debian.
function prose() {
  const licences = ['GPL-2', 'GPL-3', 'Apache-2.0', 'Artistic', 'MPL-1.1', 'MPL-2.0', 'LGPL-2.1', 'GFDL-1.3', 'CC0-1.0'];
  const read = licences.map((name) => fs.readFileSync(`/usr/share/common-licenses/${name}`, 'utf8')).join(' ');
  const words = read.replace(/[^A-Za-z,.' ]+/g, ' ').split(/\s+/).filter(Boolean);
  const next = new Map();
  for (let i = 0; i + 1 < words.length; ++i) next.set(words[i], [...(next.get(words[i]) ?? []), words[i + 1]]);
  return (random, length) => {
    let word = words[Math.floor(random() * words.length)], text = word;
    while (text.length < length) {
      const known = next.get(word) ?? words;
      word = known[Math.floor(random() * known.length)];
      text += ' ' + word;
    }
    return text.slice(0, length);
  };
}

const headings = ['support', 'education', 'work', 'contingency', 'home', 'people', 'skills', 'money', 'health', 'identity'];

function people() {
  const random = numbers(42), text = prose();
  const pick = (list) => list[Math.floor(random() * list.length)];
  let count = 0;
  const id = () => `01a1c000-0000-7000-8000-${(++count).toString(16).padStart(12, '0')}`;
  const date = () => `2026-${String(1 + Math.floor(random() * 12)).padStart(2, '0')}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`;
  const adviser = { id: id(), role: 'adviser', council: 'southampton', name: 'Sam Okoro', label: 'Sam Okoro', link: true };
  const list = [adviser], cases = [];
  for (let i = 0; i < 25; ++i) {
    const young = { id: id(), role: 'young_person', council: 'southampton', name: `Person ${i + 1}`, label: `Person ${i + 1}`, link: false };
    list.push(young);
    const documents = [
      { id: id(), type: 'person', name: young.name, born: '2008-05-17', language: 'en',
        care: { weeks_since_14: 204, after_16: true, looked_after_now: false, looked_after_until_18: true,
          detained_or_in_hospital_at_16: false, special_guardianship: false } },
      { id: id(), type: 'plan', sections: Object.fromEntries(headings.map((heading) =>
        [heading, { now: text(random, 580 + Math.floor(random() * 40)), suggestion: text(random, 60), suggested_by: adviser.name }])) },
    ];
    for (const heading of headings) documents.push({ id: id(), type: 'view', heading });  // which every case has
    for (let step = 0; step < 40; ++step)
      documents.push({ id: id(), type: 'step', heading: pick(headings), title: text(random, 165),
        owner: pick(['young_person', 'adviser']), due: date(), done: random() < 0.3 });
    for (let contact = 0; contact < 12; ++contact)
      documents.push({ id: id(), type: 'contact', kind: contact === 0 ? 'adviser' : 'important', name: text(random, 18), relation: text(random, 24),
        phone: `07700 900${String(Math.floor(random() * 1000)).padStart(3, '0')}`, email: `c${contact}.p${i}@example.org`,
        note: text(random, 80) });
    cases.push({ id: id(), council: 'southampton', young_person: young.id, adviser: adviser.id, documents });
  }
  return { note: 'A workload, not people.', people: list, cases };
}

/// The council's own folder with an offer of 200 things of about 900 bytes.
function council(folder) {
  fs.cpSync(path.join(root, 'assets/councils/southampton'), folder, { recursive: true });
  const random = numbers(7), text = prose();
  const source = { title: 'A workload, not an offer', url: 'https://example.org/', checked_on: '2026-11-01' };
  const offer = Array.from({ length: 200 }, (_, i) => ({
    id: `thing-${i}`, area: 'money', title: text(random, 40), summary: text(random, 400), basis: 'extra',
    who: text(random, 120), statuses: ['former_relevant'], travels: 'yes', how: text(random, 120), if_no: text(random, 60), source,
  }));
  fs.writeFileSync(path.join(folder, 'offer.json'), JSON.stringify({ offer }));
}

// ---- Running it -----------------------------------------------------------------------------------------------------

async function startEndpoint(folder, flags) {
  fs.writeFileSync(path.join(folder, 'people.json'), JSON.stringify(people()));
  council(path.join(folder, 'councils/southampton'));
  const process = spawn(path.join(root, 'build/native/waymark-endpoint'), ['--port', '0', '--data', path.join(folder, 'data'),
    '--councils', path.join(folder, 'councils'), '--people', path.join(folder, 'people.json'), ...flags], { cwd: root });
  let said = '', log = '';
  process.stderr.on('data', (piece) => { log += piece; });
  return new Promise((done, fail) => {
    process.on('exit', () => fail(new Error(`The endpoint ended:\n${log}`)));
    process.stdout.on('data', (piece) => {
      said += piece;
      const ready = said.match(/127\.0\.0\.1:(\d+)\//), code = said.match(/#link=(\S+)/);
      if (ready && code) done({ process, port: Number(ready[1]), code: code[1], log: () => log });
    });
  });
}

async function phone(port, folder, ...task) {
  const { stdout } = await run(path.join(root, 'build/bench/bench_phone'), [String(port), path.join(folder, 'phone.cbor'), ...task],
    { maxBuffer: 1 << 24 });
  return JSON.parse(stdout);
}

async function measure(kind, flags) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waymark-caseload-'));
  const other = fs.mkdtempSync(path.join(os.tmpdir(), 'waymark-caseload-'));
  const endpoint = await startEndpoint(folder, flags);
  const link = new Link(endpoint.port, links[kind]);
  const port = await link.listen();
  const rows = [];
  const step = async (what, ...task) => {
    link.reset();
    const said = await phone(port, folder, ...task);
    rows.push({ link: kind, what, seconds: (said.ms / 1000).toFixed(1), requests: link.passed.requests,
      'kB up': (link.passed.up / 1000).toFixed(1), 'kB down': (link.passed.down / 1000).toFixed(1), cuts: link.passed.cuts,
      'stored kB': said.stored_kb, 'memory MB': said.memory_mb, waiting: said.waiting, refused: said.needs_attention,
      documents: said.documents });
  };
  try {
    await step('first pull, and the council’s content', 'pull', endpoint.code);
    await step('100 edits without signal', 'edit', '7');
    await step('push of the 100 edits', 'sync');
    await phone(endpoint.port, other, 'pull', endpoint.code);
    await phone(endpoint.port, other, 'remote', '1001');
    await phone(endpoint.port, other, 'remote', '2002');
    await step('200 edits of others', 'sync');
    await step('nothing new', 'sync');
  } finally {
    link.close();
    endpoint.process.removeAllListeners('exit');
    endpoint.process.kill();
    for (const one of [folder, other]) fs.rmSync(one, { recursive: true, force: true });
  }
  return rows;
}

const words = process.argv.slice(2);
const store = words.indexOf('--store');
const flags = store < 0 ? [] : words.splice(store, 2);
const kinds = words.length > 0 ? words : ['edge', 'cut'];
for (const kind of kinds) console.table(await measure(kind, flags));
process.exit(0);
