// Requests to the council's endpoint, always the page's own origin. Every request is answered exactly once: without a
// reply from the network the status is 0.

const TIMEOUT_MS = 60_000;
const GZIP_FROM_BYTES = 1000;  // below it the header costs more than it saves

/** Seconds to wait by a Retry-After header (RFC 9110, 10.2.3): a number or a date; 0: none. */
export function retryAfter_s(header, now_ms = Date.now()) {
  if (!header) return 0;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const at_ms = Date.parse(header);
  return Number.isNaN(at_ms) ? 0 : Math.max(0, Math.ceil((at_ms - now_ms) / 1000));
}

async function gzip(bytes) {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

const whole = async (response) => new Uint8Array(await response.arrayBuffer());

/** Of an answer whose lines each stand for themselves: also when it breaks off. */
async function whatArrives(response) {
  const pieces = [];
  try {
    const reader = response.body.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) pieces.push(piece.value);
  } catch {
    // the rest is asked for anew
  }
  return whole(new Response(new Blob(pieces)));
}

/**
 * @param {{method: string, path: string, token: string, body: Uint8Array}} request
 * @returns {Promise<{status: number, body: Uint8Array, retryAfter_s: number}>}
 */
export async function send({ method, path, token, body }, timeout_ms = TIMEOUT_MS) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), timeout_ms);
  try {
    const headers = {};
    if (token) headers.Authorization = `Bearer ${token}`;
    let content;
    if (method !== 'GET') {
      headers['Content-Type'] = 'application/json';
      content = body;
      if (body.length > GZIP_FROM_BYTES && 'CompressionStream' in globalThis) {
        headers['Content-Encoding'] = 'gzip';
        content = await gzip(body);
      }
    }
    const response = await fetch(path, { method, headers, body: content, credentials: 'omit', redirect: 'error',
      // content is named after its hash and never changes; everything else is about a person
      cache: path.startsWith('/v1/content/') ? 'default' : 'no-store', signal: stop.signal });
    const byLine = response.headers.get('Content-Type') === 'application/jsonl';
    return { status: response.status, body: await (byLine ? whatArrives(response) : whole(response)),
      retryAfter_s: retryAfter_s(response.headers.get('Retry-After')) };
  } catch {
    return { status: 0, body: new Uint8Array(), retryAfter_s: 0 };
  } finally {
    clearTimeout(timer);
  }
}
