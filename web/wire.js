// The packed messages between the page and the module, little endian, back to back:
//   u8, u16, u32, u64, f32 · text and bytes: u32 length, then UTF-8 or the bytes
// The other end is app/platform/web_wire.h (messages) and app/ui/mirror.h (mirror).

const utf8 = new TextDecoder();
const toUtf8 = new TextEncoder();
const TWO_TO_32 = 2 ** 32;

/** Reads one packed buffer. What it returns is copied: the buffer may be the module's memory, which moves. */
export class Reader {
  #bytes;
  #view;
  #at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done() { return this.#at >= this.#bytes.length; }

  u8() { return this.#view.getUint8(this.#at++); }
  u16() { return this.#view.getUint16(this.#step(2), true); }
  u32() { return this.#view.getUint32(this.#step(4), true); }
  /** As a number: ids count up from 1 and instants are milliseconds, both far below 2^53. */
  u64() { return this.u32() + this.u32() * TWO_TO_32; }
  f32() { return this.#view.getFloat32(this.#step(4), true); }
  bytes() { return this.#part().slice(); }
  text() { return utf8.decode(this.#part()); }

  #step(size) {
    const at = this.#at;
    this.#at += size;
    return at;
  }

  #part() {
    const length = this.u32();
    return this.#bytes.subarray(this.#at, this.#at += length);
  }
}

/** Builds one packed buffer; each call returns the writer. */
export class Writer {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  u8(value) {
    const at = this.#grow(1);
    this.#view.setUint8(at, value);
    return this;
  }
  u32(value) {
    const at = this.#grow(4);
    this.#view.setUint32(at, value, true);
    return this;
  }
  u64(value) { return this.u32(value % TWO_TO_32).u32(Math.floor(value / TWO_TO_32)); }
  bytes(value) {
    this.u32(value.length);
    const at = this.#grow(value.length);
    this.#bytes.set(value, at);
    return this;
  }
  text(value) { return this.bytes(toUtf8.encode(value)); }

  /** A view of what was written, valid until the next write. */
  get result() { return this.#bytes.subarray(0, this.#length); }

  /** Makes room; the buffer and its view may be others afterwards. */
  #grow(size) {
    const at = this.#length;
    this.#length += size;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return at;
  }
}
