// Packs changes of the mirror as app/ui/mirror.cpp does; runs in the page.
//
//   pack(add(1, 'main', { name: 'Today' }), add(2, 'button', { name: 'Call', parent: 1 }), focus(2))
import { ROLES, STATE } from '/web/roles.js';

const INPUTS = ['none', 'text', 'name', 'phone', 'email', 'search', 'date', 'number'];

class Bytes {
  list = [];
  number(size, value, float = false) {
    const view = new DataView(new ArrayBuffer(size));
    if (float) view.setFloat32(0, value, true);
    else if (size === 1) view.setUint8(0, value);
    else if (size === 2) view.setUint16(0, value, true);
    else view.setUint32(0, value, true);
    this.list.push(...new Uint8Array(view.buffer));
    return this;
  }
  text(value) {
    const bytes = new TextEncoder().encode(value);
    this.number(4, bytes.length);
    this.list.push(...bytes);
    return this;
  }
  fields(
    role,
    {
      level = 0,
      state = [],
      input = 'none',
      position = 0,
      setSize = 0,
      rect = [0, 0, 100, 44],
      text = [0, 0],
      name = '',
      value = '',
      description = '',
      lang = '',
      href = '',
    },
  ) {
    this.number(1, ROLES.indexOf(role))
      .number(1, level)
      .number(
        2,
        state.reduce((bits, s) => bits | STATE[s], 0),
      );
    this.number(1, INPUTS.indexOf(input)).number(2, position).number(2, setSize);
    for (const v of [...rect, ...text]) this.number(4, v, true);
    for (const words of [name, value, description, lang, href]) this.text(words);
    return this;
  }
}

const op = (kind) => new Bytes().number(1, kind);
export const add = (id, role, more = {}) =>
  op(1)
    .number(4, id)
    .number(4, more.parent ?? 0)
    .number(4, more.before ?? 0)
    .fields(role, more);
export const set = (id, role, more = {}) => op(2).number(4, id).fields(role, more);
export const move = (id, parent, before = 0) => op(3).number(4, id).number(4, parent).number(4, before);
export const remove = (id) => op(4).number(4, id);
export const focus = (id) => op(5).number(4, id);
export const announce = (text, assertive = false, lang = '') =>
  op(6)
    .number(1, assertive ? 1 : 0)
    .text(text)
    .text(lang);
export const scroll = (id, offset) => op(7).number(4, id).number(4, offset, true);
export const describe = (title, lang, rtl) =>
  op(8)
    .text(title)
    .text(lang)
    .number(1, rtl ? 1 : 0);
export const pack = (...ops) => Uint8Array.from(ops.flatMap(({ list }) => list));

/** A mirror in this page, and what it told. */
export async function makeMirror() {
  const { Mirror } = await import('/web/mirror.js');
  const { Announcer } = await import('/web/announcer.js');
  const byId = (id) => document.getElementById(id);
  const told = [];
  const mirror = new Mirror(byId('mirror'), new Announcer(byId('polite'), byId('assertive')), (event) =>
    told.push(event),
  );
  return { mirror, told, apply: (...ops) => mirror.apply(pack(...ops)) };
}
