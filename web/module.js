// The module as the page talks to it: packed messages and a few numbers (app/platform/web.cpp, web_wire.h).
import { Reader, Writer } from './wire.js';

const EFFECTS = { 1: 'openStore', 2: 'commit', 3: 'eraseStore', 4: 'send', 5: 'wakeAt', 6: 'forgetLink',
  7: 'leaveToSend', 8: 'stretchPin' };
const MIRROR_KINDS = ['click', 'focus', 'blur', 'input', 'submit', 'escape'];

/** Reads one effect: {kind, …} with the fields of web_wire.h. */
export function readEffect(bytes) {
  const from = new Reader(bytes);
  const kind = EFFECTS[from.u8()];
  const list = (read) => Array.from({ length: from.u32() }, read);
  switch (kind) {
    case 'openStore': return { kind, profile: from.text(), takeOver: from.u8() !== 0 };
    case 'commit': return { kind, batch: from.u64(),
      puts: list(() => ({ store: from.text(), key: from.text(), bytes: from.bytes() })),
      removes: list(() => ({ store: from.text(), key: from.text() })) };
    case 'eraseStore': return { kind, profile: from.text(), keepLeft: from.u8() !== 0 };
    case 'send': return { kind, request: from.u64(), method: from.text(), path: from.text(), token: from.text(),
      body: from.bytes() };
    case 'wakeAt': return { kind, at_ms: from.u64() };
    case 'forgetLink': return { kind };
    case 'stretchPin': return { kind, request: from.u64(), profile: from.text(), pin: from.bytes(), salt: from.bytes(),
      memory_kib: from.u32(), passes: from.u32(), fresh: from.u8() !== 0 };
    case 'leaveToSend': return { kind, key: from.text(), text: from.text() };
    default: throw new Error('an effect of another version');
  }
}

/** Reads what is to be said: {number, parts: [{language, text}]}. */
export function readSpeech(bytes) {
  const from = new Reader(bytes);
  return { number: from.u32(),
    parts: Array.from({ length: from.u32() }, () => ({ language: from.text(), text: from.text() })) };
}

export class Module {
  #instance = null;
  #inside = 0;      // calls of the module that are running: it must not be called again from within
  #waiting = [];

  /** @param instance what Emscripten's factory gave; what is told before waits for it */
  attach(instance) {
    this.#instance = instance;
  }

  /** Marks a call from the module to the page: what it causes here is told to it afterwards. */
  guarded(work) {
    return (...args) => {
      ++this.#inside;
      try {
        return work(...args);
      } finally {
        if (--this.#inside === 0 && this.#waiting.length) queueMicrotask(() => this.#catchUp());
      }
    };
  }

  start({ regular, semibold, link, profile, online }) {
    const message = new Writer().u8(1).bytes(regular).bytes(semibold);
    for (const part of crypto.getRandomValues(new Uint32Array(8))) message.u32(part);
    this.#deliver(message.text(link.code).text(link.device).text(profile).u8(online ? 1 : 0));
  }

  storeOpened(profile, records) {
    const message = new Writer().u8(2).text(profile).u32(records.length);
    for (const { store, key, bytes } of records) message.text(store).text(key).bytes(bytes);
    this.#deliver(message);
  }
  storeFailed(taken, reason) { this.#deliver(new Writer().u8(3).u8(taken ? 1 : 0).text(reason)); }
  committed(batch) { this.#deliver(new Writer().u8(4).u64(batch)); }
  commitFailed(batch, full) { this.#deliver(new Writer().u8(5).u64(batch).u8(full ? 1 : 0)); }
  replied(request, { status, retryAfter_s, body }) {
    this.#deliver(new Writer().u8(6).u64(request).u32(status).u32(retryAfter_s).bytes(body));
  }
  online(online) { this.#deliver(new Writer().u8(7).u8(online ? 1 : 0)); }
  visible() { this.#deliver(new Writer().u8(8)); }
  woken() { this.#deliver(new Writer().u8(9)); }
  mirrored({ kind, id, visible, text }) {
    this.#deliver(new Writer().u8(10).u8(MIRROR_KINDS.indexOf(kind)).u32(id).u8(visible ? 1 : 0).text(text));
  }
  catalog(language, bytes) { this.#deliver(new Writer().u8(11).text(language).bytes(bytes)); }
  wentBack(shown) { this.#deliver(new Writer().u8(12).u8(shown ? 1 : 0)); }
  copied(done) { this.#deliver(new Writer().u8(13).u8(done ? 1 : 0)); }
  voices(languages) {
    const message = new Writer().u8(14).u32(languages.length);
    for (const language of languages) message.text(language);
    this.#deliver(message);
  }
  pinStretched(request, { stretched, device, took_ms }) {
    this.#deliver(new Writer().u8(16).u64(request).bytes(stretched).bytes(device).u32(took_ms));
  }
  leave() { this.#deliver(new Writer().u8(17)); }
  spoken(number) { this.#deliver(new Writer().u8(15).u32(number)); }

  pointer(kind, x, y, source) { this.#instance._waymark_pointer(kind, x, y, source); }
  wheel(x, y, dx, dy) { this.#instance._waymark_wheel(x, y, dx, dy); }
  surroundings(s) {
    this.#instance._waymark_surroundings(s.width, s.height, s.deviceWidth, s.deviceHeight, s.top, s.bottom, s.left,
      s.right, s.keyboard, s.textScale, s.dark, s.reducedMotion, s.highContrast);
  }
  hidden(hidden) { this.#instance._waymark_hidden(hidden); }
  wordsChanged() { this.#instance._waymark_words_changed(); }
  contextLost() { this.#instance._waymark_context_lost(); }
  contextRestored() { this.#instance._waymark_context_restored(); }

  #deliver(message) {
    this.#waiting.push(message);
    if (this.#inside === 0) this.#catchUp();
  }

  #catchUp() {
    while (this.#instance && this.#inside === 0 && this.#waiting.length) {
      const bytes = this.#waiting.shift().result;
      const at = this.#instance._waymark_inbox(bytes.length);
      this.#instance.HEAPU8.set(bytes, at);  // looked up now: growing the memory makes a new one
      this.#instance._waymark_deliver();
    }
  }
}
