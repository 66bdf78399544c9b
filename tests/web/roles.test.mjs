// Goal: every node says what it is, what it is called and how it stands, in words that screen readers know.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ROLES, STATE, attributesOf, isTextField, nameOf, shapeOf } from '../../web/roles.js';

const node = (role, more = {}) => ({
  role,
  level: 0,
  state: 0,
  input: 'none',
  position: 0,
  setSize: 0,
  x: 0,
  y: 0,
  width: 0,
  height: 0,
  name: 'Name',
  value: '',
  description: '',
  lang: '',
  href: '',
  ...more,
});
const attribute = (role, name, more) => attributesOf(node(role, more))[name];

test('the roles and states are those of semantics.h, in its order', () => {
  const header = readFileSync(new URL('../../app/ui/semantics.h', import.meta.url), 'utf8');
  const [, list] = header.match(/enum class NodeRole[^{]*\{([^}]*)\}/);
  assert.deepEqual(
    ROLES,
    list
      .replace(/\/\/.*$/gm, '')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
  );
  const bits = Object.fromEntries(
    [...header.matchAll(/state_(\w+) = 1 << (\d+)/g)].map(([, name, bit]) => [name, 1 << bit]),
  );
  for (const [name, bit] of Object.entries(STATE)) assert.equal(bits[name], bit, name);
});

test('every role has an element and can be named', () => {
  for (const role of ROLES) assert.ok(shapeOf(node(role)).tag && nameOf(node(role)), role);
});

test('headings have their level, and a missing one is the first', () => {
  assert.equal(shapeOf(node('heading', { level: 3 })).tag, 'h3');
  assert.equal(shapeOf(node('heading', { level: 0 })).tag, 'h1');
});

test('a date is asked for with the calendar of the phone, an e-mail address with its keyboard only', () => {
  assert.deepEqual(shapeOf(node('text_field', { input: 'date' })), { tag: 'input', type: 'date' });
  assert.deepEqual(shapeOf(node('text_field', { input: 'email' })), { tag: 'input', type: 'text' });
  assert.equal(attribute('text_field', 'inputmode', { input: 'email' }), 'email');
});

test('Enter is called what it does, and nothing of another person is filled in', () => {
  const of = (role, input) => attributesOf(node(role, { input }));
  assert.equal(of('search_field', 'search').enterkeyhint, 'search');
  assert.equal(of('text_field', 'name').enterkeyhint, 'done');
  assert.equal(of('text_area', 'text').enterkeyhint, 'enter');
  for (const input of ['text', 'name', 'phone', 'email', 'search', 'date', 'number'])
    assert.equal(of('text_field', input).autocomplete, 'off', input);
});

test('a state that there is not, is not said', () => {
  const plain = attributesOf(node('button'));
  for (const [name, value] of Object.entries(plain)) assert.equal(value, null, name);
});

test('expanded is said as false only of what can be expanded', () => {
  assert.equal(attribute('button', 'aria-expanded', { state: STATE.expandable }), 'false');
  assert.equal(attribute('button', 'aria-expanded', { state: STATE.expandable | STATE.expanded }), 'true');
});

test('radios always say whether they are on', () => {
  assert.equal(attribute('radio', 'aria-checked', {}), 'false');
  assert.equal(attribute('radio', 'aria-checked', { state: STATE.checked }), 'true');
});

test('the place that one is in is current, and what is merely chosen is not a page', () => {
  assert.equal(attribute('button', 'aria-current', { state: STATE.current }), 'page');
  assert.equal(attribute('button', 'aria-current', { state: STATE.selected }), 'true');
});

test('a link leads to a call, a message or a safe page, and to nothing else', () => {
  for (const href of ['tel:999', 'sms:85258', 'mailto:a@b.example', 'https://example.org/'])
    assert.equal(attribute('link', 'href', { href }), href);
  for (const href of ['javascript:alert(1)', 'http://example.org', 'data:text/html,x', ' javascript:0'])
    assert.equal(attribute('link', 'href', { href }), null);
});

test('what cannot be used can still be reached and read', () => {
  assert.equal(attribute('button', 'aria-disabled', { state: STATE.disabled }), 'true');
  assert.equal(attribute('button', 'disabled', { state: STATE.disabled }), undefined);
  assert.equal(attribute('text_field', 'readonly', { state: STATE.disabled }), '');
});

test('text fields are found by their role', () => {
  assert.deepEqual(
    ROLES.filter((role) => isTextField(node(role))),
    ['text_field', 'text_area', 'search_field'],
  );
});
