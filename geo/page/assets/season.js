// A season, a decade, a part of a month or a night as people type it: geo/files/seasons.py and said_spans.py in the page, by the patterns that it hands over.

/** @import { Typed } from './typed_day.js' */

const MARKS = /\p{M}/gu,
  BETWEEN = /[\s,;]+/g;

/**
 * A season or a decade in what was typed, alone, before a place or behind one: none is one day.
 * @param {string[]} patterns
 * @param {string} typed
 * @returns {Typed | null}
 */
export function seasonIn(patterns, typed) {
  if (!/\d{4}/.test(typed)) return null;
  const whole = typed.trim(),
    gaps = Array.from(whole.matchAll(BETWEEN), ({ index, 0: gap }) => [index, index + gap.length]),
    parts = [
      { date: whole, rest: '' },
      ...gaps.map(([end, next]) => ({ date: whole.slice(next), rest: whole.slice(0, end) })),
      ...gaps.map(([end, next]) => ({ date: whole.slice(0, end), rest: whole.slice(next) })).reverse(),
    ];
  const says = (/** @type {string} */ date) => {
    const plain = date.toLowerCase().replaceAll('ł', 'l').normalize('NFKD').replace(MARKS, '');
    return patterns.some((pattern) => new RegExp(`^(?:${pattern})$`, 'u').test(plain));
  };
  const found = parts.find(({ date }) => says(date));
  return found ? { ...found, day: null } : null;
}
