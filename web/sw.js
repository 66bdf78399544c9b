// Opens the app without a network. Each build has one cache, with everything in it: the page and all its files, named
// after their contents. The newest build that is whole is opened, at once and without asking the network; the browser
// looks for a newer one meanwhile, for the next time. Somebody who has the app open keeps the build that was opened:
// its files go when its last tab is closed. Languages and scripts are kept apart, those that somebody here reads
// (kept.js): a new build counts as whole when it has them too. Nothing under /v1 is ever answered from here: that is about
// people.

// Filled in by tools/pack: a version for these very files.
const BUILD = /*build*/ { version: 'unpacked', page: '/', files: [], optional: [] } /*build*/;

const OURS = 'waymark-';
const CACHE = OURS + BUILD.version;
const LANGUAGES = 'languages';  // as in kept.js
const LEFT = 'left', SEALED = '/v1/sealed', TAG = 'send';  // as in later.js
const PAGE = '/';  // a build's page is kept under this name too, once the build is whole

addEventListener('install', (event) => event.waitUntil(keepAll()));
addEventListener('activate', (event) => event.waitUntil(forgetOthers()));

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname.startsWith('/v1/')) return;
  event.respondWith(url.pathname === PAGE ? page(request) : file(request));
});

// There is signal: what was left to be sent goes out, also while the app is closed. It is sealed, and sent again when the
// app is opened, so whatever the endpoint answers, it has been said. Without an answer the browser tries again later.
addEventListener('sync', (event) => { if (event.tag === TAG) event.waitUntil(sendWhatWasLeft()); });

async function sendWhatWasLeft() {
  const left = await caches.open(LEFT);
  const sealed = await left.match(SEALED);
  if (!sealed) return;
  const reply = await fetch(SEALED, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: await sealed.text(),
    credentials: 'omit', redirect: 'error', cache: 'no-store' });
  if (reply.status >= 500) throw new Error(`status ${reply.status}`);
  await left.delete(SEALED);
}

async function keepAll() {
  const cache = await caches.open(CACHE);
  await cache.addAll([BUILD.page, ...BUILD.files]);
  await bringLanguages();
  await cache.put(PAGE, await cache.match(BUILD.page));  // last: only now the build is whole
}

/** /strings/ar.mo of /strings/ar.1a2b3c4d5e.mo: the same file of another build. */
const withoutHash = (path) => path.replace(/\.[0-9a-f]{10}(?=\.\w+$)/, '');

async function bringLanguages() {
  if (!await caches.has(LANGUAGES)) return;
  const cache = await caches.open(LANGUAGES);
  const kept = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  const used = new Set(kept.map(withoutHash));
  await cache.addAll(BUILD.optional.filter((path) => used.has(withoutHash(path)) && !kept.includes(path)));
}

async function forgetOthers() {
  const old = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  if (!await caches.has(LANGUAGES)) return;
  const languages = await caches.open(LANGUAGES);
  const outdated = (await languages.keys()).filter(({ url }) => !BUILD.optional.includes(new URL(url).pathname));
  await Promise.all(outdated.map((request) => languages.delete(request)));
}

/** The page of the newest build that is kept, which may be one that waits to take over from this worker. */
async function page(request) {
  const builds = (await caches.keys()).filter((name) => name.startsWith(OURS)).reverse();
  for (const name of builds) {
    const kept = await (await caches.open(name)).match(PAGE);
    if (kept) return kept;
  }
  return fetch(request);
}

async function file(request) {
  return await caches.match(request) ?? fetch(request);
}
