// What is said of where a place lies: geo/atlas/whereabouts.py in the page.

/** @import { Bearer, Settlement, Settlements } from './settlements.js' */

import { consonants } from './cognates.js';
import { chord } from './geodesy.js';
import { PROVINCE } from './hints.js';
import { TOWN } from './namesakes.js';
import { fold } from './places.js';
import { under } from './settlement_columns.js';

/** A name, and where it may be the second case of another, that one too: Lwowa, Lwów. @param {string} name */
const genitives = (name) => (name.endsWith('owa') ? [name, `${name.slice(0, -3)}ów`] : [name]);

/**
 * What the consonants of a town may be that an adjective is made of: its vowels go with the tongue.
 * @param {RegExp} adjective
 * @param {string} skeleton
 */
function townsOf(adjective, skeleton) {
  const found = adjective.exec(skeleton);
  if (!found) return [];
  const towns = [consonants(found[1]), consonants(found[1] + (found[2] ?? ''))],
    ends = found[3] === 's' ? [''] : ['', ...'cCtk'];
  return towns.flatMap((town) => ends.map((end) => town + end));
}

/**
 * Whether a word of a district's name is of a town that one of some adjectives may be made of.
 * @param {RegExp} adjective
 * @param {string[]} stems
 */
function townIn(adjective, stems) {
  const towns = stems.flatMap((stem) => townsOf(adjective, stem));
  return (/** @type {string} */ word) => {
    const made = towns.length ? townsOf(adjective, word) : [];
    return (made.length ? made : [consonants(word)]).some((town) => towns.includes(town));
  };
}

/**
 * Whether a place of a zone may lie, or surely lies, in a land, which has a part in some zones, and there perhaps in some
 * of today's provinces, districts and towns alone.
 * @param {Settlements} of
 * @param {Settlement} place
 * @param {string} zone
 * @param {string} land folded
 * @param {boolean} [surely]
 */
export function isOf({ head }, { name, district }, zone, land, surely = false) {
  const { lands, provinces, in_part } = head.rules,
    within = provinces[land]?.[zone] ?? [],
    partly = in_part[land]?.[zone] ?? [],
    province = district.split(', ').at(-1) ?? '',
    units = [province, district.includes(',') ? district : `, ${district}`, `${name}, ${province}`];
  if (!lands[land].includes(zone)) return false;
  if (!within.length && !partly.length) return true;
  return district ? units.some((unit) => within.includes(unit) || (!surely && partly.includes(unit))) : !surely;
}

/** Whether a name is that of a province of 1939, which is neither a place nor a province of today. @param {Settlements} of @param {string} where */
const isOf1939 = ({ head }, where) => Object.hasOwn(head.rules.lands, fold(where)) && /(kie| voivodeship)$/.test(fold(where));

/**
 * The towns that an adjective may be made of.
 * @param {Settlements} of
 * @param {string} where
 * @returns {Settlement[]}
 */
export function seatsOf(of, where) {
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
function inProvince(kept, places) {
  const province = (/** @type {Settlement} */ { land, district }) => `${land} ${district.split(', ').at(-1)}`,
    of = new Set(places.filter(({ people, district }) => people >= TOWN && district).map(province));
  return kept.filter(({ place }) => of.has(province(place)));
}

export const NEAR_M = 40000; // as in geo/atlas/whereabouts.py, and what follows too

const PROVINCE_M = 300000,
  STEM = 4;

/**
 * Whether a place lies within a distance of one of some places: through the earth, a hand's breadth less.
 * @param {Settlement} place
 * @param {Settlement[]} points
 * @param {number} reach metres
 */
export function isNear(place, points, reach) {
  return points.some((point) => Math.abs(point.lat - place.lat) * 100000 <= reach && chord(place, point) <= reach);
}

/** @param {Bearer[]} kept @param {Settlement[]} points */
const close = (kept, points) => kept.filter(({ place }) => isNear(place, points, NEAR_M));

/**
 * Those that lie near one of some places, or in the province that was called after one of them then: of several places
 * of one name only the seats of provinces count, if any is one.
 * @param {Settlements} of
 * @param {Bearer[]} kept
 * @param {Settlement[]} places
 * @param {boolean} [near]
 */
function aboutSeats(of, kept, places, near = true) {
  const { lands } = of.head.rules,
    landsOf = (/** @type {number} */ row) => [...new Set(of.namesOf(row).map((name) => fold(name + PROVINCE)))].filter((land) => Object.hasOwn(lands, land)),
    seats = places
      .filter(({ people }) => people >= TOWN)
      .map((seat) => ({ seat, called: landsOf(seat.row) }))
      .filter(({ called }) => called.length),
    points = seats.length ? seats.map(({ seat }) => seat) : places,
    around = new Set(near ? close(kept, points) : []);
  const within = (/** @type {Settlement} */ place) =>
    seats.some(
      ({ seat, called }) => isNear(place, [seat], PROVINCE_M) && of.mayLieIn(place).some((zone) => zone && called.some((land) => isOf(of, place, zone.id, land))),
    );
  return kept.filter((one) => around.has(one) || within(one.place));
}

/**
 * Whether one of some districts or provinces of today bears a name, or is called after a town of that name.
 * @param {Settlements} of
 * @param {string[]} units
 * @param {string} town
 */
export function isCalledAfter(of, units, town) {
  const stems = [...of.spelling.skeletons(town)],
    sameTown = townIn(of.adjective, stems);
  return units
    .flatMap((unit) => [unit, ...unit.split(/\s+/)])
    .flatMap((word) => [...of.spelling.skeletons(word)])
    .some((word) => sameTown(word) || stems.some((stem) => word === stem || (stem.length >= STEM && word.startsWith(stem))));
}

/**
 * Whether a settlement lies in a region, district, province or country, of today or of its days, of that name.
 * @param {Settlements} of
 * @param {Settlement} place
 * @param {string} where
 */
function liesByName(of, place, where) {
  const zone = of.zone(place),
    plain = (/** @type {string} */ name) => fold(name.replaceAll('_', ' ')),
    asked = plain(where),
    country = of.hints.country(where),
    { regions } = of.head.rules;
  if (zone && asked && Object.hasOwn(regions, zone.region) && [plain(zone.region), fold(regions[zone.region])].includes(asked)) return true;
  const held = (zone?.tenure ?? []).map(({ holder }) => of.atlas.holders[holder] ?? '');
  if (country) return country === place.country || held.includes(country);
  if (held.some((holder) => holder && fold(holder) === asked)) return true;
  return isCalledAfter(of, place.district.split(','), where.endsWith(PROVINCE) ? where.slice(0, -PROVINCE.length) : where) && !isOf1939(of, where);
}

/**
 * Whether a settlement lies in a land, or in what else bears that name.
 * @param {Settlements} of
 * @param {Settlement} place
 * @param {string} where
 */
export function liesIn(of, place, where) {
  const land = fold(where);
  if (Object.hasOwn(of.head.rules.lands, land) && of.mayLieIn(place).some((one) => one && isOf(of, place, one.id, land))) return true;
  return liesByName(of, place, where);
}

/**
 * Whether a settlement lies in a land only beside where it is placed, or in a part of its district alone.
 * @param {Settlements} of
 * @param {Settlement} place
 * @param {string} where
 */
export function liesPerhaps(of, place, where) {
  const bare = of.hints.bare(where),
    land = fold(bare);
  if (!Object.hasOwn(of.head.rules.lands, land) || liesByName(of, place, bare)) return false;
  return !isOf(of, place, of.zone(place).id, land, true);
}

/**
 * Those that lie where it was said.
 * @param {Settlements} of
 * @param {Bearer[]} kept
 * @param {string} said
 * @returns {Bearer[]}
 */
export function pointedTo(of, kept, said) {
  const where = of.hints.bare(said),
    there = kept.filter(({ place }) => liesIn(of, place, where));
  if (there.length || Object.hasOwn(of.head.rules.lands, fold(where))) return there;
  const town = where.endsWith(PROVINCE) ? where.slice(0, -PROVINCE.length) : where,
    places = genitives(town).flatMap((one) => of.bearing(one).all.map(({ place }) => place)),
    about = aboutSeats(of, kept, places, town === where);
  if (about.length) return about;
  const made = seatsOf(of, town),
    isProvince = town !== where || [...of.spelling.skeletons(town)].some((bones) => of.feminine.test(bones)),
    found = isProvince ? aboutSeats(of, kept, made) : close(kept, made);
  return found.length ? found : inProvince(kept, places);
}
