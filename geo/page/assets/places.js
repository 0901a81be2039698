// Names of places as people type them, and the places that bear one: geo/atlas/places.py and gazetteer.py in the page.

/** @import { Place } from './mapdata.js' */

import { BLANK } from './blanks.js';

// Letters that Unicode does not take apart into a plain one and a mark.
/** @type {Readonly<Record<string, string>>} */
const WHOLE = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', æ: 'ae', œ: 'oe' };

const APOSTROPHES = /['\u2019\u02bc]/g;

const AROUND = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, 'g'),
  BETWEEN = new RegExp(`[${BLANK}\\-\\u2013]+`, 'g');

/**
 * A text in its smallest letters, as Python's casefold has it: by way of the large ones, for ß is SS and so ss.
 * @param {string} text
 */
export const casefolded = (text) =>
  text
    .split('ı')
    .map((part) => part.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ'))
    .join('ı');

/**
 * Whether a mark combines with the letter before it. Unicode gives such marks an order among themselves, and U+0345
 * comes last in it: so they change places with it when a text is brought into its normal form.
 * @param {string} mark
 */
const combines = (mark) => mark === '\u0345' || `\u0345${mark}`.normalize('NFD') !== `\u0345${mark}`;

/**
 * Write a name as people type it: small plain letters, single spaces.
 * @param {string} name
 */
export function fold(name) {
  const letters = casefolded(name).replace(/[łøđðæœ]/g, (letter) => WHOLE[letter]);
  const plain = letters.normalize('NFKD').replace(/\p{M}/gu, (mark) => (combines(mark) ? '' : mark));
  return plain.replace(APOSTROPHES, '').replace(AROUND, '').replace(BETWEEN, ' ');
}

/**
 * The names of a place, folded: those of today and of the first day; and both less their brackets.
 * @param {Pick<Place, 'name' | 'then'>} place
 */
export function foldedNames({ name, then }) {
  const named = [name, then].filter(Boolean),
    own = new Set(named.map(fold)),
    bare = named.map((one) => fold(one.replace(/\s*\(.*?\)/g, '')));
  return { own: [...own], other: [...new Set(bare)].filter((one) => one && !own.has(one)) };
}

/**
 * @template {Pick<Place, 'name' | 'then' | 'rank'>} P
 * @typedef {{ place: P, own: string[], other: string[] }} Known a place with its names folded
 */

/**
 * What is searched.
 * @template {Pick<Place, 'name' | 'then' | 'rank'>} P
 * @param {P[]} places
 * @returns {Known<P>[]}
 */
export const indexed = (places) => places.map((place) => ({ place, ...foldedNames(place) }));

const NOT_AT_ALL = 9;

const WORD = /[\p{L}\p{N}]+/gu;

/**
 * How well a place answers to what was typed: 0 and 1 for those that bear the name, as `find_places` orders them, then
 * those of which a name begins so, or a word of it.
 * @param {Known<any>} known
 * @param {string} asked folded
 */
function rank({ own, other }, asked) {
  if (own.includes(asked)) return 0;
  if (other.includes(asked)) return 1;
  const names = [...own, ...other];
  if (names.some((name) => name.startsWith(asked))) return 3;
  const ends = names.flatMap((name) => Array.from(name.matchAll(WORD), ({ index }) => name.slice(index)));
  return ends.some((end) => end.startsWith(asked)) ? 4 : NOT_AT_ALL;
}

/**
 * The places that answer to what was typed, the best first.
 * @template {Pick<Place, 'name' | 'then' | 'rank'>} P
 * @param {Known<P>[]} index
 * @param {string} typed
 * @param {number} most
 * @returns {P[]}
 */
export function findPlaces(index, typed, most = Infinity) {
  const asked = fold(typed);
  if (!asked) return [];
  return index
    .map((known) => ({ place: known.place, rank: rank(known, asked) }))
    .filter((found) => found.rank < NOT_AT_ALL)
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        (a.place.rank || 9) - (b.place.rank || 9) ||
        (a.place.name < b.place.name ? -1 : Number(a.place.name > b.place.name)),
    )
    .slice(0, most)
    .map(({ place }) => place);
}
