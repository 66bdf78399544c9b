// Makes the app open without a network: registers the service worker, which keeps it.
import { workerAddress } from './trusted.js';

const WORKER = '/sw.js';

export function install() {
  if (!navigator.serviceWorker) return;
  navigator.serviceWorker.register(workerAddress(WORKER)).catch(() => {});  // then it opens with a network only
}

/** Fetches a newer build, if there is one, for the next opening. Browsers look by themselves, but only now and then
 *  while an installed app stays open. */
export async function update() {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update().catch(() => {});
}
