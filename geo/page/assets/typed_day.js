// A day as people type it: as programs write it, in figures with points, or in words of the page's language.

/** @import { Atlas } from './mapdata.js' */

import { dayNumber, isoDay } from './days.js';
import { fold } from './places.js';

/**
 * The day of the atlas that a text means; nothing if it means none.
 * @param {string} typed
 * @param {Pick<Atlas['days'], 'from' | 'last'>} days
 * @param {(day: string) => string} said a day in words
 * @returns {string | null}
 */
export function typedDay(typed, { from, last }, said) {
  if (!/\d{4}/.test(typed)) return null;
  const [, date, month, year] = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$/.exec(typed) ?? [],
    written = year ? `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}` : typed,
    meant = fold(typed);
  for (let number = dayNumber(from); number <= dayNumber(last); number++) {
    const day = isoDay(number);
    if (day === written || fold(said(day)) === meant) return day;
  }
  return null;
}
