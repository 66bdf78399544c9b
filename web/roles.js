// What kind of element each node of the semantic tree becomes. The numbers are those of app/ui/semantics.h.

/** NodeRole, in its order. */
export const ROLES = ['banner', 'navigation', 'main', 'region', 'form', 'dialog', 'heading', 'text', 'quote',
  'list', 'list_item', 'group', 'button', 'link', 'checkbox', 'radio_group', 'radio', 'text_field',
  'text_area', 'search_field', 'progress', 'status', 'scroller'];

/** InputKind, in its order. */
const INPUTS = ['none', 'text', 'name', 'phone', 'email', 'search', 'date', 'number', 'pin', 'passphrase',
  'new_pin', 'new_passphrase'];

/** Bits of NodeState. */
export const STATE = { checked: 1, checkable: 2, expanded: 4, expandable: 8, selected: 16, disabled: 32, invalid: 64,
  busy: 128, current: 256, required: 512 };

// tag; role where the tag does not say it (or, for list, where Safari forgets it without bullets);
// name: as the element's text, as aria-label, or none.
const KINDS = {
  banner: { tag: 'header', name: 'label', role: 'banner' },
  navigation: { tag: 'nav', name: 'label' },
  main: { tag: 'main', name: 'label' },
  region: { tag: 'section', name: 'label' },
  form: { tag: 'div', name: 'label', role: 'form' },
  dialog: { tag: 'div', name: 'label', role: 'dialog' },
  heading: { tag: 'h', name: 'text' },
  text: { tag: 'p', name: 'text' },
  quote: { tag: 'blockquote', name: 'text' },
  list: { tag: 'ul', name: 'label', role: 'list' },
  list_item: { tag: 'li', name: 'text' },
  group: { tag: 'div', name: 'label', role: 'group' },
  button: { tag: 'button', name: 'text' },
  link: { tag: 'a', name: 'text' },
  checkbox: { tag: 'input', type: 'checkbox', name: 'label' },
  radio_group: { tag: 'div', name: 'label', role: 'radiogroup' },
  radio: { tag: 'button', name: 'text', role: 'radio' },
  text_field: { tag: 'input', type: 'text', name: 'label' },
  text_area: { tag: 'textarea', name: 'label' },
  search_field: { tag: 'input', type: 'search', name: 'label' },
  progress: { tag: 'div', name: 'label', role: 'progressbar' },
  status: { tag: 'div', name: 'text', role: 'status' },
  scroller: { tag: 'div', name: 'none' },
};

// A phone keyboard, by what is asked for. No autofill: names and numbers here are other people's, not one's own. `type`
// stays text where it can: type=email refuses what is still being typed, type=number loses what is not a number,
// type=tel has no other use than inputmode.
const KEYBOARDS = {
  none: {},
  text: {},
  name: { autocapitalize: 'words' },
  phone: { inputmode: 'tel' },
  email: { inputmode: 'email', autocapitalize: 'none', spellcheck: 'false' },
  search: { inputmode: 'search', enterkeyhint: 'search' },
  date: {},
  number: { inputmode: 'numeric' },
  pin: { inputmode: 'numeric', autocomplete: 'current-password' },
  passphrase: { autocomplete: 'current-password' },
  new_pin: { inputmode: 'numeric', autocomplete: 'new-password' },
  new_passphrase: { autocomplete: 'new-password' },
};

/** Fields of one node as they stand in the buffer (app/ui/mirror.h). */
export function readFields(reader) {
  return {
    role: ROLES[reader.u8()] ?? 'group', level: reader.u8(), state: reader.u16(), input: INPUTS[reader.u8()] ?? 'text',
    position: reader.u16(), setSize: reader.u16(),
    x: reader.f32(), y: reader.f32(), width: reader.f32(), height: reader.f32(),
    text_px: reader.f32(), line_px: reader.f32(),
    name: reader.text(), value: reader.text(), description: reader.text(), lang: reader.text(), href: reader.text(),
  };
}

const isSecret = ({ input }) => /^(new_)?(pin|passphrase)$/.test(input);

/** Tag and input type: an element whose shape changes must be made anew. */
export function shapeOf(fields) {
  const { tag, type = '' } = KINDS[fields.role];
  if (tag === 'h') return { tag: `h${Math.min(Math.max(fields.level, 1), 6)}`, type };
  const typed = fields.input === 'date' ? 'date' : isSecret(fields) ? 'password' : type;
  return { tag, type: tag === 'input' ? typed : type };
}

/** Where the name of a node goes: 'text', 'label' or 'none'. */
export const nameOf = (fields) => KINDS[fields.role].name;

export const isTextField = (fields) => ['text_field', 'text_area', 'search_field'].includes(fields.role);

const pages = /^(tel|sms|mailto|https):/i;

/** The attributes of a node, all of them; null: the element must not have it. */
export function attributesOf(fields) {
  const { role, state } = fields;
  const has = (bit) => (state & bit) !== 0;
  const yes = (bit) => (has(bit) ? 'true' : null);
  const check = String(has(STATE.checked));
  const label = nameOf(fields) === 'label' && fields.name ? fields.name : null;
  const inSet = fields.setSize > 0 && ['list_item', 'radio'].includes(role);
  const attributes = {
    role: KINDS[role].role ?? null,
    lang: fields.lang || null,
    'aria-label': label,
    'aria-description': fields.description || null,
    'aria-expanded': has(STATE.expandable) ? String(has(STATE.expanded)) : null,
    // not the disabled attribute: it would take the focus away, and a screen reader would skip why nothing happens
    'aria-disabled': yes(STATE.disabled),
    'aria-invalid': yes(STATE.invalid),
    'aria-busy': yes(STATE.busy),
    'aria-required': yes(STATE.required),
    'aria-current': has(STATE.current) ? 'page' : yes(STATE.selected),
    'aria-checked': role === 'radio' ? check : null,
    'aria-modal': role === 'dialog' ? 'true' : null,
    'aria-valuetext': role === 'progress' ? fields.value || fields.name : null,
    'aria-posinset': inSet ? String(fields.position) : null,
    'aria-setsize': inSet ? String(fields.setSize) : null,
    href: role === 'link' && pages.test(fields.href) ? fields.href : null,
  };
  if (!isTextField(fields)) return attributes;
  const enter = role === 'text_area' ? 'enter' : 'done';
  const plain = { autocomplete: 'off', inputmode: null, enterkeyhint: enter, autocapitalize: null, spellcheck: null };
  const readonly = has(STATE.disabled) ? '' : null;
  return { ...attributes, ...plain, ...KEYBOARDS[fields.input], dir: 'auto', readonly };
}
