// Who held a zone on which day, and whose army stood in it.

/** @import { Army, Atlas, Span, Zone } from './mapdata.js' */
/** @import { Words } from './words.js' */

import { dayNumber, isoDay } from './days.js';
import { chord } from './geodesy.js';
import { grouped } from './grouping.js';
import { keeper } from './keeping.js';
import { fill, heldWords, holderName, inWords } from './words.js';

/**
 * The span of a zone's tenure that holds a day: half-open, an empty end is open. An atlas has one for every zone and day.
 * @template {Pick<Span, 'start' | 'end'>} S
 * @param {{ tenure: S[] }} zone
 * @param {string} day
 */
export const holding = (zone, day) =>
  /** @type {S} */ (zone.tenure.find((span) => (!span.start || span.start <= day) && (!span.end || day < span.end)));

/**
 * Whose army stood in a zone that its state did not hold: that of an occupier; of the next holder, from the day it
 * entered. Empty where there was none.
 * @param {Pick<Atlas, 'holders'>} atlas
 * @param {Pick<Zone, 'tenure'>} zone
 * @param {string} day
 */
export function armyIn({ holders }, { tenure }, day) {
  const k = tenure.indexOf(holding({ tenure }, day)),
    [now, next] = [tenure[k], tenure[k + 1]];
  return now.occupier || (next?.entry && next.entry <= day ? (holders[next.holder] ?? '') : '');
}

/**
 * From whom a zone was passing to its holder on a day, and over which days: while it was being handed over, perhaps not
 * yet all of it. Nothing where it was not, or where a title alone passed.
 * @param {Pick<Zone, 'tenure'>} zone
 * @param {string} day
 * @returns {{ from: number, first: string, last: string } | null}
 */
export function passingIn({ tenure }, day) {
  const k = tenure.indexOf(holding({ tenure }, day)),
    [had, now] = [tenure[k - 1], tenure[k]],
    [first, last] = now.edtf.split('/');
  return had && had.holder !== now.holder && first && last && day <= last ? { from: had.holder, first, last } : null;
}

/**
 * Whether an army that came and went was in a zone that its state neither held nor occupied.
 * @param {Pick<Atlas, 'holders'>} atlas
 * @param {Pick<Zone, 'number' | 'tenure'>} zone
 * @param {string} day
 * @param {Army} army
 */
function wasIn({ holders }, zone, day, army) {
  const { holder, occupier } = holding(zone, day);
  return army.zone === zone.number && army.start <= day && day <= army.last && army.state !== holders[holder] && army.state !== occupier;
}

/**
 * What is hatched on a day: zones with the state whose army stood in part of them, and of armies that came and went which.
 * @param {Pick<Atlas, 'holders' | 'zones' | 'armies'>} atlas
 * @param {string} day
 * @returns {{ zone: Zone, whose: string, near: Army[] }[]}
 */
export const armiesOn = (atlas, day) =>
  atlas.zones.flatMap((zone) => {
    const whose = armyIn(atlas, zone, day),
      others = grouped(atlas.armies.filter((army) => army.state !== whose && wasIn(atlas, zone, day, army)), ({ state }) => state);
    return [...(whose ? [{ zone, whose, near: [] }] : []), ...Array.from(others, ([state, near]) => ({ zone, whose: state, near }))];
  });

/**
 * The zones that were being handed over on a day, but those in which another's army had entered already.
 * @param {Pick<Atlas, 'holders' | 'zones'>} atlas
 * @param {string} day
 * @returns {{ zone: Zone, from: number, to: number }[]}
 */
export const passingOn = (atlas, day) =>
  atlas.zones.flatMap((zone) => {
    const passing = armyIn(atlas, zone, day) ? null : passingIn(zone, day);
    return passing ? [{ zone, from: passing.from, to: holding(zone, day).holder }] : [];
  });

/**
 * All that is hatched on a day: land with armies in it, and land that was being handed over; whether to or by the state
 * that the page is about.
 * @param {Pick<Atlas, 'holders' | 'zones' | 'armies' | 'state'>} atlas
 * @param {string} day
 * @returns {{ zone: Zone, near: Army[], own: boolean, passes: boolean }[]}
 */
export const hatchedOn = (atlas, day) => [
  ...armiesOn(atlas, day).map(({ zone, whose, near }) => ({ zone, near, own: whose === atlas.holders[atlas.state], passes: false })),
  ...passingOn(atlas, day).map(({ zone, to }) => ({ zone, near: [], own: to === atlas.state, passes: true })),
];

/**
 * The army of another state that was near a place on a day, and moved no border; the nearest of several.
 * @param {Pick<Atlas, 'holders' | 'armies'>} atlas
 * @param {Pick<Zone, 'number' | 'tenure'>} zone
 * @param {string} day
 * @param {{ lon: number, lat: number }} place
 * @returns {Army | null}
 */
export function armyNear(atlas, zone, day, place) {
  let near = null,
    least = Infinity;
  for (const army of atlas.armies) {
    if (!wasIn(atlas, zone, day, army)) continue;
    const km = chord(army, place) / 1000;
    if (km > army.reach_km || km >= least) continue;
    least = km;
    near = army;
  }
  return near;
}

/**
 * What a state is called in a sentence; in English some have an article.
 * @param {Words} words
 * @param {Pick<Atlas, 'holders' | 'named'>} atlas
 * @param {string} state
 */
export const stateNamed = (words, { holders, named }, state) =>
  words.holders[state] || named[holders.indexOf(state)] || state;

/**
 * Whose an army is, in the case that its language has for it.
 * @param {Words} words
 * @param {Pick<Atlas, 'holders' | 'named'>} atlas
 * @param {string} state
 */
export const ofState = (words, atlas, state) => words.genitives[state] || stateNamed(words, atlas, state);

/**
 * Who held a zone on a day, or a place in it; then, where it was passing from one to another or an army near the place, that.
 * @param {Words} words
 * @param {Pick<Atlas, 'holders' | 'named' | 'armies'>} atlas
 * @param {Pick<Zone, 'number' | 'tenure'>} zone
 * @param {string} day
 * @param {{ lon: number, lat: number } | null} [place]
 */
export function heldOn(words, atlas, zone, day, place = null) {
  const { tenure } = zone,
    span = holding(zone, day),
    k = tenure.indexOf(span),
    held = heldWords(words, atlas, span),
    whose = armyIn(atlas, zone, day),
    passing = passingIn(zone, day),
    army = place && armyNear(atlas, zone, day, place),
    say = (/** @type {string} */ date) => inWords(words, date);
  if (!whose && passing) {
    const [other, by] = [passing.from, span.holder].map((holder) => holderName(words, atlas, holder));
    return fill(words.passing_to, { held, day: say(passing.first), until: say(passing.last), other, by });
  }
  if (!whose && army) return fill(words.army_near, { by: ofState(words, atlas, army.state), held });
  if (!whose || whose === span.occupier) return held;
  const next = tenure[k + 1];
  return fill(words.being_taken, { held, until: say(next.start), then: heldWords(words, atlas, next), day: say(next.entry) });
}

const keepTurns = keeper();

/**
 * How many days had come by a day on which land changed hands or an army came or went: what is drawn hangs on that alone.
 * @param {Pick<Atlas, 'zones' | 'armies'>} atlas
 * @param {string} day
 */
export function stint(atlas, day) {
  /** @type {string[]} */
  const turns = keepTurns(atlas, '', () => {
    const spans = atlas.zones.flatMap((zone) => zone.tenure),
      ends = spans.map(({ edtf }) => dayNumber(edtf.split('/')[1])).filter(Number.isFinite),
      left = atlas.armies.map(({ last }) => dayNumber(last)),
      over = [...ends, ...left].map((end) => isoDay(end + 1));
    return [...new Set([...spans.flatMap(({ start, entry }) => [start, entry]), ...atlas.armies.map(({ start }) => start), ...over])].filter(Boolean);
  });
  return turns.filter((turn) => turn <= day).length;
}
