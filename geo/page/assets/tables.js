// Figures as CSV, cell by cell as geo/files/tables.py writes them.

/** @import { Atlas } from './mapdata.js' */
/** @import { Words } from './words.js' */

import { BLANK } from './blanks.js';
import { epochOn, shiftOn } from './shift.js';
import { dayLabel } from './words.js';

// Also the full-width signs, which some spreadsheets take for the plain ones. Blanks before them do not save a text.
const FORMULA = new RegExp(`^[${BLANK}]*[=+\\-@\uff1d\uff0b\uff0d\uff20]`);

// A text that is a number as a whole, as Python's float reads one, runs nothing.
const DIGITS = String.raw`\p{Nd}(?:_?\p{Nd})*`,
  NUMBER = new RegExp(
    String.raw`^[${BLANK}]*[+\-]?(?:(?:${DIGITS}\.?(?:${DIGITS})?|\.${DIGITS})(?:e[+\-]?${DIGITS})?|inf(?:inity)?|nan)[${BLANK}]*$`,
    'iu',
  );

/**
 * One cell: a text that a spreadsheet would run as a formula gets an apostrophe before it.
 * @param {string | number | null | undefined} value
 */
export function cell(value) {
  let text = String(value ?? '');
  if (typeof value === 'string' && FORMULA.test(value) && !NUMBER.test(value)) text = `'${value}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * @param {string[]} heads
 * @param {(string | number | null | undefined)[][]} rows
 */
export const csv = (heads, rows) => `${[heads, ...rows].map((row) => row.map(cell).join()).join('\r\n')}\r\n`;

/**
 * The figures of the regions and the total, from the page's first day to another.
 * @param {Pick<Atlas, 'days' | 'epochs'>} atlas
 * @param {Words} words
 * @param {string} day
 */
export function figuresCsv(atlas, words, day) {
  const { total, regions } = epochOn(atlas, day),
    days = [atlas.days.before, day].map((each) => dayLabel(words, each));
  return csv(
    ['from', 'to', ...Object.keys(total)],
    [...regions, total].map((row) => [...days, ...Object.values(row)]),
  );
}

/**
 * The shift on every parallel.
 * @param {Atlas} atlas
 * @param {Words} words
 * @param {string} day
 */
export function profileCsv(atlas, words, day) {
  const rows = [...shiftOn(atlas, day).profile.values()],
    days = [atlas.days.before, day].map((each) => dayLabel(words, each));
  return csv(
    ['from', 'to', 'lat', 'gain_km', 'loss_km', 'net_km', 'sigma_km', 'end'],
    rows.map((row) => [
      ...days,
      row.lat,
      ...[row.gain, row.loss, row.net, row.sigma].map((km) => km && Number(km.toFixed(3))),
      row.end,
    ]),
  );
}
