// A grid over the view: which zone each cell lies in, and what has been found on it.

/** @import { Candidate } from './labels.js' */
/** @import { Foothold } from './footholds.js' */
/** @import { Atlas, Zone } from './mapdata.js' */
/** @import { Words } from './words.js' */

import { keeper } from './keeping.js';

/**
 * Which zone each cell of a view lies in, and what has been found on it.
 * @typedef {{ step: number, columns: number, rows: number, zones: (Zone | undefined)[], lons: number[], lats: number[],
 *   lands: Uint8Array, footholds: Map<unknown, Foothold[]>, labels: Map<string, { words: Words, labels: Candidate[] }> }} Grid whether
 *   a cell is land, where a line to a name may end in it, and the names of what was held by whom, stand there once they were
 *   asked for
 */

const KEPT = 3; // views

/** @type {(atlas: object, key: string, make: () => Map<string, Grid>) => Map<string, Grid>} */
const keepGrids = keeper();

/** @type {(atlas: object, key: string, make: () => number[][]) => number[][]} */
const keepRough = keeper();

/**
 * Which zone each cell of a view lies in; that does not hang on the day.
 * @param {Atlas} atlas
 * @param {L.Map} map
 * @returns {Grid}
 */
export function zoneGrid(atlas, map) {
  const size = map.getSize(),
    corner = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0])),
    key = `${map.getZoom()}/${corner.x}/${corner.y}/${size.x}/${size.y}`;
  const grids = keepGrids(atlas, '', () => new Map()),
    known = grids.get(key);
  if (known) return known;
  const step = Math.max(10, Math.round(Math.sqrt((size.x * size.y) / 6000)));
  const columns = Math.floor(size.x / step),
    rows = Math.floor(size.y / step),
    along = (/** @type {number} */ k) => (k + 0.5) * step;
  const lons = Array.from({ length: columns }, (_, k) => map.containerPointToLatLng([along(k), 0]).lng),
    lats = Array.from({ length: rows }, (_, k) => map.containerPointToLatLng([0, along(k)]).lat);
  if (grids.size > KEPT) grids.clear();
  const grid = { step, columns, rows, zones: cellZones(atlas, lons, lats), lons, lats, lands: new Uint8Array(columns * rows), footholds: new Map(), labels: new Map() };
  grids.set(key, grid);
  return grid;
}

/**
 * The zone that the middle of each cell lies in, but for those at the window's very edge: along each row, between where
 * the row crosses a zone's outline one time and the next.
 * @param {Atlas} atlas
 * @param {number[]} lons of the columns, from west to east
 * @param {number[]} lats of the rows, from north to south
 */
function cellZones(atlas, lons, lats) {
  const [west, south, east, north] = atlas.window,
    [wide, tall] = [(east - west) / 60, (north - south) / 70],
    [left, low, right, high] = atlas.edge,
    inner = (/** @type {number} */ lon) => lon > left + wide && lon < right - wide,
    columns = lons.length;
  /** @type {(Zone | undefined)[]} */
  const zones = new Array(columns * lats.length).fill(undefined);
  const lines = roughLines(atlas);
  for (const zone of atlas.zones) {
    /** @type {number[][]} */
    const crossings = lats.map(() => []);
    for (const ring of zone.rings) for (const k of ring) crossRows(lines[k < 0 ? ~k : k], lats, crossings);
    for (const { line, zone: of, other } of atlas.context) if (of === zone.number && other < 0) crossRows(line, lats, crossings);
    for (let row = 0; row < lats.length; row++) {
      const at = crossings[row];
      if (at.length < 2 || lats[row] <= low + tall || lats[row] >= high - tall) continue;
      at.sort((a, b) => a - b);
      let column = 0;
      for (let n = 0; n + 1 < at.length; n += 2) {
        while (column < columns && lons[column] < at[n]) column++;
        for (; column < columns && lons[column] < at[n + 1]; column++)
          if (inner(lons[column])) zones[row * columns + column] ??= zone;
      }
    }
  }
  return zones;
}

/**
 * Where the edges of a line cross rows.
 * @param {ArrayLike<number>} line longitudes and latitudes in turn
 * @param {number[]} lats of the rows, from north to south
 * @param {number[][]} crossings longitudes, by row; the line's are added
 */
function crossRows(line, lats, crossings) {
  let row = 0; // the first that lies south of the vertex
  while (row < lats.length && lats[row] >= line[1]) row++;
  for (let i = 2; i < line.length; i += 2) {
    const y1 = line[i + 1];
    if ((row >= lats.length || lats[row] < y1) && (row <= 0 || lats[row - 1] >= y1)) continue;
    const x0 = line[i - 2],
      y0 = line[i - 1],
      x1 = line[i],
      cross = (/** @type {number} */ k) => crossings[k].push(x0 + ((x1 - x0) * (lats[k] - y0)) / (y1 - y0));
    while (row < lats.length && lats[row] >= y1) cross(row++);
    while (row > 0 && lats[row - 1] < y1) cross(--row);
  }
}

/**
 * For a grid of many places an outline of a few hundred vertices does.
 * @param {Atlas} atlas
 */
function roughLines(atlas) {
  const rough = (atlas.window[2] - atlas.window[0]) / 160;
  return keepRough(atlas, '', () =>
    atlas.arcs.map(({ line }) => {
      const last = line.length - 2;
      let x = line[0], // what was kept last
        y = line[1];
      const out = [x, y];
      for (let k = 2; k < last; k += 2) {
        const dx = (line[k] - x) * 0.55,
          dy = line[k + 1] - y;
        if (dx * dx + dy * dy > rough * rough) out.push((x = line[k]), (y = line[k + 1]));
      }
      out.push(line[last], line[last + 1]);
      return out;
    }),
  );
}
