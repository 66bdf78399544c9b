// Goal: Shift three times leaves, and writing in capitals does not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listen } from '../../web/leave.js';

/** How often it leaves when these keys are pressed, each at its time in ms. */
function leaves(...presses) {
  const target = new EventTarget();
  let left = 0;
  listen(() => { ++left; }, { target });
  for (const [key, timeStamp, repeat = false] of presses) {
    const event = new Event('keydown');
    for (const [name, value] of Object.entries({ key, timeStamp, repeat })) Object.defineProperty(event, name, { value });
    target.dispatchEvent(event);
  }
  return left;
}

test('Shift three times leaves, once', () => {
  assert.equal(leaves(['Shift', 0], ['Shift', 300]), 0);
  assert.equal(leaves(['Shift', 0], ['Shift', 300], ['Shift', 600]), 1);
});

test('a word in capitals does not', () => {
  assert.equal(leaves(['Shift', 0], ['A', 100], ['Shift', 300], ['B', 400], ['Shift', 600], ['C', 700]), 0);
});

test('nor a key that is held, nor three in a quarter of an hour', () => {
  assert.equal(leaves(['Shift', 0], ['Shift', 30, true], ['Shift', 60, true], ['Shift', 90, true]), 0);
  assert.equal(leaves(['Shift', 0], ['Shift', 300_000], ['Shift', 900_000]), 0);
});
