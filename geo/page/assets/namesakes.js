// Which of those that bear a name is plainly meant: geo/atlas/namesakes.py in the page.

/** @import { Bearer, Namesakes, Settlement, Settlements } from './settlements.js' */

import { fold } from './places.js';

export const TOWN = 2000; // people, as in geo/atlas/settlements.py

export const CITY = 50000; // likewise

const WIDE_M = 2500, // as in geo/atlas/weighing.py, and what follows too
  TAKEN = ['', 'city too']; // beside which the town here is taken

/** @param {Settlement} place */
export const isTown = ({ rank, people }) => rank > 0 || people >= TOWN;

/**
 * Without those that bear a name less closely than a city does.
 * @param {Bearer[]} kept
 */
function heavy(kept) {
  const cities = kept.filter(({ place }) => place.people >= CITY).map(({ how }) => how);
  if (cities.includes('exact')) return kept.filter(({ how }) => how === 'exact');
  return cities.includes('folded') ? kept.filter(({ how }) => how !== 'variant') : kept;
}

const isAscii = (/** @type {string} */ name) => /^[ -~]*$/.test(fold(name));

/**
 * Whether a village bears but a like name: otherwise spelt, guessed, of another tongue, or nobody knows where.
 * @param {Settlements} of
 * @param {Bearer} bearer
 * @param {string} name
 */
function doubtful({ columns }, { how, bears, place, cognate }, name) {
  const own = [place.name, place.then].includes(bears),
    unsure = cognate || isAscii(bears) === isAscii(name) || !own || columns.restored[place.row] > 0 || place.sigma >= WIDE_M;
  return how === 'variant' && unsure && !isTown(place);
}

/**
 * Of those that lie where else was said, without the ones that a city hides, and hamlets that only may be called like
 * a town whose very name it is.
 * @param {Settlements} of
 * @param {Namesakes} found
 */
export function weighed(of, { name, bearers, inside }) {
  const kept = heavy(bearers.slice(0, inside)),
    asked = fold(name),
    town = kept.some(({ how, place }) => how !== 'variant' && isTown(place) && [place.name, place.then].some((own) => fold(own) === asked));
  return town ? kept.filter((one) => !doubtful(of, one, name)) : kept;
}

/**
 * Whether a great city outside the atlas bears the name, or a country, and which: they are meant where here only villages
 * bear it, to none of which anything points; beside a town the city is one more.
 * @param {Settlements} of
 * @param {Omit<Namesakes, 'outside'>} found
 * @returns {Namesakes['outside']}
 */
export function outsideOf(of, { name, bearers, inside, heeded }) {
  const towns = bearers.slice(0, inside).flatMap(({ how, place }) => (how !== 'variant' && isTown(place) ? [place.people] : [])),
    city = of.cities.has(fold(name)),
    country = of.hints.country(name);
  if (heeded) return '';
  if (towns.length) return city && Math.max(...towns) < CITY ? 'city too' : '';
  return city ? 'city' : of.head.rules.abroad.includes(country) ? 'abroad' : country ? 'country' : '';
}

/**
 * Whether a region or a historical province bears the name, and no town here: it is meant then.
 * @param {Settlements} of
 * @param {Omit<Namesakes, 'outside'>} found
 * @param {string} text all that was asked: "gmina Wołyń" is a place
 */
export function isLand(of, { name, bearers, inside, heeded }, text) {
  const loose = (/** @type {string} */ one) =>
      fold(one.replace(/[_-]/g, ' ').replaceAll('.', ''))
        .replace(/\s+/g, ' ')
        .replace(/^the /, ''),
    own = (/** @type {Settlement} */ place) => isTown(place) && [place.name, place.then].some((one) => fold(one) === fold(name)),
    { land_names: lands } = of.head.rules;
  if (heeded || !name || !text.trim().startsWith(name) || of.hints.country(name) || bearers.slice(0, inside).some(({ place }) => own(place))) return false;
  return lands.includes(loose(name)) || lands.includes(fold(of.hints.bare(name)));
}

/**
 * Whether a place bears another spelling that may be another name.
 * @param {Settlements} of
 * @param {Namesakes} found
 * @param {Bearer} one
 */
export const isOnlyLike = (of, { name }, { how, bears, cognate, declined }) => how === 'variant' && !cognate && !declined && of.spelling.byLikeness(name, bears);

const told = (/** @type {Settlements} */ of, /** @type {Bearer} */ { place }) =>
  of
    .zone(place)
    .tenure.map((span) => [span.holder, span.status, span.start, span.end].join())
    .join(';');

/**
 * What was asked for, in which it is not known whether the first of those that may be meant lay, or any of them; or nothing.
 * @param {Settlements} of
 * @param {Namesakes} found
 */
export function perhapsIn(of, found) {
  const kept = weighed(of, found),
    heeded = found.beside.map(({ where }) => where).filter((where) => !found.unheeded.includes(where)),
    perhaps = kept.map(({ place }) => heeded.find((where) => of.liesPerhaps(place, where)) ?? ''),
    alike = kept.every((one) => told(of, one) === told(of, kept[0]));
  return kept.length && (alike || perhaps.every(Boolean)) ? perhaps[0] : '';
}

/**
 * The one that is plainly meant, if there is: the only one, or the town of that name, beside which others are villages
 * with its history, or only may be called like it.
 * @param {Settlements} of
 * @param {Namesakes} found
 * @returns {Bearer | null}
 */
export function meant(of, found) {
  const [first, ...rest] = weighed(of, found);
  if (!first || found.unheeded.length || !TAKEN.includes(found.outside)) return null;
  if (first.cognate || isOnlyLike(of, found, first) || perhapsIn(of, found)) return null;
  const alike = rest.every((one) => !isTown(one.place) && told(of, one) === told(of, first));
  return !rest.length || (isTown(first.place) && alike) ? first : null;
}
