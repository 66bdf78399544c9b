// Starts the app: everything that comes over the network is asked for at once and put together as it arrives.
// The page hosts and decides nothing: what happens here is told to the module, what the module asks for is carried out.
import createModule from './waymark.mjs';
import { Ahead } from './ahead.js';
import { makeHost } from './host.js';
import { install } from './install.js';
import { sendLeft } from './later.js';
import { leave, listen as listenForLeaving } from './leave.js';
import { takeLink } from './link.js';
import { Module } from './module.js';
import { send } from './network.js';
import { listen } from './pointer.js';
import { Profile } from './profile.js';
import { Store } from './store.js';
import { watch } from './surroundings.js';

const FONT = 'Waymark';  // what style.css calls it, for text fields
// As web_screen.cpp asks for: what is there already is what it gets.
const GRAPHICS = { alpha: false, depth: false, stencil: false, antialias: false };

/** A file of the site, by the link in index.html that names it: the names of a build have a hash in them. */
const part = (name) => fetch(document.querySelector(`link[data-part="${name}"]`).href);

async function bytesOf(response) {
  const answer = await response;
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Shows what to do when the app cannot run here, with the numbers to call. */
function giveUp() {
  document.documentElement.classList.add('unable');
}

function tellOfThePage(module, mirror, canvas) {
  addEventListener('online', () => module.online(true));
  addEventListener('offline', () => module.online(false));
  document.addEventListener('visibilitychange', () => {
    // Nothing is seen while it is away: not in the phone's list of open apps, nor for a moment when it comes back locked.
    if (document.hidden) document.documentElement.classList.add('away');
    module.hidden(document.hidden);
    if (document.hidden) return;
    module.visible();
    afterNextFrame(() => document.documentElement.classList.remove('away'));
  });
  addEventListener('hashchange', () => { if (location.hash.startsWith('#link=')) location.reload(); });
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();  // or it would not come back
    module.contextLost();
  });
  canvas.addEventListener('webglcontextrestored', () => module.contextRestored());
  const typing = () => mirror.typing;
  watch(canvas, document.getElementById('probe'), typing, (surroundings) => module.surroundings(surroundings));
  listen(canvas, {
    pointer: (...event) => module.pointer(...event),
    wheel: (...event) => module.wheel(...event),
    tap: (x, y) => mirror.tap(x, y),
    typing,
  });
}

/** Calls when the frame that was asked for before is drawn. */
const afterNextFrame = (work) => requestAnimationFrame(() => requestAnimationFrame(work));

/** Calls when the browser has painted the frame that is being drawn. */
const afterFrame = (work) => setTimeout(work);

async function start() {
  const compiled = WebAssembly.compileStreaming(part('wasm'));
  const fonts = Promise.all([bytesOf(part('font-regular')), bytesOf(part('font-semibold'))]);
  for (const promise of [compiled, fonts]) promise.catch(() => {});  // awaited below
  const link = takeLink();
  const profile = new Profile();
  await profile.find();
  const module = new Module();
  const store = new Store({ onTaken: () => module.storeFailed(true, 'taken over by another tab') });
  const ahead = new Ahead({ store, send, profile: profile.name, link, online: navigator.onLine });
  addEventListener('pageshow', ({ persisted }) => { if (persisted) location.reload(); });  // back, after leaving
  const canvas = document.getElementById('canvas');
  if (!canvas.getContext('webgl2', GRAPHICS)) {
    giveUp();
    return;
  }
  const host = makeHost({ module, profile, store, ahead, unable: giveUp,
    shown() {
      document.getElementById('opening').hidden = true;
      afterFrame(() => performance.mark('waymark-first-frame'));
    },
    settled: () => afterFrame(() => {
      install();
      if (!profile.name) sendLeft().catch(() => {});  // of somebody who could not open it any more
      host.speech.watch();  // not before: some browsers take their time to look for voices
    }),
  });

  let attached = false;
  listenForLeaving(() => { if (attached) module.leave(); else leave(store); });

  module.attach(await createModule({
    canvas,
    host: host.calls,
    instantiateWasm(imports, done) {
      compiled.then(async (wasm) => done(await WebAssembly.instantiate(wasm, imports), wasm)).catch(giveUp);
      return {};
    },
  }));
  if (document.documentElement.classList.contains('unable')) return;
  attached = true;
  tellOfThePage(module, host.mirror, canvas);
  const [regular, semibold] = await fonts;
  module.start({ regular, semibold, link, profile: profile.name, online: navigator.onLine });
  document.fonts.add(new FontFace(FONT, regular.buffer, { weight: '400' }));
  document.fonts.add(new FontFace(FONT, semibold.buffer, { weight: '600' }));
}

// A trap in the module leaves a picture that answers nothing: better to say so. Most happen in answer to something that
// was waited for (a reply, the store).
const giveUpIfTrapped = (error) => { if (error instanceof WebAssembly.RuntimeError) giveUp(); };
addEventListener('error', ({ error }) => giveUpIfTrapped(error));
addEventListener('unhandledrejection', ({ reason }) => giveUpIfTrapped(reason));
if (typeof WebAssembly === 'object') start().catch(giveUp);
else giveUp();
