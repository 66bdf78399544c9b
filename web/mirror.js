// The mirror: real elements over the canvas, one for each node of the semantic tree, at the same places.
//
//   const mirror = new Mirror(root, announcer, (event) => …);   // {kind, id, visible, text}: app/ui/mirror.h
//   mirror.apply(bytes);                                         // the packed changes of one frame
//
// Screen readers and keyboards act on these elements; fingers and mice act on the canvas below, for the elements let
// them through. Text fields are the exception: the one that has the focus is seen and touched. All text goes in as
// text, never as markup. The module decides what is focused, checked or typed: what a person does here is only told.
import { Reader } from './wire.js';
import { STATE, attributesOf, isTextField, nameOf, readFields, shapeOf } from './roles.js';

const TAKES_FOCUS = new Set(['button', 'link', 'checkbox', 'radio', 'text_field', 'text_area',
  'search_field']);
const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
const STILL_SCROLLING_MS = 120;
const ECHOES_MAX = 32;  // letters typed before the module has shown the first of them

/** One element. `content` holds its children: the element itself, or what moves inside a scroller. */
class Node {
  parent = null;
  text = null;
  sent = [];  // values of a text field that the module was told and has not shown again yet

  constructor(id, fields) {
    this.id = id;
    this.fields = fields;
    this.build();
  }

  get role() { return this.fields.role; }
  get disabled() { return (this.fields.state & STATE.disabled) !== 0; }
  get checked() { return (this.fields.state & STATE.checked) !== 0; }

  build() {
    this.shape = shapeOf(this.fields);
    this.element = document.createElement(this.shape.tag);
    if (this.shape.tag === 'button') this.element.type = 'button';
    if (this.shape.type) this.element.type = this.shape.type;
    if (isTextField(this.fields)) this.element.className = 'field';
    this.attributes = {};
    this.text = null;
    this.content = this.element;
    if (this.role === 'scroller') {
      this.element.className = 'scroller';
      this.content = this.element.appendChild(document.createElement('div'));
    }
    this.show();
  }

  /** Takes new fields; returns the element that was replaced, when the shape asks for another one. */
  set(fields) {
    this.fields = fields;
    const shape = shapeOf(fields);
    if (shape.tag === this.shape.tag && shape.type === this.shape.type) {
      this.show();
      return null;
    }
    const { element: old, content } = this;
    const children = [...content.children];
    this.build();
    this.content.append(...children);
    old.replaceWith(this.element);
    return old;
  }

  show() {
    const wanted = attributesOf(this.fields);
    for (const [name, value] of Object.entries(wanted)) {
      if ((this.attributes[name] ?? null) === value) continue;
      if (value === null) this.element.removeAttribute(name);
      else this.element.setAttribute(name, value);
    }
    this.attributes = wanted;
    if (nameOf(this.fields) === 'text') this.showText();
    if (this.role === 'checkbox') this.element.checked = this.checked;
    if (!isTextField(this.fields)) return;
    const { text_px, line_px } = this.fields;  // as they are drawn at rest: words do not jump under who begins to write
    this.element.style.fontSize = text_px ? `${text_px}px` : '';
    this.element.style.lineHeight = line_px ? `${line_px}px` : '';
    this.showValue();
  }

  /** The name stands before the children, so that it can change without them. */
  showText() {
    if (this.text) {
      if (this.text.data !== this.fields.name) this.text.data = this.fields.name;
    } else if (this.fields.name) {
      this.text = document.createTextNode(this.fields.name);
      this.content.prepend(this.text);
    }
  }

  /** While someone types, the module is a frame behind: a value that it got from here is an echo, any other its own. */
  showValue() {
    const { element, fields: { value } } = this;
    if (element === document.activeElement) {
      const echo = this.sent.indexOf(value);
      if (echo >= 0) {
        this.sent.splice(0, echo + 1);
        return;
      }
    }
    this.sent.length = 0;
    if (element.value !== value) element.value = value;
  }

  /** Rectangles count from the page, or from the content of the scroller around them; elements from their parent. */
  place() {
    const { x, y, width, height } = this.fields;
    const inside = this.parent && this.parent.role !== 'scroller' ? this.parent.fields : { x: 0, y: 0 };
    const { style } = this.element;
    style.left = `${x - inside.x}px`;
    style.top = `${y - inside.y}px`;
    style.width = `${width}px`;
    style.height = `${height}px`;
  }
}

export class Mirror {
  #root;
  #announcer;
  #send;
  #nodes = new Map();       // by id
  #of = new WeakMap();      // by element
  #dialogs = new Set();
  #groups = new Set();      // of radios
  #fields = new Set();
  #inert = new Set();       // elements
  #applying = false;        // focus moves now are the module's own: it is not told of them
  #tapped = false;
  #scrolled_ms = -Infinity;

  constructor(root, announcer, send) {
    this.#root = root;
    this.#announcer = announcer;
    this.#send = send;
    root.addEventListener('click', (event) => this.#clicked(event));
    root.addEventListener('focusin', (event) => this.#focused(event));
    root.addEventListener('focusout', (event) => this.#blurred(event));
    root.addEventListener('input', (event) => this.#typed(event));
    root.addEventListener('keydown', (event) => this.#pressed(event));
    document.addEventListener('keydown', ({ key, target }) => {
      if (key === 'Escape' && target === document.body) this.#tell('escape', null);
    });
    // A browser scrolls what gets the focus into view; only the module scrolls here.
    root.addEventListener('scroll', ({ target }) => {
      if (target instanceof Element && !target.matches('.field')) target.scrollTop = target.scrollLeft = 0;
    }, { capture: true });
  }

  /** Applies the changes of one frame. */
  apply(bytes) {
    this.#applying = true;
    try {
      this.#take(new Reader(bytes));
    } finally {
      this.#applying = false;
    }
  }

  #take(reader) {
    let focus = null;
    while (!reader.done) {
      const op = reader.u8();
      if (op === 1) this.#add(reader.u32(), reader.u32(), reader.u32(), readFields(reader));
      else if (op === 2) this.#set(reader.u32(), readFields(reader));
      else if (op === 3) this.#move(reader.u32(), reader.u32(), reader.u32());
      else if (op === 4) this.#remove(this.#nodes.get(reader.u32()));
      else if (op === 5) focus = reader.u32();
      else if (op === 6) this.#announce(reader.u8() !== 0, reader.text(), reader.text());
      else if (op === 7) this.#scroll(reader.u32(), reader.f32());
      else if (op === 8) this.#describe(reader.text(), reader.text(), reader.u8() !== 0);
      else break;  // of a later format: nothing behind it can be read
    }
    this.#setTabStops();
    this.#shield();
    if (focus === 0) document.activeElement?.blur();
    else if (focus !== null) this.#focus(this.#nodes.get(focus));  // last: what has the focus next may have been inert
  }

  /** Whether keys belong to the element that has the focus: text is typed there. */
  get typing() { return document.activeElement?.matches('.field') ?? false; }

  /** A touch or click on the canvas that did not move. Focuses a field there at once: iOS shows its keyboard only
   *  while a touch is handled. Elsewhere it ends typing. */
  tap(x, y) {
    const node = performance.now() - this.#scrolled_ms < STILL_SCROLLING_MS ? null : this.#fieldAt(x, y);
    if (!node) {
      if (this.typing) document.activeElement.blur();
      return;
    }
    this.#tapped = true;
    node.element.focus({ preventScroll: true });
    this.#tapped = false;
    if (node.shape.type === 'date') this.#openCalendar(node.element);
  }

  // ---- changes from the module

  #add(id, parent, before, fields) {
    this.#remove(this.#nodes.get(id));
    const node = new Node(id, fields);
    this.#nodes.set(id, node);
    this.#of.set(node.element, node);
    this.#sort(node, true);
    this.#insert(node, parent, before);
  }

  #insert(node, parent, before) {
    node.parent = this.#nodes.get(parent) ?? null;
    const container = node.parent ? node.parent.content : this.#root;
    const next = this.#nodes.get(before)?.element;
    container.insertBefore(node.element, next?.parentNode === container ? next : null);
    node.place();
  }

  #set(id, fields) {
    const node = this.#nodes.get(id);
    if (!node) return;
    const { x, y } = node.fields;
    const had_focus = document.activeElement === node.element;
    this.#sort(node, false);
    if (node.set(fields)) {
      this.#of.set(node.element, node);
      if (had_focus) this.#focus(node);
    }
    this.#sort(node, true);
    node.place();
    if (x === fields.x && y === fields.y) return;
    for (const child of node.content.children) this.#of.get(child)?.place();
  }

  #move(id, parent, before) {
    const node = this.#nodes.get(id);
    if (!node) return;
    const had_focus = node.element.contains(document.activeElement) ? document.activeElement : null;
    this.#insert(node, parent, before);
    if (had_focus && document.activeElement !== had_focus) had_focus.focus({ preventScroll: true });
  }

  #remove(node) {
    if (!node) return;
    for (const child of [...node.content.children]) this.#remove(this.#of.get(child));
    this.#sort(node, false);
    this.#nodes.delete(node.id);
    node.element.remove();
  }

  /** Keeps the sets of nodes of one role. */
  #sort(node, there) {
    const set = node.role === 'dialog' ? this.#dialogs : node.role === 'radio_group' ? this.#groups
      : isTextField(node.fields) ? this.#fields : null;
    if (there) set?.add(node);
    else set?.delete(node);
  }

  #scroll(id, offset) {
    const node = this.#nodes.get(id);
    if (!node) return;
    node.content.style.transform = `translateY(${-offset}px)`;
    this.#scrolled_ms = performance.now();
  }

  #announce(assertive, text, lang) { this.#announcer.say(text, assertive, lang); }

  /** The title of a screen is its h1 only: browsers keep titles in their history, and show them in a row of tabs. */
  #describe(_title, lang, rtl) {
    if (lang) document.documentElement.lang = lang;
    document.documentElement.dir = rtl ? 'rtl' : 'ltr';
  }

  #focus(node) {
    if (!node || node.element === document.activeElement) return;
    if (!TAKES_FOCUS.has(node.role) || (node.role === 'link' && !node.attributes.href)) node.element.tabIndex = -1;
    node.element.focus({ preventScroll: true });
  }

  #radiosOf(group) {
    return [...group.element.querySelectorAll('[role=radio]')].map((element) => this.#of.get(element));
  }

  /** One stop for the Tab key in each group of radios: the checked one. */
  #setTabStops() {
    for (const group of this.#groups) {
      const radios = this.#radiosOf(group);
      const stop = radios.find((radio) => radio.checked) ?? radios[0];
      for (const radio of radios) radio.element.tabIndex = radio === stop ? 0 : -1;
    }
  }

  /** While a dialog is open, nothing beside it can be reached. */
  #shield() {
    const open = [...this.#dialogs].pop();
    const beside = new Set();
    for (let at = open?.element; at && at !== this.#root; at = at.parentElement)
      for (const sibling of at.parentElement.children) if (sibling !== at) beside.add(sibling);
    for (const element of this.#inert) if (!beside.has(element)) element.inert = false;
    for (const element of beside) element.inert = true;
    this.#inert = beside;
  }

  // ---- what a person does

  #tell(kind, node, text = '', visible = false) {
    if (!this.#applying) this.#send({ kind, id: node?.id ?? 0, text, visible });
  }

  #clicked(event) {
    const node = this.#nodeAt(event.target);
    if (!node || isTextField(node.fields) || node.element.closest('[inert]')) return;
    // A link opens and a box is checked when the module says so.
    if (node.role === 'link' || node.role === 'checkbox') event.preventDefault();
    if (TAKES_FOCUS.has(node.role) && !node.disabled) this.#tell('click', node);
  }

  #focused(event) {
    const node = this.#of.get(event.target);
    if (node) this.#tell('focus', node, '', !this.#tapped && event.target.matches(':focus-visible'));
  }

  #blurred(event) {
    const node = this.#of.get(event.target);
    if (node) this.#tell('blur', node);
  }

  #typed(event) {
    const node = this.#of.get(event.target);
    if (!node || !isTextField(node.fields)) return;
    node.sent.push(node.element.value);
    if (node.sent.length > ECHOES_MAX) node.sent.shift();
    this.#tell('input', node, node.element.value);
  }

  #pressed(event) {
    const node = this.#of.get(event.target);
    if (!node || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape' && isTextField(node.fields)) node.element.blur();  // leaves the field, not the screen
    else if (event.key === 'Escape') this.#tell('escape', node);
    else if (event.key === 'Enter' && isTextField(node.fields) && node.role !== 'text_area') this.#tell('submit', node);
    else if (node.role === 'radio' && event.key in STEPS) this.#step(node, event.key);
    else return;
    event.preventDefault();
  }

  /** Arrow keys in a group of radios choose the next one and go there, as native radios do. */
  #step(radio, key) {
    const group = [...this.#groups].find(({ element }) => element.contains(radio.element));
    if (!group) return;
    const mirrored = document.documentElement.dir === 'rtl' && (key === 'ArrowLeft' || key === 'ArrowRight');
    const radios = this.#radiosOf(group).filter((other) => !other.disabled);
    const at = radios.indexOf(radio) + (mirrored ? -STEPS[key] : STEPS[key]);
    const next = radios[(at + radios.length) % radios.length];
    next.element.focus({ preventScroll: true });
    this.#tell('click', next);
  }

  #nodeAt(element) {
    for (let at = element; at && at !== this.#root; at = at.parentElement)
      if (this.#of.has(at)) return this.#of.get(at);
    return null;
  }

  #fieldAt(x, y) {
    const contains = (element) => {
      const box = element.getBoundingClientRect();
      return x >= box.left && x < box.right && y >= box.top && y < box.bottom;
    };
    return [...this.#fields].find(({ element, parent, disabled }) => {
      if (disabled || !contains(element) || element.closest('[inert]')) return false;
      for (let at = parent; at; at = at.parent) if (at.role === 'scroller' && !contains(at.element)) return false;
      return true;
    }) ?? null;
  }

  /** The phone's own calendar; where it cannot be opened from here, the focused field has a button for it. */
  #openCalendar(input) {
    try {
      input.showPicker();
    } catch {
      input.focus({ preventScroll: true });
    }
  }
}
