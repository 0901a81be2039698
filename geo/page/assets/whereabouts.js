// What is said of where a place lies: geo/atlas/whereabouts.py in the page.

/** @import { Bearer, Settlement, Settlements } from './settlements.js' */

import { PROVINCE } from './hints.js';
import { TOWN } from './namesakes.js';
import { fold } from './places.js';
import { under } from './settlement_columns.js';

/** A name, and where it may be the second case of another, that one too: Lwowa, Lwów. @param {string} name */
export const genitives = (name) => (name.endsWith('owa') ? [name, `${name.slice(0, -3)}ów`] : [name]);

/** @param {string} skeleton */
const consonants = (skeleton) => skeleton.replaceAll(/[aeiou]/g, '');

/**
 * What the consonants of a town may be that an adjective is made of: its vowels go with the tongue.
 * @param {RegExp} adjective
 * @param {string} skeleton
 */
function townsOf(adjective, skeleton) {
  const found = adjective.exec(skeleton);
  if (!found) return [];
  const town = consonants(found[1]);
  return found[2] === 's' ? [town] : [town, ...Array.from('cCtk', (end) => town + end)];
}

/**
 * Whether a word of a district's name is of a town that one of some adjectives may be made of.
 * @param {RegExp} adjective
 * @param {string[]} stems
 */
export function townIn(adjective, stems) {
  const towns = stems.flatMap((stem) => townsOf(adjective, stem));
  return (/** @type {string} */ word) => {
    const made = towns.length ? townsOf(adjective, word) : [];
    return (made.length ? made : [consonants(word)]).some((town) => towns.includes(town));
  };
}

/**
 * The towns that an adjective may be made of.
 * @param {Settlements} of
 * @param {string} where
 * @returns {Settlement[]}
 */
export function seats(of, where) {
  const towns = [...of.spelling.skeletons(where)].flatMap((stem) => townsOf(of.adjective, stem));
  if (!towns.length) return [];
  const rows = of.spellings.flatMap((spelt, k) => (towns.includes(consonants(spelt)) ? [...under(of.laid.bySpelling, k)] : []));
  return [...new Set(rows)].filter((row) => of.columns.people[row] >= TOWN).map((row) => of.place(row));
}

/**
 * Those that lie in today's province of one of some towns.
 * @param {Bearer[]} kept
 * @param {Settlement[]} places
 */
export function inProvince(kept, places) {
  const province = (/** @type {Settlement} */ { land, district }) => `${land} ${district.split(', ').at(-1)}`,
    of = new Set(places.filter(({ people, district }) => people >= TOWN && district).map(province));
  return kept.filter(({ place }) => of.has(province(place)));
}

/**
 * Those that lie in the province of then of one of some towns.
 * @param {Settlements} of
 * @param {Bearer[]} kept
 * @param {Settlement[]} places
 */
export function inProvinceThen(of, kept, places) {
  const { lands } = of.head.rules,
    names = places.filter(({ people }) => people >= TOWN).flatMap(({ row }) => of.namesOf(row)),
    zones = new Set(names.flatMap((name) => (Object.hasOwn(lands, fold(name + PROVINCE)) ? lands[fold(name + PROVINCE)] : [])));
  return zones.size ? kept.filter(({ place }) => of.mayLieIn(place).some((zone) => zone && zones.has(zone.id))) : [];
}
