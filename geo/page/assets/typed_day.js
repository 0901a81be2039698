// A day as people type it, alone or beside a place: said_days of geo/files/days.py in the page, and the words of its language.

/** @import { Words } from './words.js' */

import { fold } from './places.js';

/** @typedef {{ date: string, rest: string, day: string | null }} Typed what was typed of a day, what besides it, and the day; none if it is not one day */

const ROMAN = 'i ii iii iv v vi vii viii ix x xi xii'.split(' '),
  TONGUES = ['en', 'de', 'pl', 'ru', 'uk'], // as in geo/files/days.py
  // endings of a month's name in a date, and those it has within a sentence: of geo/files/months.py
  SAID = 'a>u da>dzie ego>ym я>е а>е я>і а>і ого>ому а>у да>дзе ага>ым ta>n ta>ssa er>ris r>ris l>lis s>sis t>tis i>is r>ril l>lil s>sil t>til i>il s>a dzio>di cio>ti jo>ji o>a os>a'
    .split(' ')
    .map((rule) => rule.split('>')),
  LEAST = 3, // letters that a month's name is cut to at the most
  WORD = '(?<m>\\p{L}+)\\.?',
  IN = '(?:(?:i[nm]|am|on|we?|dnia|[вуў]|în)\\s+)?', // what stands before a date within a sentence
  OF_YEAR = '(?:\\s*(?:[rгрm]\\.?|roku|год[ау]|ро(?:ку|ці)))?',
  FORMS = [
    '(?<y>\\d{4})-(?<n>\\d{1,2})-(?<d>\\d{1,2})',
    '(?<d>\\d{1,2})\\.\\s*(?<n>\\d{1,2})\\.\\s*(?<y>\\d{4})',
    '(?<one>\\d{1,2})(?<mark>[/-])(?<other>\\d{1,2})\\k<mark>(?<y>\\d{4})',
    `(?<d>\\d{1,2})(?:st|nd|rd|th)?[.\\s]?\\s*(?:of\\s+)?${WORD},?\\s*(?<y>\\d{4})${OF_YEAR}`,
    `${WORD}\\s+(?<d>\\d{1,2})(?:st|nd|rd|th|\\.?\\s?p[äa]iv[äa](?:n[äa])?)?,?\\s+(?<y>\\d{4})`,
    `(?<y>\\d{4})\\.?\\s?(?:[mga]\\.|gada|aasta)\\s*${WORD}`,
    `${WORD}\\s+(?<y>\\d{4})${OF_YEAR}`,
    `(?<y>\\d{4})(?:-(?<n>\\d{1,2})|'?s|er|-?[ех]|${OF_YEAR})`,
  ];

/** @type {Map<string, string[][]>} */
const calendars = new Map();

/** The names of the months, folded, in the page's language and those that the program reads. @param {string[]} own */
function calendar(own) {
  const key = own.join(),
    found = calendars.get(key);
  if (found) return found;
  const named = TONGUES.map((tongue) => {
    const written = new Intl.DateTimeFormat(tongue, { day: 'numeric', month: 'long', timeZone: 'UTC' });
    return own.map((_, k) => written.formatToParts(Date.UTC(1940, k, 1)).find(({ type }) => type === 'month')?.value ?? '');
  });
  const plain = [own, ...named].map((names) => names.map(fold)),
    said = SAID.flatMap(([end, other]) => plain.map((names) => names.map((name) => (name.endsWith(end) ? name.slice(0, -end.length) + other : ''))));
  const all = [...plain, ROMAN, ...said];
  calendars.set(key, all);
  return all;
}

/**
 * The numbers of the months that a word may name, whole or cut.
 * @param {string} word
 * @param {string[]} own
 */
function monthsOf(word, own) {
  const cut = fold(word);
  return new Set(
    calendar(own).flatMap((names) => names.flatMap((name, k) => (name === cut || (cut.length >= LEAST && name.startsWith(cut)) ? [k + 1] : []))),
  );
}

/**
 * A day by its numbers, if there is one.
 * @param {number} year @param {number} month @param {number} date
 */
function made(year, month, date) {
  const day = new Date(Date.UTC(year, month - 1, date));
  return day.getUTCMonth() === month - 1 && day.getUTCDate() === date ? day.toISOString().slice(0, 10) : null;
}

/**
 * The day that what one form found means: null if it is none or may be two, nothing if the form does not fit.
 * @param {Record<string, string | undefined>} found
 * @param {string[]} own
 */
function meant({ y, n, m, d, one, other }, own) {
  if (one && other) {
    const both = new Set([made(Number(y), Number(other), Number(one)), made(Number(y), Number(one), Number(other))].filter(Boolean));
    return both.size === 1 ? [...both][0] : null;
  }
  const months = m ? monthsOf(m, own) : new Set([Number(n)]);
  if (months.size !== 1) return undefined; // of a place that ends in a number, such a word is a part
  return n || m ? (d ? made(Number(y), [...months][0], Number(d)) : null) : null;
}

/**
 * The day in what was typed, alone, before a place or behind one; nothing if no part of it is like a day or a year.
 * @param {string} typed
 * @param {Pick<Words, 'day' | 'months' | 'days'>} words
 * @param {{ from: string, last: string }} days
 * @returns {Typed | null}
 */
export function typedDay(typed, { day: written, months, days: named }, { from, last }) {
  const whole = Object.entries(named ?? {}).find(([, name]) => fold(name) === fold(typed));
  if (whole) return { date: typed, rest: '', day: whole[0] };
  if (!/\d{4}/.test(typed)) return null;
  const own = written
    .replace(/[.]/g, '\\.?')
    .replace(/ /g, '\\s+')
    .replace(/\{(\w)\w*\}/g, (_, part) => ({ d: '(?<d>\\d{1,2})', m: '(?<m>\\p{L}+)', y: '(?<y>\\d{4})' })[/** @type {'d'} */ (part)]);
  for (const form of [...FORMS.slice(0, -3), own, ...FORMS.slice(-3)]) // a year is what is left
    for (const there of [`^(?<date>${IN}(?:${form}))(?:[\\s,;]+(?<rest>.+))?$`, `^(?<rest>.+?)[\\s,;]+(?<date>${IN}(?:${form}))$`]) {
      const { date, rest = '', ...parts } = new RegExp(there, 'iu').exec(typed.trim())?.groups ?? {},
        day = date ? meant(parts, months) : undefined;
      if (day !== undefined) return { date, rest, day: day && day >= from && day <= last ? day : null };
    }
  return null;
}
