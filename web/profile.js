// Which person's store this phone opened last. Nothing else is remembered outside the store itself, but for a link that
// is not redeemed yet (link.js).
import { profileOf } from './store.js';

const KEY = 'waymark.profile';

/** A profile's name, kept by the tab (two tabs can show two people) and by the phone (for the next start). */
export class Profile {
  #name;
  #asked = false;

  constructor() {
    this.#name = read(() => sessionStorage) ?? read(() => localStorage) ?? '';
  }

  get name() { return this.#name; }

  /** Looks for the store itself when its name is not known: a browser that is killed forgets the last seconds of its local
   *  storage, and never what was committed. Of several nobody knows whose turn it was. */
  async find() {
    if (this.#name) return;
    const there = await globalThis.indexedDB?.databases?.().catch(() => []) ?? [];
    const names = there.map(({ name }) => profileOf(name)).filter(Boolean);
    if (names.length === 1) [this.#name] = names;
  }

  opened(name) {
    this.#name = name;
    write(() => sessionStorage, name);
    write(() => localStorage, name);
  }

  erased(name) {
    if (read(() => localStorage) === name) write(() => localStorage, '');
    if (read(() => sessionStorage) === name) write(() => sessionStorage, '');
  }

  /** Asks the browser, once a start, not to clear the store when the phone runs short of space. */
  askToKeep() {
    if (this.#asked) return;
    this.#asked = true;
    navigator.storage?.persist?.().catch(() => {});
  }
}

// A browser may refuse either storage altogether: then the app starts with nobody, as on a new phone.
function read(storage) {
  try {
    return storage().getItem(KEY) || null;
  } catch {
    return null;
  }
}

function write(storage, value) {
  try {
    if (value) storage().setItem(KEY, value);
    else storage().removeItem(KEY);
  } catch { /* refused: see above */ }
}
