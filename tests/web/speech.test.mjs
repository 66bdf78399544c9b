// Goal: words are read aloud by a voice of their language that is on the phone, one sentence after the other, and
// silence means silence. Method: a synthesis that says nothing and ends when the test says so.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Speech, sentences } from '../../web/speech.js';

class Utterance {
  constructor(text) {
    this.text = text;
  }
}

class Synthesis extends EventTarget {
  voices = [];
  said = [];
  current = null;
  getVoices() {
    return this.voices;
  }
  speak(utterance) {
    this.said.push(`[${utterance.voice.name} ${utterance.lang}] ${utterance.text}`);
    this.current = utterance;
  }
  /** As browsers do: what is cut off tells of it, later. */
  cancel() {
    const cut = this.current;
    this.current = null;
    this.late = () => cut?.onerror({ error: 'interrupted' });
  }
  finish() {
    this.current.onend();
  }
}

const voice = (name, lang, more = {}) => ({ name, lang, localService: true, ...more });
const british = voice('Kate', 'en-GB');
const american = voice('Samantha', 'en-US', { default: true });
const saudi = voice('Majed', 'ar-SA');
const far = voice('Cloud', 'en-GB', { localService: false });

let synthesis, told, ended, speech;
beforeEach(() => {
  synthesis = new Synthesis();
  told = [];
  ended = [];
  speech = new Speech(
    { voices: (languages) => told.push(languages), spoken: (number) => ended.push(number) },
    { speechSynthesis: synthesis, SpeechSynthesisUtterance: Utterance },
  );
});

test('tells the languages that have a voice on the phone, when they come and when they change', () => {
  speech.watch();
  assert.deepEqual(told, [], 'there are none yet');
  synthesis.voices = [american, far, british, saudi];
  synthesis.dispatchEvent(new Event('voiceschanged'));
  synthesis.dispatchEvent(new Event('voiceschanged'));
  assert.deepEqual(told, [['ar', 'en']]);
  synthesis.voices = [far];
  synthesis.dispatchEvent(new Event('voiceschanged'));
  assert.deepEqual(told.at(-1), [], 'a voice that is not on the phone would hear the plan');
});

test('a browser that cannot speak is asked for nothing', () => {
  const silent = new Speech({ voices: () => assert.fail(), spoken: (number) => ended.push(number) }, {});
  silent.watch();
  silent.speak(1, [{ language: 'en', text: 'Hello.' }]);
  silent.stop();
  assert.deepEqual(ended, [1]);
});

test('the very language comes before another of its kind, British English before any, Android writes tags its way', () => {
  synthesis.voices = [far, american, british, voice('Layla', 'ar_EG'), saudi];
  speech.speak(1, [{ language: 'en', text: 'One.' }]);
  speech.speak(2, [{ language: 'en-US', text: 'Two.' }]);
  speech.speak(3, [{ language: 'ar-SA', text: 'ثلاثة.' }]);
  speech.speak(4, [{ language: 'ar', text: 'أربعة.' }]);
  assert.deepEqual(synthesis.said, [
    '[Kate en-GB] One.',
    '[Samantha en-US] Two.',
    '[Majed ar-SA] ثلاثة.',
    '[Layla ar-EG] أربعة.',
  ]);
});

test('says sentence after sentence, each part in its language, and tells the end once', () => {
  synthesis.voices = [british, saudi];
  speech.speak(7, [
    { language: 'en', text: 'The lock is mended. Sam came.' },
    { language: 'ar', text: '\u200fأريد \u2068بابًا\u2069.' },
  ]);
  assert.equal(synthesis.said.length, 1, 'the next waits for the end of this one');
  for (let i = 0; i < 3; ++i) synthesis.finish();
  assert.deepEqual(synthesis.said, ['[Kate en-GB] The lock is mended.', '[Kate en-GB] Sam came.', '[Majed ar-SA] أريد بابًا.']);
  assert.deepEqual(ended, [7]);
});

test('what is stopped or replaced says no more and tells no end', () => {
  synthesis.voices = [british];
  const long = [{ language: 'en', text: 'One. Two.' }];
  speech.speak(1, long);
  speech.speak(2, long);
  synthesis.late();
  assert.deepEqual(ended, []);
  speech.stop();
  synthesis.late();
  assert.deepEqual(ended, []);
  assert.equal(synthesis.said.length, 2);
});

test('an engine that fails ends it', () => {
  synthesis.voices = [british];
  speech.speak(3, [{ language: 'en', text: 'One. Two.' }]);
  synthesis.current.onerror({ error: 'synthesis-failed' });
  assert.deepEqual(ended, [3]);
  assert.equal(synthesis.said.length, 1);
});

test('no piece is longer than a breath, and none breaks a word', () => {
  const clause = 'one thing that somebody does for you, ';
  const text = `${clause.repeat(20)}and that is all. A word of its own.`;
  const parts = sentences(text, 'en');
  assert.ok(parts.every((part) => part.length <= 180));
  assert.equal(parts.join(' '), text);
  assert.ok(parts[0].endsWith(','));
  assert.deepEqual(sentences(`${'x'.repeat(400)}`, 'en').map((part) => part.length), [180, 180, 40]);
  assert.deepEqual(sentences('  ', 'en'), []);
});
