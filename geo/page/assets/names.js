// What is named on the map: towns, kilometres, and the atlas's edge.

/** @import { Ramp } from './inks.js' */
/** @import { Candidate, Rect, Spot } from './labels.js' */
/** @import { Atlas, Place, Zone } from './mapdata.js' */
/** @import { Page } from './page.js' */
/** @import { Segment } from './shift.js' */
/** @import { Words } from './words.js' */

import { leads, owners } from './leads.js';
import { fold } from './places.js';
import { zoneGrid } from './zone_grid.js';
import { armiesOn, holding } from './tenure.js';
import { fill, kilometres } from './words.js';

const NEARLY = 0.98; // of a parallel's kilometres, from which on an arrow is as good as all of it
const NOTE_REACH = 400; // pixels from what a chapter writes of to what it writes, at most
const ROOMY = 600; // pixels across, from which on a map has room for more than a number

/** @type {Spot[]} */
const AROUND_DOT = [
  [1, 0, 7, 0],
  [-1, 0, -7, 0],
  [0, -1, 0, -7],
  [0, 1, 0, 7],
  [1, -1, 5, -3],
  [1, 1, 5, 3],
  [-1, -1, -5, -3],
  [-1, 1, -5, 3],
];

/**
 * A town by its name of the day, with today's in brackets where there is room; villages when one looks closely. One
 * whose name of the day is not known has today's in another hand, where others have theirs.
 * @param {Atlas} atlas
 * @param {L.Map} map
 * @param {Words} words
 * @returns {Candidate[]}
 */
export function townLabels(atlas, map, words) {
  const zoom = map.getZoom(),
    most = Math.max(1, zoom - 3),
    bounds = map.getBounds(),
    told = atlas.places.some(({ then }) => then);
  return atlas.places
    .filter(
      ({ rank, lat, lon, founded }) => !founded && (rank ? rank <= most : zoom >= 9) && bounds.contains([lat, lon]),
    )
    .sort((a, b) => (a.rank || 9) - (b.rank || 9))
    .map((place) => ({
      text: bothNames(place, words, zoom >= 6),
      kind: `town${Math.min(place.rank || 3, 3)}${told && !place.then ? ' bs-today' : ''}`,
      rank: place.rank || 9,
      lat: place.lat,
      lon: place.lon,
      places: AROUND_DOT,
      dot: true,
    }));
}

/**
 * What stands in brackets after a name tells places of one name apart in tables; on the map their place does.
 * @param {Pick<Place, 'name' | 'then'>} place
 * @param {Words} words
 * @param {boolean} [long]
 */
export function bothNames(place, words, long = true) {
  const now = place.name.replace(/\s*\(.*\)$/, ''),
    then = (place.then || now).replace(/\s*\(.*\)$/, '');
  return long && fold(then) !== fold(now) ? fill(words.town, { then, now }) : then;
}

/**
 * The kilometres of an arrow stand on what is in view of it where that is long enough, or at its tail, where the border
 * was. The widest of the parallel of the largest shift comes first and says so; where others add to that, it tells both.
 * @param {Segment[]} segments
 * @param {L.Map} map
 * @param {Words} words
 * @param {Ramp} ramp
 * @param {{ lat: number, km: number } | null} largest the largest shift of all, and its parallel
 * @param {L.Bounds} free the part of the map that no box lies over, pixels
 * @returns {Candidate[]}
 */
export function kilometreLabels(segments, map, words, ramp, largest, free) {
  const [left, right] = [free.min?.x ?? 0, free.max?.x ?? 0],
    wide = [...segments].sort((a, b) => Math.abs(b.km) - Math.abs(a.km)),
    first = wide.find(({ lat }) => lat === largest?.lat);
  return [...(first ? [first] : []), ...wide.filter((s) => s !== first)].filter(({ km }) => Math.abs(km) >= 10).flatMap((s) => {
    const [x0, x1] = [s.west, s.east].map((lon) => map.latLngToContainerPoint([s.lat, lon]).x),
      [from, to] = [Math.max(x0, left), Math.min(x1, right)];
    if (to <= from) return [];
    /** @type {Spot} */
    const middle = [0, 0, (from + to) / 2 - x1, 0];
    /** @type {Spot[]} */
    const ends = [
      [1, 0, to - x1 + 7, 0],
      [-1, 0, from - x1 - 7, 0],
    ];
    // the largest finds a place above or below its arrow too, for it must stand
    const over = [-1, 1].flatMap((down) =>
      [...ends, middle].map(([halves, , x]) => /** @type {Spot} */ ([halves, down, x, down * 5])),
    );
    const most = s === first ? largest : null,
      [piece, km] = [s.km, most?.km ?? s.km].map((value) => kilometres(value, 0)),
      text = most && Math.abs(s.km) < NEARLY * Math.abs(most.km) ? words.km_whole : most && map.getSize().x >= ROOMY ? words.largest_km : words.km;
    return {
      text: fill(text, { km, piece }),
      kind: 'km',
      lat: s.lat,
      lon: s.east,
      places: most ? [ends[1], ends[0], ...over, middle] : to - from > 90 ? [middle, ...ends] : ends,
      color: ramp.color(s.km),
    };
  });
}

/** @type {Spot[]} */
const ABOUT = [0, -2, 2, -4, 4, -6, 6].flatMap((down) =>
  [0, -0.5, 0.5, -1, 1].map((across) => /** @type {Spot} */ ([across, down, 0, 0])),
);

const PIN = 9; // pixels from the middle of a pin to what else may stand

/**
 * What the place is called that is asked about; and where its pin stands.
 * @param {Page} page
 * @returns {{ labels: Candidate[], pins: Rect[] }}
 */
export function hereLabels({ card: { at, title }, map }) {
  if (!at) return { labels: [], pins: [] };
  const { x, y } = map.latLngToContainerPoint([at.lat, at.lon]),
    /** @type {Spot[]} */
    places = AROUND_DOT.map(([across, down, right, low]) => [across, down, Math.sign(right) * (PIN + 3), Math.sign(low) * (across ? 4 : PIN + 3)]);
  return { labels: title ? [{ text: title, kind: 'here', lat: at.lat, lon: at.lon, places }] : [], pins: [[x - PIN, y - PIN, x + PIN, y + PIN]] };
}

/**
 * What a chapter of the story writes on the map: beside the states that have lost land or have another's army in it, or else beside
 * that land, with a line to what it is about; where there is no room there either, upon it.
 * @param {Page} page
 * @returns {Candidate[]}
 */
export function noteLabels({ atlas, map, lesson: { now } }) {
  if (!now) return [];
  const { lat, lon, note, day } = now,
    grid = zoneGrid(atlas, map),
    { x, y } = map.latLngToContainerPoint([lat, lon]),
    first = (/** @type {Zone} */ zone) => holding(zone, atlas.days.before),
    entered = new Set(armiesOn(atlas, day).map(({ zone }) => zone)),
    changed = atlas.zones.map((zone) => holding(zone, day) !== first(zone)),
    losers = new Set(atlas.zones.filter((zone) => changed[zone.number] || entered.has(zone)).map((zone) => first(zone).holder)),
    theirs = atlas.zones.map((zone) => losers.has(first(zone).holder)),
    off = (/** @type {boolean[]} */ lands) => owners(grid, (k) => (lands[grid.zones[k]?.number ?? -1] ? undefined : 0));
  return [
    {
      ...{ text: note, kind: 'note', lat, lon, places: ABOUT, rooms: () => [0, Infinity] },
      lead: (size, room) => {
        const beside = (/** @type {boolean[]} */ lands) => leads(grid, [{ at: [x, y], serves: () => true }], off(lands), size, () => false, NOTE_REACH)(room);
        return beside(theirs) ?? beside(changed);
      },
    },
  ];
}

/**
 * Where the atlas ends, said on its edges where they are in view.
 * @param {Page} page
 * @returns {Candidate[]}
 */
export function edgeLabels({ atlas, map, camera, words }) {
  const [west, south, east, north] = atlas.edge,
    { bounds } = camera;
  const [s, n] = [Math.max(south, bounds.getSouth()), Math.min(north, bounds.getNorth())];
  if (s >= n) return [];
  const at = (/** @type {number} */ lon, /** @type {1 | -1} */ out) => {
    /** @type {Spot[]} */
    const places = [0.5, 0.3, 0.7, 0.15, 0.85].map((share) => {
      const y = (/** @type {number} */ lat) => map.latLngToContainerPoint([lat, lon]).y;
      return [out, 0, out * 5, (y(n) - y(s)) * (share - 0.5)];
    });
    return { text: words.edge, kind: 'edge', lat: map.containerPointToLatLng([0, (map.latLngToContainerPoint([n, lon]).y + map.latLngToContainerPoint([s, lon]).y) / 2]).lat, lon, places };
  };
  const middle = (west + atlas.window[0]) / 2,
    context = { ...at(middle, 1), text: fill(words.edge_context, { km: kilometres(atlas.context_km, 0) }) };
  /** @type {Candidate[]} */
  const inside = atlas.context.length ? [{ ...context, places: context.places.map(([, , , y]) => [0, 0, 0, y]) }] : [];
  return [...inside, at(west, -1), at(east, 1)].filter(({ lon }) => lon >= bounds.getWest() && lon <= bounds.getEast());
}
