// Days as numbers, and what had happened by a day.

/** @import { Atlas, Event } from './mapdata.js' */

const DAY_MS = 86400000;

/** @param {string} iso */
export const dayNumber = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);

/** @param {number} number */
export const isoDay = (number) => new Date(number * DAY_MS).toISOString().slice(0, 10);

/**
 * Whether an event began somebody's hold on land.
 * @param {Pick<Atlas, 'zones'>} atlas
 * @param {Event} event
 */
export const movesBorder = ({ zones }, event) => zones.some((zone) => zone.tenure.some((span) => span.event === event));

/**
 * The last event up to a day; of several on one day the one that moved a border.
 * @param {Pick<Atlas, 'events' | 'zones'>} atlas
 * @param {string} day
 * @returns {Event | undefined}
 */
export function eventOn(atlas, day) {
  const last = atlas.events.findLast((event) => event.date <= day),
    same = last ? atlas.events.filter((event) => event.date === last.date) : [];
  return same.find((event) => movesBorder(atlas, event)) || last;
}
