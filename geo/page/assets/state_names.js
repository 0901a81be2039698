// A state's name stands where its land in view is widest: on a grid over the view, the cells farthest from any
// cell that is not its own. If the best is taken the next best serves, so a name never leaves its land.

/** @import { Candidate, Spot, Within } from './labels.js' */
/** @import { Atlas, Zone } from './mapdata.js' */
/** @import { Words } from './words.js' */

import { zoneAt } from './atlas.js';
import { grouped } from './grouping.js';
import { keeper } from './keeping.js';
import { holding } from './tenure.js';
import { holderName } from './words.js';

/** @typedef {{ step: number, columns: number, rows: number, zones: (Zone | undefined)[], place: (k: number) => L.LatLng }} Grid */

const KEPT = 3; // views

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
    if (lng > west + wide / 40 && lng < east - wide / 10 && lat > south + tall / 70 && lat < north - tall / 70)
      zones[k] = quickZone(atlas, lng, lat);
  }
  if (grids.size > KEPT) grids.clear();
  const grid = { step, columns, rows, zones, place };
  grids.set(key, grid);
  return grid;
}

/**
 * @param {Atlas} atlas
 * @param {L.Map} map
 * @param {string} day
 * @param {Words} words
 * @param {Within | undefined} within
 * @returns {Candidate[]}
 */
export function stateLabels(atlas, map, day, words, within) {
  const { step, columns, rows, zones, place } = zoneGrid(atlas, map),
    owner = new Int16Array(columns * rows).fill(-1);
  zones.forEach((zone, k) => {
    const x = ((k % columns) + 0.5) * step;
    if (zone && (!within || (x > within[0] && x < within[1]))) owner[k] = holding(zone, day).holder;
  });
  // Steps to the nearest cell of another holder, sideways counting half, for names are wide: two sweeps of a chamfer.
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
  const held = ahead.filter((k) => owner[k] >= 0).sort((a, b) => a - b);
  return [...grouped(held, (k) => owner[k])]
    .map(([holder, list]) => {
      list.sort((a, b) => reach[b] - reach[a] || a - b);
      const best = list[0],
        at = place(best),
        widest = reach[best] * step;
      const x0 = best % columns,
        y0 = Math.floor(best / columns);
      /** @type {Spot[]} */
      const places = list
        .filter((k, n) => n % Math.ceil(list.length / 60) === 0 && reach[k] >= 0.45 * reach[best])
        .slice(0, 40)
        .map((k) => [0, 0, ((k % columns) - x0) * step, (Math.floor(k / columns) - y0) * step]);
      return {
        text: holderName(words, atlas, holder),
        kind: widest > 42 ? 'state' : 'state-small',
        lat: at.lat,
        lon: at.lng,
        places,
        widest,
        within,
      };
    })
    .sort((a, b) => b.widest - a.widest);
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
