// Goal: dates, times and money read as somebody in Britain says them, in every language of the app.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Formats } from '../../web/formats.js';

const FULL = 0,
  DAY = 1,
  SHORT_DAY = 2;
const formats = new Formats();
const thisYear = new Date().getFullYear();

test('English dates are British and have no comma', () => {
  assert.equal(formats.date(2026, 3, 2, FULL, 'en'), 'Monday 2 March 2026');
  assert.equal(formats.date(2026, 3, 3, SHORT_DAY, 'en'), '3 Mar');
});

test('a day says its year only when it is not this one', () => {
  assert.doesNotMatch(formats.date(thisYear, 3, 2, DAY, 'en'), /\d{4}/);
  assert.match(formats.date(thisYear + 1, 3, 2, DAY, 'en'), new RegExp(`^\\w+day 2 March ${thisYear + 1}$`));
});

test('the first years of the calendar are not taken for the last century', () => {
  assert.match(formats.date(33, 4, 3, FULL, 'en'), / 33$/);
});

test('the calendar is the Gregorian one where the language has its own', () => {
  assert.match(formats.date(2026, 3, 2, FULL, 'fa'), /۲۰۲۶/);
  assert.match(formats.date(2026, 3, 2, FULL, 'am'), /2026/);
});

test('money shows pence only when there are any', () => {
  assert.equal(formats.money(300000, 'en'), '£3,000');
  assert.equal(formats.money(33858, 'en'), '£338.58');
  assert.equal(formats.money(5, 'en'), '£0.05');
});

test('today is a time, another day says so', () => {
  const now = new Date();
  assert.match(formats.time(now.getTime(), 'en'), /^\d{2}:\d{2}$/);
  assert.match(
    formats.time(new Date(thisYear - 2, 2, 3, 14, 30).getTime(), 'en'),
    new RegExp(`3 Mar ${thisYear - 2}.*14:30$`),
  );
});

test('a language that the browser does not know has its days in figures, not in words of another one', () => {
  assert.equal(formats.date(2026, 3, 2, FULL, 'xx'), '02/03/2026');
  assert.equal(formats.date(2026, 3, 2, SHORT_DAY, 'xx'), '02/03');
  assert.match(formats.time(new Date(thisYear - 2, 2, 3, 14, 30).getTime(), 'xx'), /^[\d/:, ]+$/);
  assert.equal(formats.money(300000, 'xx'), '£3,000');
});

test('what is no language tag is written in English', () => {
  assert.equal(formats.number(1234, 'not a tag'), '1,234');
});
