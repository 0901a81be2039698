// What had just happened by a day, for the line under the slider: of a page about a part of the border, there.

/** @import { Atlas, Event, Zone } from './mapdata.js' */

import { eventOn } from './days.js';
import { keeper } from './keeping.js';
import { armyIn, holding } from './tenure.js';

/** @typedef {Pick<Atlas, 'days' | 'events' | 'holders' | 'state' | 'view' | 'zones'>} Told */

/**
 * An event, and how it is told: of today; as that by which the border last moved; as what goes on since; or none.
 * @typedef {{ event: Event | null, how: 'today' | 'moved' | 'lately' | 'none' }} News
 */

/**
 * The zones that a page is about: all, or those of its regions.
 * @param {Pick<Atlas, 'view' | 'zones'>} atlas
 */
export const zonesShown = ({ view, zones }) => (view.regions.length ? zones.filter(({ region }) => view.regions.includes(region)) : zones);

const keepTurns = keeper();

/**
 * The days on which land that a page is about came to its state or left it, with what began that.
 * @param {Told} atlas
 * @returns {{ day: string, event: Event | null }[]}
 */
export const turnsOf = (atlas) =>
  keepTurns(atlas, '', () => {
    const { days, state } = atlas;
    const found = zonesShown(atlas).flatMap(({ tenure }) =>
      tenure
        .filter(({ holder }, k) => k && (holder === state) !== (tenure[k - 1].holder === state))
        .filter(({ start }) => start > days.from && start <= days.last)
        .map(({ start, event }) => ({ day: start, event })),
    );
    return [...new Map(found.map((turn) => [turn.day, turn])).values()].sort((a, b) => (a.day < b.day ? -1 : 1));
  });

/**
 * What began that the state's army is in land of which another is the holder still: the latest of several.
 * @param {Told} atlas
 * @param {string} day
 * @returns {Event | undefined}
 */
export function goingOn(atlas, day) {
  const itself = atlas.holders[atlas.state];
  const began = (/** @type {Zone} */ zone) => {
    if (armyIn(atlas, zone, day) !== itself) return null;
    const span = holding(zone, day),
      { entry } = zone.tenure[zone.tenure.indexOf(span) + 1] ?? span;
    return span.occupier ? span.event : atlas.events.find(({ date }) => date === entry);
  };
  const events = zonesShown(atlas).flatMap((zone) => began(zone) ?? []);
  return events.sort((a, b) => (a.date < b.date ? -1 : 1)).at(-1);
}

/**
 * @param {Told} atlas
 * @param {string} day
 * @returns {News}
 */
export function newsOn(atlas, day) {
  const event = eventOn(atlas, day) ?? null;
  if (event?.date === day) return { event, how: 'today' };
  const moved = turnsOf(atlas).findLast((turn) => turn.day <= day)?.event,
    on = goingOn(atlas, day);
  if (on && !(moved && moved.date > on.date)) return { event: on, how: 'lately' };
  if (moved) return { event: moved, how: 'moved' };
  return event && !atlas.view.regions.length ? { event, how: 'lately' } : { event: null, how: 'none' };
}
