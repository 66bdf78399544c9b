// What the page is like: size and pixel ratio, safe areas, on-screen keyboard, size of text, colours, contrast,
// motion.
//
//   watch(canvas, probe, typing, (surroundings) => …);   // at once, and again whenever one of them changes
//
// `probe` is an element as wide as 1rem whose paddings are the safe areas (style.css).

const ROOT_TEXT_PX = 16;      // a browser's default; whoever doubles it in the settings gets 200%
const KEYBOARD_MIN_PX = 80;   // less is the browser's own bar

/**
 * @param {HTMLCanvasElement} canvas @param {HTMLElement} probe
 * @param {() => boolean} typing whether a text field has the focus
 * @param {(surroundings: object) => void} tell
 */
export function watch(canvas, probe, typing, tell) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const reduced = matchMedia('(prefers-reduced-motion: reduce)');
  const contrast = matchMedia('(forced-colors: active), (prefers-contrast: more)');  // also in style.css
  const viewport = globalThis.visualViewport;
  let device = { width: 0, height: 0 };  // pixels of the canvas, where the browser says them exactly

  // What the browser says, when it is a matter of rounding. An emulated density is not in it (Chromium), nor is a
  // change of density that no change of size has come with yet.
  const exact = (said, calculated) => (Math.abs(said - calculated) < 1 ? said : Math.round(calculated));

  const update = () => {
    const { width, height } = canvas.getBoundingClientRect();
    if (width === 0 || height === 0) return;
    const ratio = globalThis.devicePixelRatio || 1;
    const style = getComputedStyle(probe);
    const inset = (side) => Number.parseFloat(style.getPropertyValue(`padding-${side}`)) || 0;
    // Pinching zooms the visual viewport too: times its scale it is what the keyboard leaves.
    const covered = viewport ? innerHeight - viewport.height * viewport.scale : 0;
    tell({
      width, height,
      deviceWidth: exact(device.width, width * ratio), deviceHeight: exact(device.height, height * ratio),
      top: inset('top'), bottom: inset('bottom'), left: inset('left'), right: inset('right'),
      keyboard: typing() && covered > KEYBOARD_MIN_PX ? covered : 0,
      textScale: (Number.parseFloat(style.width) || ROOT_TEXT_PX) / ROOT_TEXT_PX,
      dark: dark.matches, reducedMotion: reduced.matches, highContrast: contrast.matches,
    });
  };

  const observer = new ResizeObserver((entries) => {
    for (const { target, devicePixelContentBoxSize: box } of entries)
      if (target === canvas && box) device = { width: box[0].inlineSize, height: box[0].blockSize };
    update();
  });
  try {
    observer.observe(canvas, { box: 'device-pixel-content-box' });
  } catch {  // Safari
    observer.observe(canvas);
    watchRatio(update);
  }
  observer.observe(probe, { box: 'border-box' });  // text size and safe areas
  for (const query of [dark, reduced, contrast]) query.addEventListener('change', update);
  viewport?.addEventListener('resize', update);
  document.addEventListener('focusout', update);
  document.addEventListener('focusin', update);  // from one text field to the next the focus is nowhere for a moment
  update();
}

/** A window dragged to another screen, or zoomed: the ratio changes, and no size need do so. */
function watchRatio(update) {
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  query.addEventListener('change', () => {
    update();
    watchRatio(update);
  }, { once: true });
}
