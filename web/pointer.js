// Fingers, pens, mice and the wheel, on their way to the module; and the keys that scroll.
//
// Read from pointer events rather than by SDL: these have fractions of a pixel, pens, and an event when the browser
// takes a gesture over; and SDL's handlers would forbid the browser's own zoom (pinch, Ctrl and wheel).

const TAP_PX = 10;
const LINE_PX = 40;     // of a wheel that counts lines
const ARROW_PX = 56;
const PAGE = 0.85;      // of the height: a line or two stay in sight
const WHOLE_PX = 1e6;
const NOWHERE = -1;
const KIND = { move: 0, down: 1, up: 2, cancel: 3, leave: 4 };
const SOURCE = { mouse: 0, touch: 1, pen: 2 };

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{pointer: (kind: number, x: number, y: number, source: number) => void,
 *          wheel: (x: number, y: number, dx: number, dy: number) => void,
 *          tap: (x: number, y: number) => void, typing: () => boolean}} to
 */
export function listen(canvas, to) {
  let pressed = null;  // {id, x, y}: only one pointer counts; two are the browser's, to zoom

  const tell = (kind, { clientX, clientY, pointerType }) =>
    to.pointer(kind, clientX, clientY, SOURCE[pointerType] ?? SOURCE.mouse);
  const isOurs = (event) => (pressed ? event.pointerId === pressed.id : event.isPrimary);

  canvas.addEventListener('pointerdown', (event) => {
    // Stops the mouse events that follow a touch, and keeps the focus: the module moves it, or `tap` ends typing.
    event.preventDefault();
    if (pressed || !event.isPrimary || event.button !== 0) return;
    pressed = { id: event.pointerId, x: event.clientX, y: event.clientY };
    canvas.setPointerCapture(event.pointerId);
    tell(KIND.down, event);
  });
  canvas.addEventListener('pointermove', (event) => { if (isOurs(event)) tell(KIND.move, event); });
  canvas.addEventListener('pointerup', (event) => {
    if (!pressed || event.pointerId !== pressed.id) return;
    const { x, y } = pressed;
    pressed = null;
    const still = Math.hypot(event.clientX - x, event.clientY - y) < TAP_PX;  // however long: some fingers are slow
    tell(KIND.up, event);
    if (still) to.tap(event.clientX, event.clientY);
  });
  canvas.addEventListener('pointercancel', (event) => {
    if (!pressed || event.pointerId !== pressed.id) return;
    pressed = null;
    tell(KIND.cancel, event);
  });
  canvas.addEventListener('pointerleave', (event) => {
    if (!pressed && event.pointerType !== 'touch') tell(KIND.leave, event);
  });
  canvas.addEventListener('contextmenu', (event) => event.preventDefault());  // a long press saves no picture

  canvas.addEventListener('wheel', (event) => {
    if (event.ctrlKey) return;  // the browser's zoom
    event.preventDefault();
    const unit = [1, LINE_PX, canvas.clientHeight][event.deltaMode];
    to.wheel(event.clientX, event.clientY, event.deltaX * unit, event.deltaY * unit);
  }, { passive: false });

  // The keys that scroll any page, as a wheel without a place: the module turns its largest part. Arrows, Space, Home
  // and End only where the focus is on nothing that knows them itself.
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || to.typing()) return;
    const dy = scrollOf(event, canvas.clientHeight * PAGE);
    if (dy !== 0) to.wheel(NOWHERE, NOWHERE, 0, dy);
  });
}

/** CSS px that a key scrolls down; 0: it does not scroll. */
function scrollOf({ key, shiftKey, target }, page_px) {
  if (key === 'PageDown') return page_px;
  if (key === 'PageUp') return -page_px;
  if (target instanceof Element && target.closest('a, button, input')) return 0;
  if (key === ' ') return shiftKey ? -page_px : page_px;
  return { ArrowDown: ARROW_PX, ArrowUp: -ARROW_PX, Home: -WHOLE_PX, End: WHOLE_PX }[key] ?? 0;
}
