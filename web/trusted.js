// The page takes no script from text (Trusted Types, where there are any). The exceptions are the addresses of workers, all of
// this site.
const policy = globalThis.trustedTypes?.createPolicy('waymark', {
  createScriptURL(address) {
    if (new URL(address, location).origin !== location.origin) throw new TypeError('not of this site');
    return address;
  },
});

/** An address of this site, as `new Worker` and the service worker's registration take it. */
export const workerAddress = (address) => policy?.createScriptURL(address) ?? address;
