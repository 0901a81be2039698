// Where a line to the name of a region may begin: on land, and on the region's own.

/** @import { End, Step } from './leads.js' */
/** @import { Atlas, Zone } from './mapdata.js' */
/** @import { Grid } from './state_names.js' */

import { zoneAt } from './atlas.js';

/** @typedef {{ at: Step, zone?: Zone | null }} Foothold a place in the view, and the zone whose land it is, null for none, once that was asked for */

/** @type {[across: number, down: number][]} */
const FIFTHS = [[0.5, 0.5], [0.2, 0.2], [0.8, 0.2], [0.2, 0.8], [0.8, 0.8]]; // of a box, from its corner
const ENDS = 12; // cells from which a line to a name is tried, at most

/**
 * Places spread over cells, from which a line may go.
 * @param {Atlas} atlas
 * @param {L.Map} map
 * @param {Grid} grid
 * @param {ArrayLike<number>} cells
 * @param {(zone: Zone) => boolean} which
 * @param {(lon: number, lat: number) => boolean} dry
 */
export function endsOn(atlas, map, grid, cells, which, dry) {
  const { step, columns } = grid,
    /** @type {End[]} */
    ends = [];
  for (let n = 0; n < cells.length; n += Math.ceil(cells.length / ENDS)) {
    const k = cells[n];
    ends.push(...endsIn(atlas, map, grid, k, [(k % columns) * step, Math.floor(k / columns) * step, step, step], which, dry));
  }
  return ends;
}

/**
 * Places spread over a box, which serve as far as they lie on land and in some zones. On whose land one lies is looked up when
 * it is asked for, once for a view, whatever the day.
 * @param {Atlas} atlas
 * @param {L.Map} map
 * @param {Grid} grid
 * @param {unknown} key of the box: the number of a cell, or a zone
 * @param {[left: number, top: number, width: number, height: number]} box pixels
 * @param {(zone: Zone) => boolean} which
 * @param {(lon: number, lat: number) => boolean} dry
 * @returns {End[]}
 */
export function endsIn(atlas, map, { footholds }, key, [left, top, width, height], which, dry) {
  const found = footholds.get(key) ?? FIFTHS.map(([across, down]) => /** @type {Foothold} */ ({ at: [left + across * width, top + down * height] }));
  footholds.set(key, found);
  const landOf = (/** @type {Foothold} */ { at }) => {
    const { lng, lat } = map.containerPointToLatLng(at),
      zone = zoneAt(atlas, lng, lat);
    return zone && dry(lng, lat) ? zone : null;
  };
  return found.map((one) => ({
    at: one.at,
    serves: () => {
      if (one.zone === undefined) one.zone = landOf(one);
      return one.zone !== null && which(one.zone);
    },
  }));
}
