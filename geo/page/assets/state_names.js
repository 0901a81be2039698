// The name of a state, or of a region that changed hands, stands where its land in view is widest: on a grid over the
// view, the cells farthest from any cell that is not its own. If the best is taken the next best serves, and if there is none
// a line leads from the land to the name.

/** @import { Candidate, Spot, Within } from './labels.js' */
/** @import { End, Owners } from './leads.js' */
/** @import { Atlas, Box, Zone } from './mapdata.js' */
/** @import { Grid } from './zone_grid.js' */
/** @import { Words } from './words.js' */

import { bordersOn } from './atlas.js';
import { dryCell, endsIn, endsOn, middleShown } from './footholds.js';
import { grouped } from './grouping.js';
import { keeper } from './keeping.js';
import { leads, owners } from './leads.js';
import { holding } from './tenure.js';
import { holderName } from './words.js';
import { zoneGrid } from './zone_grid.js';

/** @typedef {Candidate & { widest: number, cells: Float64Array, core: Float64Array, best: number, whole?: Named, lost?: number }} Named
 *   its cells, and those far from its rim; all of its land, where that is of what was kept; and how many cells it lost */

/** @type {(atlas: object, key: string, make: () => Set<number>) => Set<number>} */
const keepNear = keeper();

const KEPT = 3; // of whom holds what
const GROUPS_UNTIL = 7; // the zoom from which on each region has room for its own name
const SPOTS = 60; // at most, that are tried for a name
const CELLS = 90; // from which these are taken
const LARGE = 1 / 3; // of the widest reach of a state, from which on one is large
const KEPT_LAND = 0.5; // of a state's widest reach, from which on what it kept is large enough for its name
const INNER = 0.5; // of a land's widest reach, from which on a cell is far from its rim
const LITTLE = 5; // pixels across, from which on a region is to be found by a line
const STATE_REACH = 160; // pixels from a state's land to its name, at most, and less over others' land: it has no room of its own beside others
const OWN = 1, // or nobody's, or water
  FOREIGN = 2;
const NEAR_REACH = 240, // the same of those that the page is about
  LOSER_REACH = 360; // and of that which lost the most
const MOST_OF_ROW = 0.55; // that a state's name covers, where it has to keep to its land: a corner may touch another's
const BROAD = 1.7; // times a land from west to east, that its name may be wide where it stands out to sea
const OUTGROWN = 1.25; // times the room that a land has about a place, that its name may be wide

/**
 * The page's state, and those it has a border with on land, on the first day or on the last.
 * @param {Atlas} atlas
 */
const neighbours = (atlas) =>
  keepNear(atlas, '', () => {
    const both = [atlas.days.before, atlas.days.after].flatMap((day) => bordersOn(atlas, day)),
      own = both.filter(({ arc, left, right }) => arc.kind !== 'sea' && (left === atlas.state || right === atlas.state));
    return new Set([atlas.state, ...own.flatMap(({ left, right }) => [left, right])]);
  });

/**
 * The regions that have a name of their own, then states on a day, then what several regions are called together.
 * @param {Atlas} atlas
 * @param {L.Map} map
 * @param {Words} words
 * @param {(lon: number, lat: number) => boolean} dry whether a place is on land
 * @param {{ day: string, within?: Within, tag?: string }} what the day, the part of the view, and what is to stand
 *   under the names of states
 * @returns {Candidate[]}
 */
export function landLabels(atlas, map, words, dry, what) {
  const grid = zoneGrid(atlas, map),
    key = [what.within, what.tag, ...atlas.zones.map((zone) => holding(zone, what.day).holder)].join('/'),
    known = grid.labels.get(key);
  if (known?.words === words) return known.labels;
  const labels = labelsOn(grid, atlas, map, words, dry, what);
  if (grid.labels.size > KEPT) grid.labels.clear();
  grid.labels.set(key, { words, labels });
  return labels;
}

/** @type {(grid: Grid, ...of: Parameters<typeof landLabels>) => Candidate[]} */
function labelsOn(grid, atlas, map, words, dry, { day, within, tag }) {
  const place = (/** @type {(zone: Zone) => string} */ name, wider = name, over = 0.5) => placed(grid, name, dry, within, wider, over),
    // land that nobody holds has no name: where two drawings of a coast differ it is a fringe round the state
    state = (/** @type {Zone} */ zone) => {
      const { holder } = holding(zone, day);
      return holder < 0 ? '' : holderName(words, atlas, holder);
    },
    // regions are named where land of the page's state changes hands on some day
    called = (/** @type {Zone} */ zone) => (zone.area ? atlas.labels[zone.region] : undefined),
    region = (/** @type {Zone} */ zone) => called(zone)?.[0] ?? '',
    members = grouped(atlas.zones.filter((zone) => called(zone)), (zone) => called(zone)?.[1] ?? ''),
    // a name of several is none of one alone
    many = new Set([...members].filter(([, zones]) => zones.some((zone) => zone.region !== zones[0].region)).map(([name]) => name)),
    together = (/** @type {Zone} */ zone) => {
      const name = called(zone)?.[1] ?? '';
      return many.has(name) ? name : '';
    };
  const close = map.getZoom() >= GROUPS_UNTIL,
    // of two days at once a name stands on what its state kept, if that is large enough, so that no border runs through it
    kept = new Map(tag ? place((zone) => (region(zone) ? '' : state(zone)), state, MOST_OF_ROW).map((each) => [each.text, each]) : []),
    all = place(state, state, MOST_OF_ROW)
      .map((each) => {
        const left = kept.get(each.text),
          lost = tag ? each.cells.length - (left?.cells.length ?? 0) : 0;
        return left && left.widest >= KEPT_LAND * each.widest ? { ...left, whole: each, lost } : { ...each, lost };
      })
      .sort((a, b) => b.widest - a.widest),
    large = (/** @type {Named} */ { widest }) => widest >= all[0].widest * LARGE,
    // the large first; of the others the one that has the fewest places to stand
    states = [...all.filter(large), ...all.filter((each) => !large(each)).sort((a, b) => a.cells.length - b.cells.length)],
    stands = new Set(states.map(({ text }) => text)),
    // from afar what has a name together with others goes by that
    regions = place((zone) => (close || !together(zone) ? region(zone) : '')).filter(({ text }) => !stands.has(text)),
    groups = close ? [] : place(together);
  /** @type {Map<unknown, Owners>} */
  const known = new Map(); // where no name is led to, nobody asks
  // what has its middle in view, and no room on its land, is led to; not onto land that has a name too
  const holder = (/** @type {Zone} */ zone) => holding(zone, day).holder,
    /** @type {(number | undefined)[]} */
    across = atlas.zones.map((zone) => (region(zone) ? undefined : holder(zone))),
    inBox = (/** @type {Box} */ [west, south, east, north], /** @type {number} */ k) => {
      const [lon, lat] = [grid.lons[k % grid.columns], grid.lats[Math.floor(k / grid.columns)]];
      return lon > west && lon < east && lat > south && lat < north;
    },
    whose = (/** @type {number} */ k) => {
      const zone = inBox(atlas.window, k) ? grid.zones[k] : undefined;
      return zone ? across[zone.number] : -1;
    },
    // a state's name stands on no other's land: at sea, or else beyond the atlas
    seas = (/** @type {number} */ k) => (dryCell(grid, k, dry) ? undefined : 0),
    beyond = (/** @type {number} */ k) => (inBox(atlas.edge, k) ? undefined : 0),
    nameIs = (/** @type {string} */ text, /** @type {(zone: Zone) => string} */ nameOf) => (/** @type {Zone} */ zone) => nameOf(zone) === text,
    /** @type {(tried: () => End[][], where: (cell: number) => number | undefined, its: (zone: Zone) => boolean, most?: number) => Candidate['lead']} */
    leadFrom = (tried, where, its, most) => {
      const asked = new Uint8Array(grid.zones.length), // by cell, 0 while nobody has
        foreign = (/** @type {number} */ k) => {
          if (asked[k] === 0) {
            const zone = grid.zones[k];
            asked[k] = zone !== undefined && !its(zone) && dryCell(grid, k, dry) ? FOREIGN : OWN;
          }
          return asked[k] === FOREIGN;
        },
        /** @type {Map<string, ReturnType<typeof leads>[]>} */
        searches = new Map(); // by the size of the name
      return (size, room) => {
        const lands = known.get(where) ?? owners(grid, where),
          each = searches.get(size.join()) ?? tried().map((ends) => leads(grid, ends, lands, size, foreign, most));
        known.set(where, lands);
        searches.set(size.join(), each);
        for (const search of each) {
          const lead = search(room);
          if (lead) return lead;
        }
        return null;
      };
    },
    // from its midst, or else from anywhere on it
    endsOf = (/** @type {Named} */ each, /** @type {(zone: Zone) => string} */ nameOf, /** @type {number} */ some) => () => {
      const which = nameIs(each.text, nameOf);
      return (middleShown(atlas, map, which) ? [each.core, each.cells] : []).map((cells) => endsOn(atlas, map, grid, cells, which, dry, some));
    },
    led = (/** @type {Named} */ each, /** @type {(zone: Zone) => string} */ nameOf) => ({ ...each, kind: 'region', lead: leadFrom(endsOf(each, nameOf, 5), whose, nameIs(each.text, nameOf)) });
  // what lies between the middles of the cells has no room at all
  const found = new Set(regions.map(({ text }) => text));
  /** @type {Candidate[]} */
  const little = atlas.zones.flatMap((zone) => {
    const text = close || !together(zone) ? region(zone) : '',
      [lon, lat] = [(zone.box[0] + zone.box[2]) / 2, (zone.box[1] + zone.box[3]) / 2],
      [low, high] = [map.latLngToContainerPoint([zone.box[1], zone.box[0]]), map.latLngToContainerPoint([zone.box[3], zone.box[2]])];
    const seen = Math.min(high.x - low.x, low.y - high.y) >= LITTLE && map.getBounds().contains([lat, lon]);
    if (!text || found.has(text) || stands.has(text) || !seen) return [];
    found.add(text);
    const ends = () => endsIn(atlas, map, grid, zone, [low.x, high.y, high.x - low.x, low.y - high.y], (one) => one === zone, dry);
    return [{ text, kind: 'region', lat, lon, within, places: [], lead: leadFrom(() => [ends()], whose, (one) => one === zone) }];
  });
  const told = (/** @type {string} */ text, gap = '\n') => (tag ? text + gap + tag : text),
    // first come the state itself, those it has a border with, and those of whose land the page tells
    losers = new Set(atlas.zones.filter(region).map(state)),
    near = new Set([...neighbours(atlas)].map((number) => holderName(words, atlas, number)).concat(...losers)),
    nearOnes = states.filter(({ text }) => near.has(text)),
    farOnes = states.filter(({ text }) => !near.has(text)),
    itself = holderName(words, atlas, atlas.state),
    ofRegions = new Set(atlas.zones.map(region)),
    about = nearOnes.filter(({ text }) => (losers.has(text) || text === itself) && !ofRegions.has(text)),
    // in large letters where its land has room for them, or else in small ones
    onLand = (/** @type {Named[]} */ some) => some.flatMap((each) => [each.kind, 'state-small'].map((kind) => ({ ...each, kind, text: told(each.text), slot: each, firm: true }))),
    // what found no room on its land is led to when those that did stand, the large first
    offLand = (/** @type {Named[]} */ some, ends = 2, reach = NEAR_REACH) => [
      ...[...some].sort((a, b) => b.cells.length - a.cells.length).flatMap((each) => {
        const off = (/** @type {(cell: number) => number | undefined} */ where, gap = '\n') => ({ ...each, text: told(each.text, gap), slot: each, places: [], lead: leadFrom(endsOf(each, state, ends), where, nameIs(each.text, state), reach) });
        return [off(seas), ...(tag ? [off(seas, ' ')] : []), off(beyond)];
      }),
      // rather on what it lost, without its day, which the legend tells too, or a little off its land, than not at all
      ...[told, String].flatMap((say) => some.flatMap((each) => [each, each.whole ?? each].map((one) => ({ ...one, kind: 'state-small', text: say(each.text), slot: each, after: each.after, firm: true })))),
      ...some.map((each) => ({ ...each, kind: 'state-small', text: told(each.text), slot: each })),
    ],
    ofGroups = groups.map((each) => led(each, together)),
    // where those that a name is for are states of their own, they stand on the land, and it finds a place among them
    own = atlas.zones.some((zone) => together(zone) && stands.has(region(zone)));
  // nor is one far off named where a larger one that the page is about is not
  const shown = about.filter((each) => middleShown(atlas, map, nameIs(each.text, state)));
  for (const each of farOnes) each.after = shown.filter(({ cells, whole }) => (whole?.cells ?? cells).length > each.cells.length);
  const [loser] = about.filter(({ lost }) => lost).sort((a, b) => (b.lost ?? 0) - (a.lost ?? 0));
  return [
    ...onLand(about),
    // the smallest first, which have the fewest places; from afar in lines of a word each, for the land is narrow
    ...[...little, ...regions.sort((a, b) => a.cells.length - b.cells.length).map((each) => led(each, region))].map((each) => ({ ...each, text: close ? each.text : each.text.replaceAll(' ', '\n') })),
    // the one that lost the most may be led to from farthest
    ...offLand(loser ? [loser] : [], 5, LOSER_REACH),
    ...offLand(about),
    ...(own ? [] : ofGroups),
    ...onLand(nearOnes),
    ...offLand(nearOnes),
    ...(own ? ofGroups : []),
    ...onLand(farOnes),
    ...offLand(farOnes, 2, STATE_REACH),
  ];
}

/**
 * A name for each of the names that zones have, where their land is widest.
 * @param {Grid} grid
 * @param {(zone: Zone) => string} nameOf empty for none
 * @param {(lon: number, lat: number) => boolean} dry whether a place is on land
 * @param {Within | undefined} within
 * @param {(zone: Zone) => string} wider the same for all land that a name may reach over
 * @param {number} over of a row, from which on a name covers it
 * @returns {Named[]}
 */
function placed(grid, nameOf, dry, within, wider, over) {
  const { step, columns, rows, zones, lons, lats } = grid,
    owner = new Int16Array(columns * rows).fill(-1),
    /** @type {string[]} */
    names = [],
    /** @type {number[]} */
    held = []; // how many cells each has
  /** @type {(number | undefined)[]} */
  const numbers = []; // of the names, by zone
  const numberOf = (/** @type {Zone} */ zone) => {
    const name = nameOf(zone),
      at = name ? names.indexOf(name) : -1;
    return name && at < 0 ? names.push(name) - 1 : at;
  };
  const [after, until] = within ? within.map((x) => x / step - 0.5) : [-1, columns];
  for (let k = 0, column = 0; k < zones.length; k++, column++) {
    if (column === columns) column = 0;
    const zone = zones[k];
    if (!zone || !(column > after && column < until)) continue;
    const own = (numbers[zone.number] ??= numberOf(zone));
    owner[k] = own;
    if (own >= 0) held[own] = (held[own] ?? 0) + 1;
  }
  const reach = reaches(owner, columns),
    // the cells with the widest reach first, and of like ones the northern and western: as one number each, which sort fast
    keyed = names.map((_, number) => ({ keys: new Float64Array(held[number]), filled: 0 }));
  for (let k = 0; k < owner.length; k++) {
    if (owner[k] < 0) continue;
    const own = keyed[owner[k]];
    own.keys[own.filled++] = k - Math.round(reach[k] * 100) * owner.length;
  }
  return names
    .map((text, number) => {
      const cells = keyed[number].keys.sort();
      for (let n = 0; n < cells.length; n++) cells[n] -= Math.floor(cells[n] / owner.length) * owner.length;
      const best = cells[0],
        [x0, y0] = [best % columns, Math.floor(best / columns)],
        widest = reach[best] * step;
      const rim = cells.findIndex((cell) => reach[cell] < INNER * reach[best]),
        core = cells.slice(0, rim < 0 ? undefined : rim);
      /** @type {Spot[]} */
      const places = [],
        /** @type {number[]} */
        stood = [], // the cells at these
        /** @type {Map<number, [number, number]>} */
        known = new Map();
      for (let n = 0; n < cells.length && places.length < SPOTS; n += Math.ceil(cells.length / CELLS)) {
        if (reach[cells[n]] < 0.3 * reach[best]) break;
        stood.push(cells[n]);
        places.push([0, 0, ((cells[n] % columns) - x0) * step, (Math.floor(cells[n] / columns) - y0) * step]);
      }
      // a name may stand out to sea; looked at where one is tried, for most names stand at the first
      const open = (/** @type {number} */ k) => {
          const zone = zones[k];
          return owner[k] === number || !zone || wider(zone) === text || !dryCell(grid, k, dry);
        },
        roomAt = (/** @type {number} */ cell) => {
          if (!open(cell)) return 0;
          const [west, east] = run(cell, columns, open);
          return (2 * Math.min(cell - west, east - cell) + 1.5) * step; // whose rims lie half a cell off, or less
        },
        rooms = (/** @type {number} */ place, /** @type {number} */ height) => {
          const about = Math.floor(height / 2 / step + 0.5 - over), // rows on either side that it covers
            key = place * rows + about,
            found = known.get(key);
          if (found) return found;
          const each = Array.from({ length: 2 * about + 1 }, (_, n) => stood[place] + (n - about) * columns),
            snug = Math.min(...each.map((cell) => (cell >= 0 && cell < owner.length ? roomAt(cell) : 0)));
          const [first, last] = run(stood[place], columns, (k) => owner[k] === number);
          /** @type {[number, number]} */
          const room = [Math.min(snug, BROAD * (last - first + 1) * step), OUTGROWN * roomAt(stood[place])];
          known.set(key, room);
          return room;
        };
      return { text, kind: widest > 42 ? 'state' : 'state-small', lat: lats[y0], lon: lons[x0], places, rooms, widest, within, cells, core, best };
    })
    .sort((a, b) => b.widest - a.widest);
}

/**
 * The first and the last cell of a row about one, as far as they are alike.
 * @param {number} k the cell
 * @param {number} columns
 * @param {(k: number) => boolean} alike
 */
function run(k, columns, alike) {
  let [first, last] = [k, k];
  while (first % columns && alike(first - 1)) first--;
  while ((last + 1) % columns && alike(last + 1)) last++;
  return [first, last];
}

/**
 * Steps to the nearest cell of another owner, sideways counting half, for names are wide: two sweeps of a chamfer.
 * @param {Int16Array} owner of each cell, -1 for none
 * @param {number} columns
 */
function reaches(owner, columns) {
  // with a rim of nobody's cells about it, so that no step has to ask whether it leaves the grid
  const wide = columns + 2,
    rows = owner.length / columns,
    of = new Int16Array(wide * (rows + 2)).fill(-2),
    reach = new Float32Array(of.length).fill(Infinity);
  for (let row = 0; row < rows; row++) of.set(owner.subarray(row * columns, (row + 1) * columns), (row + 1) * wide + 1);
  for (const [from, way] of [[wide + 1, 1], [of.length - wide - 2, -1]])
    for (let n = 0, k = from; n < of.length - 2 * wide - 2; n++, k += way) {
      const own = of[k],
        across = k - way * wide;
      if (own < 0) continue;
      const along = of[k - way] === own ? reach[k - way] + 0.5 : 0.25,
        above = of[across] === own ? reach[across] + 1 : 0.5,
        before = of[across - way] === own ? reach[across - way] + 1.1 : 0.55,
        behind = of[across + way] === own ? reach[across + way] + 1.1 : 0.55;
      reach[k] = Math.min(reach[k], along, above, before, behind);
    }
  const found = new Float32Array(owner.length);
  for (let row = 0; row < rows; row++) found.set(reach.subarray((row + 1) * wide + 1, (row + 1) * wide + 1 + columns), row * columns);
  return found;
}
