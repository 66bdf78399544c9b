// Starts the app: everything that comes over the network is asked for at once and put together as it arrives.
// The page hosts and decides nothing: what happens here is told to the module, what the module asks for is carried out.
import createModule from './waymark.mjs';
import { makeHost } from './host.js';
import { install } from './install.js';
import { Module } from './module.js';
import { listen } from './pointer.js';
import { Profile, takeLinkCode } from './profile.js';
import { watch } from './surroundings.js';

const FONT = 'Waymark';  // what style.css calls it, for text fields

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
    module.hidden(document.hidden);
    if (!document.hidden) module.visible();
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

async function start() {
  const compiled = WebAssembly.compileStreaming(part('wasm'));
  const fonts = Promise.all([bytesOf(part('font-regular')), bytesOf(part('font-semibold'))]);
  fonts.catch(() => {});  // awaited below
  const linkCode = takeLinkCode();
  const profile = new Profile();
  const canvas = document.getElementById('canvas');
  const module = new Module();
  const host = makeHost({ module, profile, unable: giveUp, shown() {
    performance.mark('waymark-first-frame');
    document.getElementById('opening').hidden = true;
    install();
  } });

  module.attach(await createModule({
    canvas,
    host: host.calls,
    instantiateWasm(imports, done) {
      compiled.then(async (wasm) => done(await WebAssembly.instantiate(wasm, imports), wasm)).catch(giveUp);
      return {};
    },
  }));
  if (document.documentElement.classList.contains('unable')) return;
  tellOfThePage(module, host.mirror, canvas);
  const [regular, semibold] = await fonts;
  module.start({ regular, semibold, linkCode, profile: profile.name, online: navigator.onLine });
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
