// The atlas as it arrives: JSON and packed coordinates. Tables and lines come with their names: see geo/page/wire.py.

/** @import { Sea } from './open_sea.js' */
/** @import { Words } from './words.js' */

import { grouped } from './grouping.js';
import { lineBox } from './boxes.js';
import { runReader } from './packing.js';

/**
 * A line: longitudes and latitudes in turn, degrees.
 * @typedef {Float64Array} Line
 */

/**
 * West, south, east and north, degrees.
 * @typedef {[number, number, number, number]} Box
 */

/**
 * A piece of a frontier: what geo.atlas.arrangement.Arc is, with the numbers of the zones on either side, -1 outside.
 * @typedef {object} Arc
 * @property {string} id
 * @property {string} kind land, river, lake, sea or window
 * @property {number | null} sigma one standard error of its position, metres
 * @property {number} left
 * @property {number} right
 * @property {Line} line
 * @property {string} legal
 * @property {string} citation
 * @property {string} source
 */

/**
 * Something that happened to the borders, or led to it.
 * @typedef {object} Event
 * @property {string} id
 * @property {string} date
 * @property {string} title
 * @property {string} changed
 * @property {number | null} lon
 * @property {number | null} lat
 * @property {string} citation
 * @property {string} known
 */

/**
 * What a lesson shows: a day, a part of the map, and what is written there.
 * @typedef {{ title: string, says: string, day: string, view: 'single' | 'both', box: Box, note: string, lon: number,
 *   lat: number }} Chapter
 */

/**
 * A holder's time in a zone: from a day up to, not including, another; either may be empty, which is open.
 * @typedef {object} Span
 * @property {number} holder
 * @property {string} status
 * @property {string} start
 * @property {string} end
 * @property {string} edtf
 * @property {Event | null} event what began it
 * @property {string} occupier
 * @property {string} entry the day on which the holder's army began to enter, where that is before the start
 */

/**
 * An army of another state that came and went, within so many kilometres of a place: its days, and where it is known from.
 * @typedef {{ zone: number, state: string, places: string, lon: number, lat: number, reach_km: number, start: string,
 *   last: string, citation: string }} Army
 */

/**
 * Land that changed hands as a whole. Its rings are arcs by number, those walked backward by its complement (~).
 * @typedef {object} Zone
 * @property {string} id
 * @property {string} name
 * @property {string} region
 * @property {number} number
 * @property {number[][]} rings
 * @property {Span[]} tenure
 * @property {Box} box
 * @property {Run[] | null} shore its territory, where it turns and reaches the sea
 * @property {{ area_km2: number, lake_km2: number } | null} area of it, where it turns
 */

/**
 * A place with its names of today and of the first day, which is empty where it is not known; the larger its label the
 * smaller its rank, 0 for none; and the year of its foundation if that is later than the atlas, else 0.
 * @typedef {{ name: string, then: string, lon: number, lat: number, rank: number, founded: number }} Place
 */

/**
 * A piece of a parallel that changed hands, while the epochs from one to before another last: whole steps, and metres
 * that are positive where it was gained; an arc that ends it by number, the shore -1.
 * @typedef {object} Piece
 * @property {number} from
 * @property {number} until
 * @property {number} parallel
 * @property {number} west
 * @property {number} east
 * @property {number} metres
 * @property {number | null} sigma
 * @property {number} west_arc
 * @property {number} east_arc
 * @property {number} westward which way the border went: 1 west, -1 east, 0 where it came or went
 */

/**
 * What the pieces of a parallel come to, metres; its western end is land, lake, coast or edge.
 * @typedef {object} Parallel
 * @property {number} from
 * @property {number} until
 * @property {number} parallel
 * @property {number} gain
 * @property {number} loss
 * @property {number} net
 * @property {number | null} sigma
 * @property {string} end
 */

/**
 * A run along a line, from one vertex to another: a part of a ring of a zone's territory.
 * @typedef {{ zone: number, part: number, ring: number, lines: 'arcs' | 'coast' | 'corners', line: number,
 *   first: number, last: number }} Run
 */

/**
 * The figures of a region or of all: what geo.measures.summary.RegionShift is.
 * @typedef {object} Figures
 * @property {string} region
 * @property {string} name
 * @property {number} area_km2
 * @property {number | null} lake_km2
 * @property {number | null} sigma_area_km2
 * @property {number} mean_km
 * @property {number | null} sigma_mean_km
 * @property {number} max_km
 * @property {number} max_lat
 * @property {string | null} max_near
 * @property {number} lat_from
 * @property {number} lat_to
 */

/**
 * What holds from a day on: figures, and the parts of a sentence between which the day goes.
 * @typedef {{ number: number, day: string, sentence: string[], total: Figures, regions: Figures[] }} Epoch
 */

/**
 * What the page works with. Nothing in it depends on a day; who held what is asked of `holding`.
 * @typedef {object} Atlas
 * @property {string} id short name, for those of files
 * @property {number} state the number of the holder the page is about
 * @property {{ dated: boolean, first: string, from: string, last: string, before: string, after: string }} days
 * @property {{ id: string, title: string, regions: string[] }} view the page; the regions that it is about, none for the whole
 * @property {Box} window
 * @property {Box} focus
 * @property {number} every degrees between parallels
 * @property {number} piece_steps to a degree, of the ends of pieces
 * @property {boolean} errors_known
 * @property {(`legend_${string}` & keyof Words)[]} legend its lines
 * @property {string[]} holders
 * @property {string[]} named those in an English sentence, some with an article
 * @property {Record<string, [label: string, together: string, name?: string]>} labels of regions on the map: its own, and that of several; without one its name
 * @property {Arc[]} arcs
 * @property {Line[]} coast
 * @property {Line[]} corners where arcs and coasts cross
 * @property {{ name: string, rings: Line[] }[]} lakes
 * @property {{ name: string, rank: number, line: Line }[]} rivers
 * @property {Line[]} around
 * @property {{ zone: number, other: number, line: Line }[]} context beyond the window: outlines of land, with the zone it
 *   changed hands with, and borders between two
 * @property {Box} edge the window, and what lies beyond it
 * @property {number} context_km one standard error of those
 * @property {Sea[]} sea the parts of the open sea
 * @property {Box} sea_frame what it is drawn in
 * @property {Zone[]} zones
 * @property {Army[]} armies
 * @property {Event[]} events
 * @property {Chapter[]} chapters
 * @property {Place[]} places
 * @property {{ file: string, build: string } | null} settlements what is searched beside the page
 * @property {Piece[]} pieces
 * @property {Parallel[]} parallels
 * @property {Epoch[]} epochs
 * @property {{ claim: string, low: number, high: number, regions: string[], start: string, end: string, latitudes: [number, number][] }[]} claims of kilometres,
 *   and the days between which the border moved so far
 * @property {string} attribution
 */

const loader = /** @type {{ unpacked: (id: string) => Promise<ArrayBuffer>, inflated: (text: string) => Promise<ArrayBuffer> }} */ (
  /** @type {unknown} */ (globalThis)
);

/**
 * What a block of the page holds: JSON, and the bytes behind it.
 * @param {string} id of its element
 */
export const readBlock = async (id) => parted(await loader.unpacked(id));

/**
 * JSON, and the bytes behind it.
 * @param {string} text
 */
export const unpacked = async (text) => parted(await loader.inflated(text));

/** @param {ArrayBuffer} buffer */
function parted(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  return { head, bytes: new Uint8Array(buffer, 4 + length) };
}

/** What these scripts read; geo/page/wire.py has the number of what is written. */
export const VERSION = 7;

/**
 * The rows of a table that came as columns, by the names that came with it.
 * @param {Record<string, any[]>} table
 * @returns {any[]}
 */
export function rowsOf(table) {
  const names = Object.keys(table);
  return (table[names[0]] ?? []).map((_, k) => {
    /** @type {Record<string, any>} */
    const row = {};
    for (const name of names) row[name] = table[name][k];
    return row;
  });
}

/**
 * Every run of lines that the bytes hold.
 * @param {Record<string, { count: number, steps: number }>} runs in the order of the bytes
 * @param {Uint8Array} bytes
 * @returns {Record<string, Line[]>}
 */
export function linesOf(runs, bytes) {
  const next = runReader(bytes);
  return Object.fromEntries(Object.entries(runs).map(([name, { count, steps }]) => [name, next(count, steps)]));
}

/**
 * Put together what the block holds.
 * @param {{ head: any, bytes: Uint8Array }} block
 * @returns {Atlas}
 */
export function openAtlas({ head, bytes }) {
  if (head.version !== VERSION)
    throw new Error(`The page's data are of version ${head.version}, its scripts read ${VERSION}: make the page anew.`);
  const { tables, lines: runs, ...rest } = head,
    lines = linesOf(runs, bytes),
    rows = Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, rowsOf(table)])),
    arcs = rows.arcs.map((arc, k) => ({ ...arc, line: lines.arcs[k] })),
    tenure = grouped(rows.tenure, (span) => span.zone),
    shores = grouped(rows.shores, (run) => run.zone),
    areas = new Map(rows.areas.map((area) => [area.zone, area])),
    ringed = (/** @type {string} */ name) => {
      const rings = lines[name].values();
      return rows[name].map((one) => ({ ...one, rings: Array.from({ length: one.rings }, () => rings.next().value) }));
    };
  const zones = rows.zones.map((zone, number) => ({
    ...zone,
    number,
    tenure: (tenure.get(number) ?? []).map((span) => ({ ...span, event: rows.events[span.event] ?? null })),
    box: boxOf(zone.rings[0].map((/** @type {number} */ k) => arcs[k < 0 ? ~k : k].line)),
    shore: shores.get(number) ?? null,
    area: areas.get(number) ?? null,
  }));
  const context = rows.context.map((one, k) => ({ ...one, line: lines.context[k] })),
    reach = boxOf(lines.context);
  return {
    ...rest,
    ...rows,
    edge: [0, 1, 2, 3].map((k) => Math[k < 2 ? 'min' : 'max'](rest.window[k], reach[k])),
    arcs,
    zones,
    coast: lines.coast,
    corners: lines.corners,
    around: lines.around,
    lakes: ringed('lakes'),
    sea: ringed('sea'),
    context,
    rivers: rows.rivers.map((river, k) => ({ ...river, line: lines.rivers[k] })),
    epochs: rows.epochs.map((epoch, number) => ({
      ...epoch,
      number,
      total: rows.figures[epoch.total],
      regions: epoch.regions.map((/** @type {number} */ k) => rows.figures[k]),
    })),
  };
}

/**
 * @param {Line[]} lines
 * @returns {Box}
 */
function boxOf(lines) {
  /** @type {Box} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [west, south, east, north] of lines.map(lineBox)) {
    box[0] = Math.min(box[0], west);
    box[1] = Math.min(box[1], south);
    box[2] = Math.max(box[2], east);
    box[3] = Math.max(box[3], north);
  }
  return box;
}
