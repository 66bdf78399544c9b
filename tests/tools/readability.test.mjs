// Goal: the reading age that we hold our words to is counted right.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const { count, grade, syllables } = createRequire(import.meta.url)('../../tools/readability.js');

const SPOKEN = {
  1: 'the a plan asked changed saved kept likes times makes year eye eight phone phones safe used home shared',
  2: 'review council promise wanted needed money because table little quiet being something statement careful reading saying',
  3: 'adviser personal promises area ideas allowance entitled decision everyone suggestion created advocate already whoever',
  4: 'education information entitlement apprenticeship eligible independent society experience usually January situation',
  5: 'university association individual',
};

for (const [number, words] of Object.entries(SPOKEN)) {
  test(`Words of ${number}: ${words}`, () => {
    for (const word of words.split(' ')) assert.equal(syllables(word), Number(number), word);
  });
}

test('A name’s ’s and accents are not spoken apart', () => {
  assert.equal(syllables('Sam’s'), 1);
  assert.equal(syllables('café'), 2);
});

test('Sentences end at full stops, question marks and colons, and at the end of a text without one', () => {
  assert.deepEqual(count('Your review is late. Ask Sam: is it soon?'), { words: 9, sentences: 3, syllables: 10 });
  assert.equal(count('About Waymark').sentences, 1);
  assert.equal(count('It costs £3,000.50 at 9:30.').sentences, 1);
});

test('The grade is that of the published formula', () => {
  // 0.39 × 10 + 11.8 × 1.5 − 15.59
  assert.ok(Math.abs(grade({ words: 20, sentences: 2, syllables: 30 }) - 6.01) < 0.001);
});
