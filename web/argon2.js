// A worker that does the work of a PIN, so that the screen goes on meanwhile. One question, one answer, and it ends: the
// memory goes with it.
//   in:  {module: the address of argon2.wasm, pin, salt: Uint8Array, memory_kib, passes}
//   out: {key: Uint8Array, empty if there was too little memory; took_ms}

// What the C library would ask of a system: there is none.
const nothing = new Proxy({}, { get: () => () => 0 });

async function stretch({ module, pin, salt, memory_kib, passes }) {
  const { instance } = await WebAssembly.instantiateStreaming(fetch(module), { env: nothing });
  const { memory, _initialize, ...its } = instance.exports;
  _initialize();
  const put = (bytes, at) => new Uint8Array(memory.buffer).set(bytes, at);
  put(pin, its.pin());
  put(salt, its.salt());
  const begun_ms = performance.now();
  const failed = its.stretch(pin.length, memory_kib, passes);
  const took_ms = Math.round(performance.now() - begun_ms);
  const at = its.key();
  return { key: failed ? new Uint8Array() : new Uint8Array(memory.buffer).slice(at, at + 32), took_ms };
}

onmessage = ({ data }) => stretch(data).catch(() => ({ key: new Uint8Array(), took_ms: 0 })).then((answer) => postMessage(answer));
