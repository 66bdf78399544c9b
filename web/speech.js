// Reads words aloud, with the voices that are on this phone. A voice that is not would send a person's plan to its maker.
//
//   const speech = new Speech({ voices, spoken });
//   speech.watch();                                           // -> voices(['en', 'ar']), now and when they change
//   speech.speak(7, [{ language: 'en', text: 'Hello.' }]);    // -> spoken(7) at the end of it
//   speech.stop();                                            // and no `spoken`
//
// Browsers begin to speak only while they handle a tap or a key: `speak` does at once. One sentence is said after the
// other: Chromium falls silent after about 15 seconds of one utterance and tells nobody (crbug.com/335907).

const SENTENCE_MAX = 180;  // letters: some 12 seconds
const PREFERRED = { en: 'en-GB' };  // plain English here is British
const UNHEARD = /[\u200e\u200f\u2066-\u2069]/g;  // marks of direction: some voices name them

const tagOf = (voice) => voice.lang.replaceAll('_', '-');  // Android
const primary = (tag) => tag.split('-')[0].toLowerCase();

export class Speech {
  #synthesis;
  #Utterance;
  #voices;
  #spoken;
  #told = '';
  #number = 0;   // of what is being said; 0: silence
  #queue = [];   // [{voice, text}]
  #saying = null;  // kept, or browsers forget its events with it

  /** @param {{voices: (languages: string[]) => void, spoken: (number: number) => void}} tell
   *  @param {{speechSynthesis?: SpeechSynthesis, SpeechSynthesisUtterance?: typeof SpeechSynthesisUtterance}} browser */
  constructor({ voices, spoken }, { speechSynthesis, SpeechSynthesisUtterance } = globalThis) {
    this.#voices = voices;
    this.#spoken = spoken;
    this.#synthesis = SpeechSynthesisUtterance ? speechSynthesis : undefined;
    this.#Utterance = SpeechSynthesisUtterance;
  }

  watch() {
    if (!this.#synthesis) return;
    this.#synthesis.addEventListener?.('voiceschanged', () => this.#tellVoices());
    this.#tellVoices();
  }

  speak(number, parts) {
    this.stop();
    this.#number = number;
    for (const { language, text } of parts) {
      const voice = this.#voiceOf(language);
      if (!voice) continue;
      for (const sentence of sentences(text.replace(UNHEARD, ''), language)) this.#queue.push({ voice, text: sentence });
    }
    this.#next();
  }

  stop() {
    if (this.#number === 0) return;
    this.#number = 0;
    this.#queue = [];
    this.#saying = null;
    this.#synthesis?.cancel();
  }

  #next() {
    const sentence = this.#queue.shift();
    if (!sentence) {
      this.#end();
      return;
    }
    const utterance = new this.#Utterance(sentence.text);
    utterance.voice = sentence.voice;
    utterance.lang = tagOf(sentence.voice);
    utterance.onend = () => { if (utterance === this.#saying) this.#next(); };
    utterance.onerror = () => { if (utterance === this.#saying) this.#end(); };
    this.#saying = utterance;
    this.#synthesis.speak(utterance);
  }

  #end() {
    const number = this.#number;
    this.#number = 0;
    this.#queue = [];
    this.#saying = null;
    this.#spoken(number);
  }

  #offline() { return this.#synthesis?.getVoices().filter((voice) => voice.localService) ?? []; }

  /** The very language first, then what is closest to it. */
  #voiceOf(language) {
    const wanted = PREFERRED[language] ?? language;
    const able = this.#offline().filter((voice) => primary(tagOf(voice)) === primary(language));
    return able.find((voice) => tagOf(voice).toLowerCase() === wanted.toLowerCase())
      ?? able.find((voice) => voice.default) ?? able[0];
  }

  #tellVoices() {
    const languages = [...new Set(this.#offline().map((voice) => primary(tagOf(voice))))].sort();
    if (languages.join() === this.#told) return;
    this.#told = languages.join();
    this.#voices(languages);
  }
}

/** Sentences, the longest of them in pieces that end with a word. */
export function sentences(text, language) {
  const found = Intl.Segmenter
    ? [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)].map(({ segment }) => segment)
    : text.split(/(?<=[.!?\u061f\u06d4])\s+/u);
  return found.flatMap((sentence) => pieces(sentence.trim())).filter(Boolean);
}

function pieces(sentence) {
  const out = [];
  let rest = sentence;
  while (rest.length > SENTENCE_MAX) {
    const end = Math.max(rest.lastIndexOf(', ', SENTENCE_MAX) + 1, 0) || rest.lastIndexOf(' ', SENTENCE_MAX);
    const at = end > 0 ? end : SENTENCE_MAX;
    out.push(rest.slice(0, at));
    rest = rest.slice(at).trim();
  }
  return [...out, rest];
}
