// Goal: who finds reading hard hears a card at a tap, in the voices of the phone, and it is quiet when they leave.
// Method: a speech synthesis that says nothing and keeps what it was given; each sentence ends when the test says so.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Stage } from './stage.mjs';

let stage;
before(async () => { stage = await Stage.start(); });
after(async () => { await stage?.stop(); });

function fakeSpeech(languages) {
  class Utterance { constructor(text) { this.text = text; } }
  class Synthesis extends EventTarget {
    voices = [];
    said = [];
    current = null;
    getVoices() { return this.voices; }
    speak(utterance) {
      // A browser speaks only in answer to somebody: the first sentence while a tap or a click is handled.
      this.said.push({ text: utterance.text, lang: utterance.lang, during: window.event?.type ?? '' });
      this.current = utterance;
    }
    cancel() { this.current = null; }
  }
  const speech = new Synthesis();
  Object.defineProperty(window, 'speechSynthesis', { value: speech });
  window.SpeechSynthesisUtterance = Utterance;
  window.voicesCome = () => {
    speech.voices = languages.map((lang) => ({ name: lang, lang, localService: true }));
    speech.dispatchEvent(new Event('voiceschanged'));
  };
}

async function open(person, languages) {
  const phone = await stage.newPhone();
  await phone.page.addInitScript(fakeSpeech, languages);
  await phone.goto(stage.links.get(person));
  await phone.find('heading', /./, { level: 1 });
  return phone;
}
const said = (phone) => phone.page.evaluate(() => window.speechSynthesis.said);
const speaks = (phone) => phone.page.evaluate(() => window.speechSynthesis.current !== null);
const voicesCome = async (phone) => {
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));  // what can wait has been done
  await phone.page.evaluate(() => window.voicesCome());
};
/// Lets everything be said, sentence after sentence.
const hearAll = (phone) => phone.page.evaluate(() => {
  for (let i = 0; window.speechSynthesis.current && i < 100; ++i) window.speechSynthesis.current.onend();
});
const openHome = async (jade) => {
  await jade.place('My plan');
  await jade.press('button', /My home/);
  await jade.find('heading', 'My home', { level: 1 });
};

test('A card is heard when its button is touched, sentence by sentence, and then the button is there again', async () => {
  const jade = await open('Jade Carter', ['en-US', 'en-GB']);
  await openHome(jade);
  assert.equal(await jade.page.getByRole('button', { name: 'Read aloud' }).count(), 0, 'there is no voice yet');
  await voicesCome(jade);
  await jade.tap('button', 'Read aloud: How it is now');
  await jade.find('button', 'Stop reading');
  assert.deepEqual((await said(jade))[0], { text: 'How it is now', lang: 'en-GB', during: 'pointerup' });
  assert.equal((await said(jade)).length, 1);
  await hearAll(jade);
  await jade.gone('button', 'Stop reading');
  const now = await jade.page.getByRole('heading', { name: 'How it is now' }).evaluate((e) => e.parentElement.querySelector('p').textContent);
  assert.equal((await said(jade)).map(({ text }) => text).join(' '), `How it is now ${now}`);
  assert.deepEqual(await jade.page.evaluate(() => ['polite', 'assertive'].map((id) => document.getElementById(id).textContent)), ['', ''], 'a screen reader is not talked over');
  assert.deepEqual(jade.errors, []);
});

test('The keyboard starts and stops it, and it keeps the focus', async () => {
  const jade = await open('Jade Carter', ['en-GB']);
  await voicesCome(jade);
  const button = await (await jade.find('button', 'Read aloud: What happens next')).elementHandle();
  await button.focus();
  await jade.page.keyboard.press('Enter');
  await jade.find('button', 'Stop reading');
  assert.ok(await speaks(jade));
  assert.ok(await button.evaluate((e) => e === document.activeElement));
  await jade.page.keyboard.press('Enter');
  await jade.find('button', 'Read aloud: What happens next');
  assert.ok(!await speaks(jade));
});

test('It ends with its screen, when the page is hidden, and when another begins', async () => {
  const jade = await open('Jade Carter', ['en-GB']);
  await voicesCome(jade);
  await jade.press('button', 'Read aloud: What happens next');
  await jade.press('button', 'Read aloud: Your next steps');
  await jade.find('button', 'Read aloud: What happens next');
  assert.equal((await said(jade)).at(-1).text, 'Your next steps');
  await jade.press('button', 'My plan');
  await jade.find('heading', 'My plan', { level: 1 });
  assert.ok(!await speaks(jade));
  await jade.press('button', 'Read aloud: My next review');
  assert.ok(await speaks(jade));
  await jade.page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  assert.ok(!await speaks(jade));
});

test('No frame is drawn while it speaks', async () => {
  const jade = await open('Jade Carter', ['en-GB']);
  await voicesCome(jade);
  await jade.press('button', 'Read aloud: What happens next');
  await jade.find('button', 'Stop reading');
  await jade.still();
  await jade.page.waitForTimeout(1000);
  const drawn = await jade.page.evaluate(() => window.frames_.drawn);
  await jade.page.waitForTimeout(3000);
  assert.equal(await jade.page.evaluate(() => window.frames_.drawn), drawn);
});

test('Within Arabic, what the council wrote in English is said in English', async () => {
  const yusuf = await open('Yusuf Haddad', ['ar-EG', 'en-GB']);
  await voicesCome(yusuf);
  await yusuf.page.getByRole('navigation').getByRole('button').nth(2).evaluate((e) => e.click());
  await yusuf.press('button', /A deposit and someone to back you/);
  await yusuf.find('heading', /A deposit and someone/, { level: 1 });
  await yusuf.press('button', /اقرأ.*كيف/);
  await hearAll(yusuf);
  const languages = new Set((await said(yusuf)).map(({ text, lang }) => `${/\p{Script=Arabic}/u.test(text) ? 'Arabic' : 'Latin'} ${lang}`));
  assert.deepEqual([...languages].sort(), ['Arabic ar-EG', 'Latin en-GB']);
  assert.deepEqual(yusuf.errors, []);
});

test('A phone without a voice for the words has no button', async () => {
  const yusuf = await open('Yusuf Haddad', ['en-GB']);
  await voicesCome(yusuf);
  await yusuf.still();
  assert.equal(await yusuf.page.getByRole('button', { name: /اقرأ/ }).count(), 0);
});
