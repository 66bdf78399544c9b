// The link that brought somebody here: `#link=CODE`. The code counts once, so it is taken out of the address, where it
// would be seen and kept; and phones drop a page at any time, so the tab keeps it until the module needs it no more.
//
//   const link = takeLink();   // {code, device}, both empty without a link
//   forgetLink();

const KEY = 'waymark.link';

/** `device`: the id to redeem the code with. The same for as long as the code is kept: the endpoint answers it again
 *  when its first answer was lost. */
export function takeLink() {
  const kept = read();
  const code = new URLSearchParams(location.hash.slice(1)).get('link') || kept.code;
  if (location.hash) history.replaceState(history.state, '', location.pathname + location.search);
  if (!code || code === kept.code) return kept;
  const link = { code, device: uuid7() };
  write(link);
  return link;
}

export function forgetLink() { write(null); }

/** RFC 9562, 5.7: milliseconds, then chance. */
function uuid7() {
  const time = Date.now().toString(16).padStart(12, '0');
  const chance = [...crypto.getRandomValues(new Uint16Array(5))].map((part) => part.toString(16).padStart(4, '0'));
  const variant = '89ab'[crypto.getRandomValues(new Uint8Array(1))[0] % 4];
  return [time.slice(0, 8), time.slice(8), `7${chance[0].slice(1)}`, variant + chance[1].slice(1),
    chance.slice(2).join('')].join('-');
}

// A browser may refuse its storage: then the code lasts as long as the page.
function read() {
  try {
    const { code = '', device = '' } = JSON.parse(sessionStorage.getItem(KEY)) ?? {};
    return { code, device };
  } catch {
    return { code: '', device: '' };
  }
}

function write(link) {
  try {
    if (link) sessionStorage.setItem(KEY, JSON.stringify(link));
    else sessionStorage.removeItem(KEY);
  } catch { /* refused: see above */ }
}
