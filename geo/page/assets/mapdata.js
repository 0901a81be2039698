// The atlas as it arrives: JSON and packed coordinates. See geo/page/mapdata.py.

import { lineReader } from './packing.js';

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
 * @property {number} sigma one standard error of its position, metres
 * @property {number} left
 * @property {number} right
 * @property {Line} line
 * @property {string} legal
 * @property {string} citation
 * @property {string} source
 * @property {string} method
 * @property {string} note
 */

/**
 * Something that happened to the borders, or led to it.
 * @typedef {object} Event
 * @property {string} id
 * @property {string} date
 * @property {string} edtf
 * @property {string} title
 * @property {string} changed
 * @property {number | null} lon
 * @property {number | null} lat
 * @property {string} citation
 * @property {string} known
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
 */

/**
 * A place with its names of today and of 1939, and others; the larger its label the smaller its rank, 0 for none.
 * @typedef {{ name: string, then: string, lon: number, lat: number, rank: number, also: string[] }} Place
 */

/**
 * Where a zone lies on a parallel, in whole steps; an arc that ends it by number, the shore -1; errors in metres.
 * @typedef {object} Piece
 * @property {number} zone
 * @property {number} parallel
 * @property {number} west
 * @property {number} east
 * @property {number} west_arc
 * @property {number} east_arc
 * @property {number} west_sigma
 * @property {number} east_sigma
 */

/**
 * The figures of a region or of all: what geo.measures.shift.RegionShift is.
 * @typedef {object} Figures
 * @property {string} region
 * @property {string} name
 * @property {number} area_km2
 * @property {number} mean_km
 * @property {number} sigma_mean_km
 * @property {number} max_km
 * @property {string} max_near
 * @property {number} lat_from
 * @property {number} lat_to
 */

/**
 * The figures that hold from a day on.
 * @typedef {{ day: string, total: Figures, regions: Figures[] }} Epoch
 */

/**
 * What the page works with. Nothing in it depends on a day; who held what is asked of `holding`.
 * @typedef {object} Atlas
 * @property {number} state the number of the holder the page is about
 * @property {{ first: string, last: string, before: string, after: string }} days
 * @property {Box} window
 * @property {Box} focus
 * @property {number} every degrees between parallels
 * @property {{ arcs: number, land: number, pieces: number }} steps to a degree
 * @property {string[]} holders
 * @property {Arc[]} arcs
 * @property {Line[]} coast
 * @property {{ name: string, rings: Line[] }[]} lakes
 * @property {{ name: string, rank: number, line: Line }[]} rivers
 * @property {Line[]} around
 * @property {Zone[]} zones
 * @property {Event[]} events
 * @property {Place[]} places
 * @property {Place[]} towns only searched for: neither labels nor names of what lies near
 * @property {Piece[]} pieces
 * @property {Epoch[]} epochs
 * @property {[string, number, number, string[]][]} claims which, its least and its most, of which regions
 * @property {string} attribution
 */

/** @typedef {[name: string, then: string, lon: number, lat: number, rank: number, ...also: string[]]} PlaceRow */

/**
 * The JSON of the block, in the order of geo/page/mapdata.py; texts that come more than once stand in `strings`.
 * @typedef {Pick<Atlas, 'state' | 'days' | 'window' | 'focus' | 'every' | 'steps' | 'holders' | 'claims' | 'attribution'>
 *   & { strings: string[], coast: number, around: number, figures: Figures[], places: PlaceRow[], towns: PlaceRow[] }
 *   & { lakes: [name: string, rings: number, divided: boolean][], rivers: [name: string, rank: number][] }
 *   & { pieces: { [column in keyof Piece]: number[] }, epochs: [day: string, total: number, regions: number[]][] }
 *   & { arcs: [id: string, kind: string, sigma: number, left: number, right: number, legal: number, citation: number,
 *     source: number, method: number, note: number][] }
 *   & { zones: (Pick<Zone, 'id' | 'name' | 'region' | 'rings'> & { tenure: [holder: number, status: string,
 *     start: string, end: string, edtf: string, event: number, occupier: string][] })[] }
 *   & { events: [id: string, date: string, edtf: string, title: string, changed: string, lon: number | null,
 *     lat: number | null, citation: string, known: string][] }} Head
 */

/**
 * What a block of the page holds: JSON, and the bytes behind it.
 * @param {string} id of its element
 * @returns {Promise<{ head: Head, bytes: Uint8Array }>}
 */
export async function readBlock(id) {
  const text = document.getElementById(id)?.textContent ?? '';
  const zipped = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([zipped]).stream().pipeThrough(new DecompressionStream('gzip'));
  const buffer = await new Response(stream).arrayBuffer();
  const length = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  return { head, bytes: new Uint8Array(buffer, 4 + length) };
}

/**
 * Name what the block holds.
 * @param {{ head: Head, bytes: Uint8Array }} block
 * @returns {Atlas}
 */
export function openAtlas({ head, bytes }) {
  const next = lineReader(bytes),
    text = (/** @type {number} */ k) => head.strings[k];
  const take = (/** @type {number} */ n) => Array.from({ length: n }, () => next(head.steps.land));
  const arcs = head.arcs.map(([id, kind, sigma, left, right, legal, citation, source, method, note]) => ({
    id,
    kind,
    sigma,
    left,
    right,
    line: next(head.steps.arcs),
    legal: text(legal),
    citation: text(citation),
    source: text(source),
    method: text(method),
    note: text(note),
  }));
  const coast = take(head.coast);
  const lakes = head.lakes.map(([name, rings]) => ({ name, rings: take(rings) }));
  const rivers = head.rivers.map(([name, rank]) => ({ name, rank, line: next(head.steps.land) }));
  const around = take(head.around);
  const events = head.events.map(([id, date, edtf, title, changed, lon, lat, citation, known]) => ({
    id,
    date,
    edtf,
    title,
    changed,
    lon,
    lat,
    citation,
    known,
  }));
  const zones = head.zones.map((zone, number) => ({
    ...zone,
    number,
    tenure: zone.tenure.map(([holder, status, start, end, edtf, event, occupier]) => ({
      holder,
      status,
      start,
      end,
      edtf,
      event: events[event] ?? null,
      occupier,
    })),
    box: boxOf(zone.rings[0].map((k) => arcs[k < 0 ? ~k : k].line)),
  }));
  const place = (/** @type {PlaceRow} */ [name, then, lon, lat, rank, ...also]) => ({ name, then, lon, lat, rank, also }),
    places = head.places.map(place), // towns are only searched for: neither labels nor names of what lies near
    towns = head.towns.map(place);
  const { zone: of, parallel, west, east, west_arc, east_arc, west_sigma, east_sigma } = head.pieces; // columns
  const pieces = of.map((zone, k) => ({
    zone,
    parallel: parallel[k],
    west: west[k],
    east: east[k],
    west_arc: west_arc[k],
    east_arc: east_arc[k],
    west_sigma: west_sigma[k],
    east_sigma: east_sigma[k],
  }));
  const epochs = head.epochs.map(([day, total, regions]) => ({
    day,
    total: head.figures[total],
    regions: regions.map((k) => head.figures[k]),
  }));
  return { ...head, arcs, coast, lakes, rivers, around, zones, events, places, towns, pieces, epochs };
}

/**
 * @param {Line[]} lines
 * @returns {Box}
 */
function boxOf(lines) {
  /** @type {Box} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of lines) {
    for (let k = 0; k < line.length; k += 2) {
      box[0] = Math.min(box[0], line[k]);
      box[1] = Math.min(box[1], line[k + 1]);
      box[2] = Math.max(box[2], line[k]);
      box[3] = Math.max(box[3], line[k + 1]);
    }
  }
  return box;
}
