// What stands beside a name, and which places of the name it points to: geo/atlas/reach.py in the page.

/** @import { Bearer, Settlement, Settlements } from './settlements.js' */

import { chord } from './geodesy.js';
import { PROVINCE } from './hints.js';
import { isTown } from './namesakes.js';
import { fold } from './places.js';
import { isCalledAfter, isNear, liesIn, NEAR_M, pointedTo, seatsOf } from './whereabouts.js';

/**
 * What stood beside a name: as it was written, the towns that it may be, how far from one of them a place may lie (0
 * where it may be a land or a province too), and whether it is known at all.
 * @typedef {{ where: string, towns: Settlement[], reach: number, understood: boolean }} Beside
 */

/** @type {Record<string, number>} */
const REACH_M = { near: 30000, raion: 60000, district: 60000 }; // as in geo/atlas/reach.py, and what follows too

const CHIEF = 5,
  OBLASTS = ['UA', 'BY', 'RU', 'PL'];

const unique = (/** @type {Settlement[]} */ places) => [...new Set(places)];

/** @param {string} one @param {string} other */
function beginAlike(one, other) {
  let k = 0;
  while (k < one.length && one[k] === other[k]) k++;
  return k;
}

/**
 * Those towns whose names begin most like an adjective.
 * @param {Settlements} of
 * @param {Settlement[]} seats
 * @param {string} name
 */
function mostLike(of, seats, name) {
  const asked = [...of.spelling.skeletons(name)],
    bones = (/** @type {Settlement} */ { row }) => of.namesOf(row).flatMap((own) => [...of.spelling.skeletons(own)]),
    alike = seats.map((seat) => Math.max(0, ...bones(seat).flatMap((own) => asked.map((other) => beginAlike(own, other))))),
    most = Math.max(0, ...alike);
  return seats.filter((_, k) => alike[k] === most);
}

/**
 * What a name beside another may be, one set after the other: the towns that bear it, whatever its case; then villages.
 * @param {Settlements} of
 * @param {string} name
 */
function townsCalled(of, name) {
  const borne = (/** @type {string} */ one) => of.matches(one),
    own = (/** @type {Bearer[]} */ all) => all.filter(({ how }) => how !== 'variant').map(({ place }) => place),
    seats = of.hints.seatsCalled(name),
    bearers = (seats.length ? seats : [name]).flatMap(borne),
    named = own(bearers),
    cases = of.hints.undeclined(name).flatMap((one) => own(borne(one))),
    kinds = [named.filter(isTown), seats.length ? named : cases.filter(isTown)],
    towns = kinds.find((places) => places.length) ?? mostLike(of, seatsOf(of, name), name),
    most = Math.max(0, ...towns.map(({ people }) => people)),
    every = bearers.map(({ place }) => place);
  return [towns.filter(({ people }) => people * CHIEF >= most), towns, every.filter(isTown), named, cases, every].map(unique).filter((tier) => tier.length);
}

/**
 * That of some towns which is nearest to a place, and how far it is: metres, through the earth, a hand's breadth less.
 * @param {Settlement[]} towns
 * @param {Settlement} place
 */
export function nearestOf(towns, place) {
  const far = towns.map((town) => chord(town, place)),
    metres = Math.min(...far);
  return { town: towns[far.indexOf(metres)], metres };
}

const townIn = (/** @type {string} */ bare) => (bare.endsWith(PROVINCE) ? bare.slice(0, -PROVINCE.length) : bare);

/**
 * Whether a place, a country, a region, a land or a district of today is called so.
 * @param {Settlements} of
 * @param {string} where
 * @param {Settlement[]} places
 */
function isKnown(of, where, places) {
  const bare = of.hints.bare(where),
    plain = (/** @type {string} */ name) => fold(name.replaceAll('_', ' ')),
    { regions, lands } = of.head.rules;
  if (places.length || of.hints.country(bare) || Object.hasOwn(lands, fold(bare))) return true;
  if (Object.entries(regions).flat().map(plain).includes(plain(bare))) return true;
  return isCalledAfter(of, [...new Set(of.head.districts.flatMap((district) => district.split(',')))], townIn(bare));
}

/**
 * Whether a place may have lain in the state of one of some towns within reach, as the atlas begins.
 * @param {Settlements} of
 * @param {Settlement} place
 * @param {Settlement[]} towns
 * @param {number} reach
 */
function inStateOf(of, place, towns, reach) {
  const states = towns.filter((town) => isNear(place, [town], reach)).map((town) => of.zone(town)?.tenure[0].holder);
  return of.mayLieIn(place).some((zone) => zone && states.includes(zone.tenure[0].holder));
}

/**
 * Those that lie near a place, or about a district's seat, or in today's district of that name.
 * @param {Settlements} of
 * @param {Bearer[]} bearers
 * @param {string} where
 * @returns {{ pointed: Bearer[], beside: Beside }}
 */
function withinReach(of, bearers, where) {
  const kind = of.hints.kindOf(where),
    bare = of.hints.bare(where),
    reach = REACH_M[kind],
    districts = (/** @type {Settlement} */ { district, land }) => district.split(',').slice(0, OBLASTS.includes(land) ? -1 : undefined),
    named = kind === 'near' ? [] : bearers.filter(({ place }) => isCalledAfter(of, districts(place), bare)),
    all = townsCalled(of, bare),
    towned = all.filter((tier) => tier.some(isTown)),
    seats = towned.length ? towned : all.filter((tier) => tier.some(({ people }) => people)),
    large = all.map((tier) => tier.filter(isTown)).filter((tier) => tier.length),
    tiers = named.length || (kind === 'near' && large.length) ? large : kind === 'district' ? seats : all,
    todays = named.length > 0 && (kind === 'raion' || named.every(({ place }) => place.land === 'PL')),
    powiat = of.hints.district.test(where.trim()), // which ends where its seat's state did
    about = (/** @type {Settlement[]} */ tier) => bearers.filter(({ place }) => isNear(place, tier, reach) && (!powiat || inStateOf(of, place, tier, reach))),
    meant = (todays ? null : tiers.find((tier) => about(tier).length)) ?? tiers[0] ?? [],
    near = todays ? [] : about(meant),
    kept = bearers.filter((one) => named.includes(one) || near.includes(one)),
    towns = named.length && !kept.some(({ place }) => isNear(place, meant, reach)) ? [] : meant,
    far = new Map(kept.map((one) => [one, towns.length ? nearestOf(towns, one.place).metres : 0]));
  const likeliest = (/** @type {Bearer} */ one) => [one.how === 'variant', one.cognate, !isTown(one.place), !named.includes(one), far.get(one)].map(Number);
  const pointed = kept
    .map((one) => ({ one, by: likeliest(one) }))
    .sort((a, b) => a.by.reduce((found, own, k) => found || own - b.by[k], 0))
    .map(({ one }) => one);
  return { pointed, beside: { where, towns, reach, understood: kept.length > 0 || isKnown(of, where, towns) } };
}

/**
 * Those to which what stands beside their name points, and what that was taken for.
 * @param {Settlements} of
 * @param {Bearer[]} bearers
 * @param {string} where
 * @returns {{ pointed: Bearer[], beside: Beside }}
 */
export function pointedBy(of, bearers, where) {
  const kind = of.hints.kindOf(where),
    bare = of.hints.bare(where);
  if (kind === 'gubernia') return { pointed: [], beside: { where, towns: [], reach: 0, understood: false } };
  if (kind in REACH_M) return withinReach(of, bearers, where);
  const pointed = pointedTo(of, bearers, where),
    nothing = { where, towns: [], reach: 0, understood: true };
  if (pointed.length && (kind || pointed.some(({ place }) => liesIn(of, place, bare)))) return { pointed, beside: nothing };
  const [towns = []] = townsCalled(of, townIn(bare));
  if (!pointed.length) return { pointed, beside: { ...nothing, towns, understood: isKnown(of, where, towns) } };
  const near = pointed.every(({ place }) => isNear(place, towns, NEAR_M));
  return { pointed, beside: near ? { ...nothing, towns, reach: NEAR_M } : nothing };
}
