// Says things to a screen reader through two live regions that stand in the page from its start: regions that come
// with their first words are often not read. Messages follow each other with a gap, and a repeated one differs by a
// space that is not heard, or it would be no change and not be read.
const GAP_MS = 150;
const REPEAT = '\u00a0';

export class Announcer {
  #regions;
  #queue = [];
  #timer = 0;

  /** @param {HTMLElement} polite @param {HTMLElement} assertive */
  constructor(polite, assertive) {
    this.#regions = [polite, assertive];
  }

  /** @param {string} lang when it is not the page's, else empty */
  say(text, assertive, lang = '') {
    this.#queue.push({ region: this.#regions[assertive ? 1 : 0], text, lang });
    if (!this.#timer) this.#timer = setTimeout(() => this.#next(), GAP_MS);
  }

  #next() {
    const { region, text, lang } = this.#queue.shift();
    if (lang) region.lang = lang;
    else region.removeAttribute('lang');
    region.textContent = region.textContent === text ? text + REPEAT : text;
    this.#timer = this.#queue.length ? setTimeout(() => this.#next(), GAP_MS) : 0;
  }
}
