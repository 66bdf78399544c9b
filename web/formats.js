// Dates, times, money and numbers as the language writes them, by the browser's Intl: its tables would be a megabyte
// in the module. The calendar is always the Gregorian one: letters, benefits and courts use it.

const PARTS = [
  { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },  // full
  { weekday: 'long', day: 'numeric', month: 'long' },                   // day
  { day: 'numeric', month: 'short' },                                   // short_day
];
const DAY = 1;
const TIME = { hour: '2-digit', minute: '2-digit' };
const DAY_AND_TIME = { weekday: 'short', day: 'numeric', month: 'short', ...TIME };

// Plain English here is British: the day before the month, and no comma after the weekday.
// Where the browser does not know the language, its words for months and days would be those of another one, or those
// that the phone is set to: figures are of every language. (Chromium lacks Tigrinya, Sorani, Pashto and Albanian.)
const FIGURES = [
  { day: 'numeric', month: 'numeric', year: 'numeric' },
  { day: 'numeric', month: 'numeric', year: 'numeric' },
  { day: 'numeric', month: 'numeric' },
];
const FIGURES_AND_TIME = { day: 'numeric', month: 'numeric', ...TIME };

function isKnown(language) {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(language).length > 0;
  } catch {
    return false;  // not a language tag
  }
}

const isEnglish = (language) => /^en\b/i.test(language);
const localeOf = (language) => (/^en$/i.test(language) || !isKnown(language) ? 'en-GB' : language);

export class Formats {
  #made = new Map();

  date(year, month, day, style, language) {
    const withYear = style === DAY && year !== new Date().getFullYear() ? 0 : style;
    const date = new Date(Date.UTC(2000, month - 1, day));
    date.setUTCFullYear(year);
    const parts = isKnown(language) ? PARTS[withYear] : FIGURES[style];
    return this.#write(language, { ...parts, timeZone: 'UTC' }, date);
  }

  time(utc_ms, language) {
    const date = new Date(utc_ms);
    const now = new Date();
    if (date.toDateString() === now.toDateString()) return this.#write(language, TIME, date);
    const year = date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' };
    const parts = isKnown(language) ? DAY_AND_TIME : FIGURES_AND_TIME;
    return this.#write(language, { ...parts, ...year }, date);
  }

  money(pence, language) {
    const digits = pence % 100 === 0 ? 0 : 2;
    return this.#formatter(Intl.NumberFormat, language, { style: 'currency', currency: 'GBP',
      minimumFractionDigits: digits, maximumFractionDigits: digits }).format(pence / 100);
  }

  number(value, language) { return this.#formatter(Intl.NumberFormat, language, {}).format(value); }

  #write(language, options, date) {
    const text = this.#formatter(Intl.DateTimeFormat, language, { calendar: 'gregory', ...options }).format(date);
    return isEnglish(language) && !options.hour ? text.replaceAll(',', '') : text;
  }

  /** Making one takes a millisecond, using it a microsecond. */
  #formatter(Kind, language, options) {
    const key = Kind.name + language + JSON.stringify(options);
    let formatter = this.#made.get(key);
    if (!formatter) this.#made.set(key, formatter = new Kind(localeOf(language), options));
    return formatter;
  }
}
