// What the module can ask of the page (app/platform/web_page.h): effects, the mirror, words, formats, links.
import { Announcer } from './announcer.js';
import { ScriptFonts } from './fonts.js';
import { Formats } from './formats.js';
import { ScreenHistory } from './history.js';
import { forgetLeft, leaveToSend, sendLeft } from './later.js';
import { leave } from './leave.js';
import { forgetLink } from './link.js';
import { Mirror } from './mirror.js';
import { update } from './install.js';
import { fetchKept } from './kept.js';
import { readEffect, readSpeech } from './module.js';
import { Speech } from './speech.js';
import { forgetDeviceKey, stretchPin } from './pin.js';
import { Taken, isFull } from './store.js';
import { Words } from './words.js';

const LONGEST_TIMER_MS = 2 ** 31 - 1;
const TOO_OLD = 426;  // what the endpoint says to a build that it does not understand any more
const OPENS = /^(tel:|sms:|mailto:|https:\/\/)/i;
const NOTHING = new Uint8Array();

/** Carries out the client's effects: those that open, commit and send are each answered exactly once. */
function makeEffects(module, { profile, store, ahead }) {
  let timer = 0;
  let erased = Promise.resolve();  // what is opened next may have the same name
  return {
    async openStore({ profile: name, takeOver }) {
      let records;
      await erased;
      try {
        records = await ahead.openStore(name, takeOver);
      } catch (error) {
        module.storeFailed(error instanceof Taken, String(error));
        return;
      }
      profile.opened(name);
      module.storeOpened(name, records);
    },
    async commit({ batch, puts, removes }) {
      const error = await store.commit({ puts, removes }).then(() => null, (reason) => reason);
      if (error) {
        module.commitFailed(batch, isFull(error));
        return;
      }
      profile.askToKeep();
      module.committed(batch);
    },
    async eraseStore({ profile: name, keepLeft }) {
      profile.erased(name);
      erased = store.erase(name).catch(() => {})  // held by another tab: it is erased when that one closes
        .then(() => forgetDeviceKey(name)).catch(() => {});
      await erased;
      await (keepLeft ? sendLeft() : forgetLeft()).catch(() => {});  // last: without signal it takes its time
    },
    async send(request) {
      const reply = await ahead.send(request);
      if (reply.status === TOO_OLD) update();
      module.replied(request.request, reply);
    },
    wakeAt({ at_ms }) {
      clearTimeout(timer);
      const wait_ms = Math.min(Math.max(at_ms - Date.now(), 0), LONGEST_TIMER_MS);
      if (at_ms > 0) timer = setTimeout(() => module.woken(), wait_ms);
    },
    forgetLink,
    async stretchPin(wanted) { module.pinStretched(wanted.request, await stretchPin(wanted)); },
    leaveToSend: ({ key, text }) => leaveToSend(key, text).catch(() => {}),  // it is sent when the app is opened
  };
}

function open(href) {
  if (!OPENS.test(href)) return;
  const link = document.createElement('a');
  link.href = href;
  if (/^https/i.test(href)) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  link.click();
}

/** Whether the text is in the clipboard now. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyFromField(text);
  }
}

/** The way of browsers that keep the clipboard from pages. */
function copyFromField(text) {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.className = 'unseen';
  field.readOnly = true;  // no keyboard comes up
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  focused?.focus({ preventScroll: true });
  return done;
}

async function fetchCatalog(language) {
  const known = document.querySelector(`link[data-part="strings"][hreflang="${CSS.escape(language)}"]`);
  if (!known) return NOTHING;
  try {
    const response = await fetchKept(known.href);
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : NOTHING;
  } catch {
    return NOTHING;
  }
}

/**
 * @param {{module: import('./module.js').Module, profile: import('./profile.js').Profile,
 *          store: import('./store.js').Store, ahead: import('./ahead.js').Ahead,
 *          shown: () => void, settled: () => void, unable: () => void}} page
 *        shown: the first frame is drawn; settled: whoever is here has what there is to see
 */
export function makeHost({ module, profile, store, ahead, shown, settled, unable }) {
  const announcer = new Announcer(document.getElementById('polite'), document.getElementById('assertive'));
  const mirror = new Mirror(document.getElementById('mirror'), announcer, (event) => module.mirrored(event));
  const effects = makeEffects(module, { profile, store, ahead });
  const history = new ScreenHistory((shown) => module.wentBack(shown));
  const formats = new Formats();
  const fonts = new ScriptFonts({ loaded() { words.forget(); module.wordsChanged(); } });
  const words = new Words(fonts);
  const speech = new Speech({
    voices: (languages) => module.voices(languages),
    spoken: (number) => module.spoken(number),
  });

  const calls = {
    unable,
    shown,
    settled,
    effect(bytes) {
      const effect = readEffect(bytes);
      effects[effect.kind](effect);
    },
    mirror: (bytes) => mirror.apply(bytes),
    open,
    leave() {
      history.stay();
      leave(store);
    },
    async copy(text) { module.copied(await copy(text)); },
    speak(bytes) {
      const { number, parts } = readSpeech(bytes);
      speech.speak(number, parts);
    },
    stopSpeaking: () => speech.stop(),
    history: (depth) => { history.depth = depth; },
    async catalog(language) {
      const [catalog] = await Promise.all([fetchCatalog(language), fonts.ready(language)]);
      module.catalog(language, catalog);
    },
    formatDate: (...args) => formats.date(...args),
    formatTime: (...args) => formats.time(...args),
    formatMoney: (...args) => formats.money(...args),
    formatNumber: (...args) => formats.number(...args),
    wordMeasure: (...word) => words.measure(...word),
    wordPrepare(...word) {
      const { left, top, width, height, coloured } = words.prepare(...word);
      return [left, top, width, height, coloured ? 1 : 0];
    },
    wordDraw: (gl, x, y) => words.draw(gl, x, y),
  };
  for (const [name, call] of Object.entries(calls)) calls[name] = module.guarded(call);
  return { calls, mirror, speech };
}
