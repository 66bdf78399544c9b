// Goal: what one end packs, the other reads, with lengths in bytes and ids beyond 32 bits.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reader, Writer } from '../../web/wire.js';

test('what is written is read again', () => {
  const bytes = new Uint8Array(3000).map((_, i) => i % 251);
  const { result } = new Writer()
    .u8(7)
    .u32(0xffffffff)
    .u64(2 ** 40 + 5)
    .text('naïve سلام 😀')
    .bytes(bytes)
    .text('');
  const from = new Reader(result);
  assert.equal(from.u8(), 7);
  assert.equal(from.u32(), 0xffffffff);
  assert.equal(from.u64(), 2 ** 40 + 5);
  assert.equal(from.text(), 'naïve سلام 😀');
  assert.deepEqual(from.bytes(), bytes);
  assert.equal(from.text(), '');
  assert.ok(from.done);
});

test('numbers are little endian', () => {
  assert.deepEqual([...new Writer().u32(0x01020304).u64(258).result], [4, 3, 2, 1, 2, 1, 0, 0, 0, 0, 0, 0]);
});

test('a reader of a part of the memory reads that part, and what it gives away is a copy', () => {
  const memory = new Uint8Array(64);
  memory.set(new Writer().bytes(Uint8Array.of(1, 2, 3)).result, 11);
  const bytes = new Reader(memory.subarray(11, 18)).bytes();
  memory.fill(0);
  assert.deepEqual([...bytes], [1, 2, 3]);
});

test('a text that claims more than there is ends the reading', () => {
  const from = new Reader(Uint8Array.of(9, 0, 0, 0, 65));
  assert.equal(from.text(), 'A');
  assert.ok(from.done);
  assert.throws(() => from.u8(), RangeError);
});
