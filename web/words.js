// Words that the bundled font does not cover, shaped and drawn by the browser with the phone's own fonts.
// app/platform/web_words.h keeps the atlas: it asks for a word's size, finds a place, and asks to draw it there.

import { FAMILY } from './fonts.js';

export const FONTS = `system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "${FAMILY}", sans-serif`;
const PAD_PX = 1;  // device px around the ink: smoothing reaches a little further than the bounds say
const REMEMBERED_MAX = 4000;

// Nothing but signs that a phone draws in colour: a word with letters among them is drawn in the colour of the text.
const EMOJI = new RegExp('^(?:\\p{Emoji_Presentation}|\\p{Emoji}\\uFE0F|[0-9#*]\\uFE0F?\\u20E3|\\p{Emoji_Modifier}|' +
  '\\p{Regional_Indicator}|[\\u200D\\uFE0F]|[\\u{E0020}-\\u{E007F}])+$', 'u');

export class Words {
  #canvas = document.createElement('canvas');
  // In ordinary memory: drawn there, copied once.
  #context = this.#canvas.getContext('2d', { willReadFrequently: true });
  #advances = new Map();
  #ready = null;
  #fonts;

  /** @param {{need: (words: string) => void}} fonts told of each word before it is measured for the first time */
  constructor(fonts = { need() {} }) {
    this.#fonts = fonts;
  }

  /** There are other fonts now. */
  forget() {
    this.#advances.clear();
  }

  /** Advance in CSS px. */
  measure(word, size_px, semibold, rtl, lang, ratio) {
    const key = `${size_px} ${semibold} ${rtl} ${lang} ${ratio} ${word}`;
    let advance = this.#advances.get(key);
    if (advance === undefined) {
      this.#fonts.need(word);
      this.#use(size_px * ratio, semibold, rtl, lang);
      advance = this.#context.measureText(word).width / ratio;
      if (this.#advances.size >= REMEMBERED_MAX) this.#advances.clear();
      this.#advances.set(key, advance);
    }
    return advance;
  }

  /** The image that `draw` will make, in device px: {left, top, width, height, coloured}; left and top from the pen. */
  prepare(word, size_px, semibold, rtl, lang, ratio) {
    this.#use(size_px * ratio, semibold, rtl, lang);
    const m = this.#context.measureText(word);
    // The pen stands at the word's left edge in either direction: the layout has put it there.
    const left = Math.ceil(m.actualBoundingBoxLeft) + PAD_PX;
    const right = Math.ceil(m.actualBoundingBoxRight) + PAD_PX;
    const top = Math.ceil(m.actualBoundingBoxAscent) + PAD_PX;
    const bottom = Math.ceil(m.actualBoundingBoxDescent) + PAD_PX;
    const image = { left: -left, top, width: left + right, height: top + bottom, coloured: EMOJI.test(word) };
    this.#ready = { word, size_px, semibold, rtl, lang, ratio, ...image };
    return image;
  }

  /** Draws the prepared word and copies it to x, y of the bound texture. */
  draw(gl, x, y) {
    const { word, left, top, width, height, size_px, semibold, rtl, lang, ratio } = this.#ready;
    if (this.#canvas.width < width || this.#canvas.height < height) {
      this.#canvas.width = Math.max(this.#canvas.width, width);  // empties it and forgets its settings
      this.#canvas.height = Math.max(this.#canvas.height, height);
      this.#use(size_px * ratio, semibold, rtl, lang);
    } else {
      this.#context.clearRect(0, 0, width, height);
    }
    this.#context.fillText(word, -left, top);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
    gl.pixelStorei(gl.UNPACK_ROW_LENGTH, 0);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);  // as Dear ImGui blends
    gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, width, height, gl.RGBA, gl.UNSIGNED_BYTE, this.#canvas);
  }

  #use(size, semibold, rtl, lang) {
    const c = this.#context;
    c.font = `${semibold ? 600 : 400} ${size}px ${FONTS}`;
    c.direction = rtl ? 'rtl' : 'ltr';
    c.textAlign = 'left';
    c.textBaseline = 'alphabetic';
    c.fillStyle = '#fff';
    c.fontKerning = 'normal';
    c.textRendering = 'geometricPrecision';
    if ('lang' in c) c.lang = lang;
    else this.#canvas.lang = lang;
  }
}
