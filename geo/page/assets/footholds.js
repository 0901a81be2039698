// Where a line to a name may begin: on land, and on that which is named.

/** @import { End, Step } from './leads.js' */
/** @import { Atlas, Zone } from './mapdata.js' */
/** @import { Grid } from './zone_grid.js' */

import { zoneAt } from './atlas.js';

/** @typedef {{ at: Step, zone?: Zone | null }} Foothold a place in the view, and the zone whose land it is, null for none, once that was asked for */

/** @type {[across: number, down: number][]} */
const FIFTHS = [[0.5, 0.5], [0.2, 0.2], [0.8, 0.2], [0.2, 0.8], [0.8, 0.8]]; // of a box, from its corner
const WET = 1, // and 0 while nobody has asked
  DRY = 2;
const ENDS = 12; // cells from which a line to a name is tried, at most

/**
 * Places spread over cells, from which a line may go.
 * @param {Atlas} atlas
 * @param {L.Map} map
 * @param {Grid} grid
 * @param {ArrayLike<number>} cells
 * @param {(zone: Zone) => boolean} which
 * @param {(lon: number, lat: number) => boolean} dry
 * @param {number} [each] how many to a cell, its middle first
 */
export function endsOn(atlas, map, grid, cells, which, dry, each = FIFTHS.length) {
  const { step, columns } = grid,
    /** @type {End[]} */
    ends = [];
  for (let n = 0; n < cells.length; n += Math.ceil(cells.length / ENDS)) {
    const k = cells[n];
    ends.push(...endsIn(atlas, map, grid, k, [(k % columns) * step, Math.floor(k / columns) * step, step, step], which, dry, amidst(grid, k)).slice(0, each));
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
 * @param {Zone} [around] the zone that all of the box lies in, where that is known
 * @returns {End[]}
 */
export function endsIn(atlas, map, { footholds }, key, [left, top, width, height], which, dry, around) {
  const found = footholds.get(key) ?? FIFTHS.map(([across, down]) => /** @type {Foothold} */ ({ at: [left + across * width, top + down * height] }));
  footholds.set(key, found);
  const landOf = (/** @type {Foothold} */ { at }) => {
    const { lng, lat } = map.containerPointToLatLng(at),
      zone = around ?? zoneAt(atlas, lng, lat);
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

/**
 * The zone that a cell lies amidst, if all about it do.
 * @param {Grid} grid
 * @param {number} k the cell
 * @returns {Zone | undefined}
 */
function amidst({ zones, columns }, k) {
  for (const row of [k - columns, k, k + columns]) for (let at = row - 1; at <= row + 1; at++) if (zones[at] !== zones[k]) return undefined;
  return zones[k];
}

/**
 * Whether the middle of some zones lies in view.
 * @param {Atlas} atlas
 * @param {L.Map} map
 * @param {(zone: Zone) => boolean} which
 */
export function middleShown(atlas, map, which) {
  const boxes = atlas.zones.filter(which).map(({ box }) => box),
    middle = (/** @type {0 | 1} */ k) => (Math.min(...boxes.map((box) => box[k])) + Math.max(...boxes.map((box) => box[k + 2]))) / 2;
  return map.getBounds().contains([middle(1), middle(0)]);
}

/**
 * Whether the middle of a cell is on land.
 * @param {Grid} grid
 * @param {number} k the cell
 * @param {(lon: number, lat: number) => boolean} dry whether a place is on land
 */
export function dryCell({ lons, lats, lands, columns }, k, dry) {
  lands[k] ||= dry(lons[k % columns], lats[Math.floor(k / columns)]) ? DRY : WET;
  return lands[k] === DRY;
}
