// Leaving quickly: the page shows nothing at once, and a page that says nothing takes its place when what was on its way to the
// phone's store is kept. What the browser remembers of the visit stays: no page can clear that.
//
//   leave(store);                 // at once
//   listen(() => …);              // Shift three times, as on GOV.UK's "Exit this page"
const NEUTRAL = 'https://www.bbc.co.uk/weather';  // where GOV.UK's pattern goes, too
const LONGEST_MS = 500;
const PRESSES = 3, WITHIN_MS = 3000;
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** @param {import('./store.js').Store} store */
export async function leave(store) {
  document.documentElement.classList.add('away');
  await pause(0);  // the app is locking just now
  await Promise.race([store.settled(), pause(LONGEST_MS)]);
  location.replace(NEUTRAL);
}

/** @param {{target?: EventTarget}} [page] */
export function listen(leaving, { target = globalThis } = {}) {
  let presses = [];
  target.addEventListener('keydown', ({ key, repeat, timeStamp }) => {
    if (repeat) return;
    presses = key === 'Shift' ? [...presses.filter((at) => timeStamp - at < WITHIN_MS), timeStamp] : [];
    if (presses.length === PRESSES) leaving();
  }, true);
}
