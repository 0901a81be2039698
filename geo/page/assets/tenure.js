// Who held a zone on which day.

/** @import { Span } from './mapdata.js' */

/**
 * The span of a zone's tenure that holds a day: half-open, an empty end is open. An atlas has one for every zone and day.
 * @template {Pick<Span, 'start' | 'end'>} S
 * @param {{ tenure: S[] }} zone
 * @param {string} day
 */
export const holding = (zone, day) =>
  /** @type {S} */ (zone.tenure.find((span) => (!span.start || span.start <= day) && (!span.end || day < span.end)));
