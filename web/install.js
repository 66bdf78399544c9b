// Makes the app open without a network: registers the service worker, which keeps it.
const WORKER = '/sw.js';

export function install() {
  if (!navigator.serviceWorker) return;
  // The page takes no script from text; this one address is the exception (Trusted Types, where there are any).
  const policy = globalThis.trustedTypes?.createPolicy('waymark', { createScriptURL: () => WORKER });
  const address = policy ? policy.createScriptURL('') : WORKER;
  navigator.serviceWorker.register(address).catch(() => {});  // then it opens with a network only
}

/** Fetches a newer build, if there is one, for the next opening. Browsers look by themselves, but only now and then
 *  while an installed app stays open. */
export async function update() {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update().catch(() => {});
}
