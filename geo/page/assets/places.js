// Names of places as people type them: geo/atlas/places.py in the page.

// Letters that Unicode does not take apart into a plain one and a mark.
/** @type {Readonly<Record<string, string>>} */
const WHOLE = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', æ: 'ae', œ: 'oe' };

const APOSTROPHES = /['\u2019\u02bc]/g;

// White space as Python has it, for JavaScript's own differs in a few characters.
const BLANK = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000',
  AROUND = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, 'g'),
  BETWEEN = new RegExp(`[${BLANK}\\-\\u2013]+`, 'g');

/**
 * Small letters, also of those that have no small form of one letter (Python's casefold).
 * @param {string} letter
 */
const small = (letter) => (letter === 'ı' ? letter : letter.toUpperCase().toLowerCase());

/**
 * Whether a mark combines with the letter before it: Unicode then has an order for it and the mark of the highest class.
 * @param {string} mark
 */
const combines = (mark) => mark === '\u0345' || `\u0345${mark}`.normalize('NFD') !== `\u0345${mark}`;

/**
 * Write a name as people type it: small plain letters, single spaces.
 * @param {string} name
 */
export function fold(name) {
  const letters = [...name].map(small).join('').replace(/[łøđðæœ]/g, (letter) => WHOLE[letter]);
  const plain = letters.normalize('NFKD').replace(/\p{M}/gu, (mark) => (combines(mark) ? '' : mark));
  return plain.replace(APOSTROPHES, '').replace(AROUND, '').replace(BETWEEN, ' ');
}
