// What changed hands between two days.

/** @import { Atlas, Zone } from './mapdata.js' */

import { holding } from './tenure.js';

/**
 * What changed between two days for the state the page is about: +1 gained, -1 lost, 0 neither.
 * @param {Pick<Atlas, 'state'>} atlas
 * @param {Pick<Zone, 'tenure'>} zone
 * @param {string} before
 * @param {string} after
 */
export function turned(atlas, zone, before, after) {
  const had = holding(zone, before).holder === atlas.state,
    has = holding(zone, after).holder === atlas.state;
  return Number(has) - Number(had);
}
