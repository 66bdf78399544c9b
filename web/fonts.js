// Fonts for the scripts that this phone cannot write. Nothing is fetched while it can: a phone that is sold where a
// script is read has it, but a second-hand phone here may not.
//
//   const fonts = new ScriptFonts({ loaded: () => …draw again… });
//   fonts.need('ሰላም');           // when words are about to be drawn: fetches the font if there is none
//   await fonts.ready('ti');      // before a language is shown: its letters are there, or cannot be had
import { fetchKept } from './kept.js';

/** What style.css and words.js name after the phone's own fonts. */
export const FAMILY = 'Waymark scripts';

// By ISO 15924, as in the names of tools/pack; letters that differ in width in every font that has them.
const SCRIPTS = {
  Arab: { letters: 'اسمو', of: /\p{Script=Arabic}/u },
  Beng: { letters: 'অকগম', of: /\p{Script=Bengali}/u },
  Ethi: { letters: 'ሀለሐመ', of: /\p{Script=Ethiopic}/u },
};
const UNASSIGNED = '\u0378';  // what stands for it stands for every letter that is missing

function scriptOf(language) {
  try {
    return new Intl.Locale(language).maximize().script;
  } catch {
    return undefined;  // not a language tag
  }
}

export class ScriptFonts {
  #loaded;
  #context = document.createElement('canvas').getContext('2d');
  #asked = new Map();  // script -> promise

  /** @param {{loaded: () => void}} told loaded: words drawn until now may look and measure differently */
  constructor({ loaded }) {
    this.#loaded = loaded;
  }

  need(words) {
    for (const [script, { of }] of Object.entries(SCRIPTS)) if (of.test(words)) this.#ask(script);
  }

  async ready(language) {
    await this.#ask(scriptOf(language));
  }

  async #ask(script) {
    if (!(script in SCRIPTS)) return;
    if (!this.#asked.has(script)) this.#asked.set(script, this.#lacks(script) ? this.#fetch(script) : null);
    await this.#asked.get(script);
  }

  /** Signs for missing letters are all equally wide; comparing pictures would be disturbed by fingerprint protection. */
  #lacks(script) {
    this.#context.font = '400 100px system-ui, sans-serif';
    const widths = [...SCRIPTS[script].letters, UNASSIGNED].map((letter) => this.#context.measureText(letter).width);
    return new Set(widths).size === 1;
  }

  async #fetch(script) {
    const known = document.querySelector(`link[data-part="script"][data-script="${script}"]`);
    if (!known) return;
    try {
      const response = await fetchKept(known.href);
      if (!response.ok) return;
      const font = new FontFace(FAMILY, await response.arrayBuffer(), { unicodeRange: known.dataset.range });
      document.fonts.add(await font.load());
      this.#loaded();
    } catch {
      addEventListener('online', () => this.#fetch(script), { once: true });
    }
  }
}
