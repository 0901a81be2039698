// The name of a state, or of a region that changed hands, stands where its land in view is widest: on a grid over the
// view, the cells farthest from any cell that is not its own. If the best is taken the next best serves, so a name
// leaves its land only where several regions have one name together, which may stand beside them.

/** @import { Candidate, Spot, Within } from './labels.js' */
/** @import { Atlas, Zone } from './mapdata.js' */
/** @import { Words } from './words.js' */

import { zoneAt } from './atlas.js';
import { grouped } from './grouping.js';
import { keeper } from './keeping.js';
import { holding } from './tenure.js';
import { holderName } from './words.js';

/** @typedef {{ step: number, columns: number, rows: number, zones: (Zone | undefined)[], place: (k: number) => L.LatLng }} Grid */

/** @typedef {Candidate & { widest: number, cells: number[], best: number }} Named */

const KEPT = 3; // views
const GROUPS_UNTIL = 7; // the zoom from which on each region has room for its own name

/** @type {(atlas: object, key: string, make: () => Map<string, Grid>) => Map<string, Grid>} */
const keepGrids = keeper();

const keepRough = keeper();

/**
 * Which zone each cell of a view lies in; that does not hang on the day.
 * @param {Atlas} atlas
 * @param {L.Map} map
 * @returns {Grid}
 */
function zoneGrid(atlas, map) {
  const size = map.getSize(),
    corner = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0])),
    key = `${map.getZoom()}/${corner.x}/${corner.y}/${size.x}/${size.y}`;
  const grids = keepGrids(atlas, '', () => new Map()),
    known = grids.get(key);
  if (known) return known;
  const step = Math.max(10, Math.round(Math.sqrt((size.x * size.y) / 6000)));
  const columns = Math.floor(size.x / step),
    rows = Math.floor(size.y / step),
    zones = new Array(columns * rows).fill(undefined);
  const [west, south, east, north] = atlas.window,
    wide = east - west,
    tall = north - south;
  const place = (/** @type {number} */ k) =>
    map.containerPointToLatLng([((k % columns) + 0.5) * step, (Math.floor(k / columns) + 0.5) * step]);
  for (let k = 0; k < zones.length; k++) {
    const { lat, lng } = place(k);
    if (lng > west + wide / 60 && lng < east - wide / 60 && lat > south + tall / 70 && lat < north - tall / 70)
      zones[k] = quickZone(atlas, lng, lat);
  }
  if (grids.size > KEPT) grids.clear();
  const grid = { step, columns, rows, zones, place };
  grids.set(key, grid);
  return grid;
}

/**
 * The regions that have a name of their own, then states on a day, then what several regions are called together.
 * @param {Atlas} atlas
 * @param {L.Map} map
 * @param {Words} words
 * @param {{ day: string, within?: Within, tag?: string }} what the day, the part of the view, and what is to stand
 *   under the names of states
 * @returns {Candidate[]}
 */
export function landLabels(atlas, map, words, { day, within, tag }) {
  const grid = zoneGrid(atlas, map),
    place = (/** @type {(zone: Zone) => string} */ name) => placed(grid, name, within),
    state = (/** @type {Zone} */ zone) => holderName(words, atlas, holding(zone, day).holder),
    region = (/** @type {Zone} */ zone) => atlas.labels[zone.region]?.[0] ?? '',
    together = (/** @type {Zone} */ zone) => atlas.labels[zone.region]?.[1] ?? '';
  const states = place(state),
    stands = new Set(states.map(({ text }) => text)),
    close = map.getZoom() >= GROUPS_UNTIL,
    regions = place(region).filter(({ text }) => !stands.has(text)),
    groups = place(together).map((group) => ({ ...group, places: [...group.places, ...beside(group, grid)] }));
  return [
    // from afar in lines of a word each, for the land is narrow
    ...regions.map((each) => ({ ...each, kind: 'region', text: close ? each.text : each.text.replaceAll(' ', '\n') })),
    ...states.map((each) => ({ ...each, text: tag ? `${each.text}\n${tag}` : each.text })),
    ...(close ? [] : groups).map((each) => ({ ...each, kind: 'region' })),
  ];
}

/**
 * Left of what has one name together: where the border went, not where it came from.
 * @param {Named} group
 * @param {Grid} grid
 * @returns {Spot[]}
 */
function beside({ cells, best }, { step, columns }) {
  const across = cells.map((k) => k % columns),
    down = cells.map((k) => Math.floor(k / columns)),
    middle = (Math.min(...down) + Math.max(...down)) / 2 - Math.floor(best / columns);
  /** @type {(edge: number, row: number) => Spot} */
  const spot = (edge, row) => [-1, 0, (edge - (best % columns) - 1) * step, row * step];
  return [0, -2, 2, -4, 4].map((row) => spot(Math.min(...across), middle + row));
}

/**
 * A name for each of the names that zones have, where their land is widest.
 * @param {Grid} grid
 * @param {(zone: Zone) => string} nameOf empty for none
 * @param {Within | undefined} within
 * @returns {Named[]}
 */
function placed({ step, columns, rows, zones, place }, nameOf, within) {
  const owner = new Int16Array(columns * rows).fill(-1),
    numbers = new Map(),
    /** @type {string[]} */
    names = [];
  zones.forEach((zone, k) => {
    const x = ((k % columns) + 0.5) * step,
      name = zone && (!within || (x > within[0] && x < within[1])) ? nameOf(zone) : '';
    if (!name) return;
    if (!numbers.has(name)) numbers.set(name, names.push(name) - 1);
    owner[k] = numbers.get(name);
  });
  const { held, reach } = reaches(owner, columns);
  return [...grouped(held, (k) => owner[k])]
    .map(([number, cells]) => {
      cells.sort((a, b) => reach[b] - reach[a] || a - b);
      const best = cells[0],
        at = place(best),
        widest = reach[best] * step;
      const x0 = best % columns,
        y0 = Math.floor(best / columns);
      /** @type {Spot[]} */
      const places = cells
        .filter((k, n) => n % Math.ceil(cells.length / 90) === 0 && reach[k] >= 0.3 * reach[best])
        .slice(0, 60)
        .map((k) => [0, 0, ((k % columns) - x0) * step, (Math.floor(k / columns) - y0) * step]);
      return {
        text: names[number],
        kind: widest > 42 ? 'state' : 'state-small',
        lat: at.lat,
        lon: at.lng,
        places,
        widest,
        within,
        cells,
        best,
      };
    })
    .sort((a, b) => b.widest - a.widest);
}

/**
 * Steps to the nearest cell of another owner, sideways counting half, for names are wide: two sweeps of a chamfer.
 * @param {Int16Array} owner of each cell, -1 for none
 * @param {number} columns
 */
function reaches(owner, columns) {
  const reach = new Float32Array(owner.length);
  /** @type {(order: number[], around: [rows: number, columns: number, steps: number][]) => void} */
  const sweep = (order, around) => {
    for (const k of order) {
      const c = k % columns;
      let least = Infinity;
      for (const [dr, dc, cost] of around) {
        const cc = c + dc,
          n = k + dr * columns + dc,
          there = cc >= 0 && cc < columns && n >= 0 && n < owner.length;
        least = Math.min(least, there && owner[n] === owner[k] ? reach[n] + cost : cost / 2);
      }
      reach[k] = Math.min(reach[k] || Infinity, least);
    }
  };
  const ahead = Array.from(owner.keys());
  sweep(ahead, [
    [0, -1, 0.5],
    [-1, 0, 1],
    [-1, -1, 1.1],
    [-1, 1, 1.1],
  ]);
  sweep(ahead.reverse(), [
    [0, 1, 0.5],
    [1, 0, 1],
    [1, 1, 1.1],
    [1, -1, 1.1],
  ]);
  return { reach, held: ahead.filter((k) => owner[k] >= 0).sort((a, b) => a - b) };
}

/**
 * For a grid of many places an outline of a few hundred vertices does.
 * @param {Atlas} atlas
 * @param {number} lon
 * @param {number} lat
 */
function quickZone(atlas, lon, lat) {
  const rough = (atlas.window[2] - atlas.window[0]) / 160;
  const outlined = keepRough(atlas, '', () => ({
    ...atlas,
    arcs: atlas.arcs.map((arc) => {
      const out = [arc.line[0], arc.line[1]];
      for (let k = 2; k < arc.line.length - 2; k += 2) {
        if (Math.hypot((arc.line[k] - out[out.length - 2]) * 0.55, arc.line[k + 1] - out[out.length - 1]) > rough)
          out.push(arc.line[k], arc.line[k + 1]);
      }
      out.push(arc.line[arc.line.length - 2], arc.line[arc.line.length - 1]);
      return { line: out };
    }),
  }));
  return zoneAt(outlined, lon, lat);
}
