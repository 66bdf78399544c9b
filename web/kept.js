// Files that only some phones need: the words of a language, the letters of a script. They are fetched when they are
// asked for, and stay: each byte of those that nobody here reads would be paid for by a young person. The cache is the
// service worker's too, which brings what is in it along to each new build (sw.js).
const CACHE = 'languages';

/** The response of a file of the site; from the cache when it was fetched once. */
export async function fetchKept(address) {
  const cache = await globalThis.caches?.open(CACHE).catch(() => null);
  const kept = await cache?.match(address);
  if (kept) return kept;
  const response = await fetch(address);
  if (response.ok) await cache?.put(address, response.clone()).catch(() => {});  // no room: there while there is signal
  return response;
}
