// Opens the app without a network. Each build has one cache: the page and the files that its first screen needs, all
// named after their contents. Somebody who has the app open keeps the build that was opened: a new one waits until
// every tab is closed. Nothing under /v1 is ever touched: that is for the app itself, and about people.

// Filled in by tools/pack: a version for these very files.
const BUILD = /*build*/ { version: 'unpacked', files: [] } /*build*/;

const CACHE = `waymark-${BUILD.version}`;
const PAGE = '/';
const PATIENCE_MS = 3000;  // for the page itself, on a network that hardly answers
const NAMED_BY_CONTENT = /[.-][0-9a-f]{8,}\.\w+$/;

addEventListener('install', (event) => event.waitUntil(keepAll()));
addEventListener('activate', (event) => event.waitUntil(forgetOthers()));

addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname.startsWith('/v1/')) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else event.respondWith(file(request, url));
});

async function keepAll() {
  const cache = await caches.open(CACHE);
  await cache.addAll([new Request(PAGE, { cache: 'reload' }), ...BUILD.files]);
}

async function forgetOthers() {
  const old = (await caches.keys()).filter((name) => name.startsWith('waymark-') && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The newest page that can be had in time; else the kept one. */
async function page(event) {
  const kept = caches.open(CACHE).then((cache) => cache.match(PAGE));
  const fetched = fetch(event.request).then((response) => (response.ok ? response : Promise.reject(response)));
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE_MS));
  try {
    return await Promise.race([fetched, late]);
  } catch (answer) {
    return await kept ?? await fetched.catch(() => answer instanceof Response ? answer : Response.error());
  }
}

/** A kept file; else the network's, kept too when its name says that it never changes (a language, say). */
async function file(request, url) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok && NAMED_BY_CONTENT.test(url.pathname)) await cache.put(request, response.clone());
  return response;
}
