// The legend, drawn from the same table of inks as the map: a line for each thing that is to be seen now.

/** @import { AreaInk, Stroke } from './inks.js' */
/** @import { Arc, Army, Box, Zone } from './mapdata.js' */
/** @import { Page } from './page.js' */
/** @import { Drawn } from './painter.js' */

import { zoneAt } from './atlas.js';
import { lineBox } from './boxes.js';
import { turned } from './change.js';
import { make, say } from './elements.js';
import { stateColor } from './inks.js';
import { bandShows, bandWidth } from './bands.js';
import { chord } from './geodesy.js';
import { armiesOn, holding, passingOn, stateNamed } from './tenure.js';
import { fill, holderName, inWords, kilometres } from './words.js';

export const REGION = '#5a2406'; // and of lines to names, as in drawn.css

/** @type {(text: string) => string} */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Who is named among others already ("Germany and its allies") stands once. @type {(names: string[]) => string[]} */
const once = (names) => names.filter((name) => !names.some((other) => other.startsWith(`${name} `)));

/** @type {(low: number, value: number, high: number) => boolean} */
const lies = (low, value, high) => low < value && value < high;

/** @type {(style: Stroke) => string} */
const line = ({ color, width, dash }) =>
  `<path d="M2 9H38" stroke="${color}" stroke-width="${width}" stroke-dasharray="${dash.join(' ')}"/>`;

/** @type {(fill: string, edge: string, alpha?: number) => string} */
const box = (color, edge, alpha = 1) =>
  `<rect x="3" y="2" width="34" height="14" fill="${color}" fill-opacity="${alpha}" stroke="${edge}"/>`;

/** Broken lines tell of an army: those of the page's state fall, others stand upright. @type {(ink: string, mine?: boolean) => string} */
const marching = (ink, mine = true) => `<path d="${mine ? 'M3 2L17 16M10 2L24 16M17 2L31 16M24 2L37 15M31 2L37 8' : 'M6 2V16M13 2V16M20 2V16M27 2V16M34 2V16'}" stroke="${ink}" stroke-dasharray="3.5 2"/>`;

/** Broken lines that lie tell of land that was being handed over. @type {(ink: string) => string} */
const lying = (ink) => `<path d="M3 4H37M3 9H37M3 14H37" stroke="${ink}" stroke-dasharray="3.5 2"/>`;

/** @type {(color: string) => string} */
const hatching = (color) => `<path d="M3 16L17 2M10 16L24 2M17 16L31 2M24 16L37 3M31 16L37 10" stroke="${color}"/>`;

/** Tints side by side, three at most. @type {(colors: string[]) => string} */
const strips = (colors) =>
  colors
    .slice(0, 3)
    .map((color, k, { length }) => `<rect x="${3 + (k * 34) / length}" y="2" width="${34 / length}" height="14" fill="${color}"/>`)
    .join('');

/**
 * A shift as its arrows go: to the west, to the east, either way, or where no border moved without a head.
 * @type {(ramp: string[], color: string, ways: Set<number>) => string}
 */
const arrow = (ramp, color, ways) => {
  const shades = ways.has(-1) && !ways.has(1) ? [...ramp].reverse() : ramp,
    heads = [ways.has(1) ? 'M2 9L11 5V13Z' : '', ways.has(-1) ? 'M38 9L29 5V13Z' : ''].join('');
  return `${shades.map((c, k, { length }) => `<path d="M${4 + (32 * k) / length} 9h${32 / length}" stroke="${c}" stroke-width="2"/>`).join('')}<path d="${heads}" fill="${color}"/>`;
};

/** As on the map, upon the tints of who held the land. @type {(ink: AreaInk, under: string[]) => string} */
const area = (ink, under) => strips(under) + box(ink.fill, ink.edge, ink.alpha);

/**
 * Whether a line has a vertex in a part of the map.
 * @param {ArrayLike<number>} points longitudes and latitudes in turn
 * @param {L.LatLngBounds} bounds
 */
export function within(points, bounds) {
  const [w, s, e, n] = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
    [west, south, east, north] = lineBox(points);
  if (west > e || east < w || south > n || north < s) return false;
  for (let k = 0; k < points.length; k += 2)
    if (points[k] >= w && points[k] <= e && points[k + 1] >= s && points[k + 1] <= n) return true;
  return false;
}

/**
 * What is to be seen: the names of the legend's lines, in their order, with what each is drawn as and says.
 * @param {Page} page
 * @returns {[word: string, picture: string, values?: Record<string, string>][]}
 */
function seen({ words, atlas, inks, ramp, state, scene, camera, map, sheet }) {
  const bounds = sheet.open ? map.getBounds() : camera.bounds, // whoever unfolds the sheet reads of the map beneath it
    { before } = atlas.days,
    both = state.view === 'both',
    sheets = state.view === 'swipe' || state.view === 'fade' ? [scene.before, scene.now] : [scene.now],
    tinted = sheets.filter(({ tints: on }) => on);
  const drawn = sheets.flatMap(({ borders }) => borders),
    here = (/** @type {{ arc: Arc }[]} */ list) => list.filter(({ arc }) => within(arc.line, bounds));
  const parts = drawn.map((each) => {
    const { ours, others } = scene.painter.chosen(each);
    return { each, ours: here(ours), others: here(others) };
  });
  const dry = (/** @type {{ arc: Arc }} */ { arc }) => arc.kind !== 'sea';
  const shown = (/** @type {(each: Drawn) => boolean} */ which) => parts.find(({ each, ours }) => which(each) && ours.some(dry));
  const still = shown(({ part }) => part === 'still'),
    old = shown(({ part, day }) => part !== 'still' && day === before),
    young = shown(({ part, day }) => part !== 'still' && day !== before),
    ours = parts.flatMap((part) => part.ours),
    last = sheets[sheets.length - 1].own.ink;
  const middle = bounds.getCenter(),
    about = zoneAt(atlas, middle.lng, middle.lat);
  const inView = (/** @type {Zone} */ zone) =>
    zone === about ||
    (bounds.intersects([
      [zone.box[1], zone.box[0]],
      [zone.box[3], zone.box[2]],
    ]) &&
      zone.rings[0].some((k) => within(atlas.arcs[k < 0 ? ~k : k].line, bounds) || bounds.contains([zone.box[1], zone.box[0]])));
  const change = both && state.change && state.day !== before ? atlas.zones.filter((zone) => turned(atlas, zone, before, state.day) && inView(zone)) : [];
  const leased = (/** @type {number} */ sign, /** @type {boolean} */ is) =>
    change.some(
      (zone) => turned(atlas, zone, before, state.day) === sign && (holding(zone, state.day).status === 'leased') === is,
    );
  const [north, south, east, west] = [bounds.getNorth(), bounds.getSouth(), bounds.getEast(), bounds.getWest()],
    inReach = (/** @type {Army} */ army) =>
      chord(army, { lon: Math.min(Math.max(army.lon, west), east), lat: Math.min(Math.max(army.lat, south), north) }) <= army.reach_km * 1000;
  const itself = atlas.holders[atlas.state],
    armies = tinted.flatMap(({ armies: day }) =>
      armiesOn(atlas, day).filter(({ zone, near }) => inView(zone) && (!near.length || near.some(inReach))),
    ),
    came = armies.find(({ near }) => near.length), // and went, where is not known but roughly
    entered = armies.find(({ zone, whose, near }) => !near.length && tinted.some(({ armies: day }) => holding(zone, day).occupier !== whose)),
    passing = tinted.flatMap(({ armies: day }) => passingOn(atlas, day).filter(({ zone }) => inView(zone))),
    pairs = [...new Set(passing.map(({ from, to }) => [from, to].map((holder) => holderName(words, atlas, holder)).join(' → ')))];
  const own = inks.states[itself],
    army = (/** @type {boolean} */ mine) => [...new Set(armies.map(({ whose }) => whose))].filter((who) => (who === itself) === mine);
  const kinds = new Set(scene.named.map(({ kind }) => kind)),
    tints = strips([1, 2, 3].map((k) => stateColor(inks, atlas, (atlas.state + k) % atlas.holders.length))),
    ways = new Set(scene.showsShift ? scene.arrows().map(({ westward }) => westward).filter(Boolean) : []),
    under = [...new Set(change.filter((zone) => turned(atlas, zone, before, state.day) > 0).map((zone) => stateColor(inks, atlas, holding(zone, before).holder)))];
  const onRim = (/** @type {Box} */ [w, s, e, n]) =>
    (south < n && north > s && (lies(west, w, east) || lies(west, e, east))) || (west < e && east > w && (lies(south, s, north) || lies(south, n, north)));
  const context = atlas.context.filter(({ zone, other, line: points }) => other >= 0 && sheets.some(({ day }) => holding(atlas.zones[zone], day).holder !== holding(atlas.zones[other], day).holder) && within(points, bounds));
  /** @type {[boolean, string, string, Record<string, string>?][]} */
  const all = [
    [both && state.day !== before && tinted.length > 0, 'legend_ground', `${tints}<rect x="3" y="2" width="34" height="14" fill="none" stroke="${inks.shore}"/>`],
    [Boolean(still), 'legend_still', line(inks.still)],
    [Boolean(old), 'legend_before', line(old ? old.each.ink : inks.before)],
    [Boolean(young), 'legend_after', line(young ? young.each.ink : inks.after), { day: inWords(words, state.day) }],
    [ours.some(({ arc }) => arc.kind === 'river' || arc.kind === 'lake'), 'legend_river', `<path d="M2 9H38" stroke="${inks.river_casing}" stroke-width="${last.casing + 2}"/>${line(last)}`],
    [ours.some(({ arc }) => dry({ arc }) && bandShows(bandWidth(arc, map.getZoom()))), 'legend_band', `<path d="M2 9H38" stroke="${last.color}" stroke-width="14" stroke-opacity="${inks.band}"/>${line(last)}`],
    [atlas.coast.some((ring) => within(ring, bounds)), 'legend_coast', `<rect x="2" y="1" width="36" height="16" fill="${own}"/><rect x="2" y="1" width="36" height="8" fill="${inks.sea}"/><path d="M2 11H38" stroke="${last.color}" stroke-width="4" stroke-opacity="${inks.coast.alpha}"/><path d="M2 9H38" stroke="${inks.shore}"/>`],
    [map.getZoom() >= 6 && !ours.every(dry), 'legend_sea', line({ ...inks.at_sea, color: last.color })],
    [parts.some(({ others }) => others.some(dry)) || context.length > 0, 'legend_other', line(inks.other)],
    [leased(1, false), 'legend_gained', area(inks.gained, under)],
    [leased(1, true), 'legend_leased', area(inks.gained, under) + hatching(inks.gained.edge)],
    [leased(-1, false), 'legend_lost', area(inks.lost, [own])],
    [leased(-1, true), 'legend_leased_out', area(inks.lost, [own]) + hatching(inks.lost.edge)],
    [army(true).length > 0, 'legend_army', `<g opacity="${inks.army}">${marching(inks.after.color)}</g>`],
    [army(false).length > 0, 'legend_army_other', `<g opacity="${inks.army}">${marching(inks.still.color, false)}</g>`, { by: once(army(false).map((who) => stateNamed(words, atlas, who))).join(', ') }],
    [pairs.length > 0, 'legend_passing', `<g opacity="${inks.army}">${lying(inks[passing.some(({ to }) => to === atlas.state) ? 'after' : 'still'].color)}</g>`, { pairs: pairs.join(', ') }],
    [Boolean(came ?? entered), 'legend_reach', `<path d="M19 1L28 10M16.4 1.9L27.1 12.6M14.3 3.3L25.7 14.7M12.9 5.4L23.6 16.1M12 8L21 17" stroke="${inks[(came ?? entered)?.whose === itself ? 'after' : 'still'].color}" stroke-opacity="${inks.army}"/>`],
    [scene.showsShift && scene.arrows().length > 0, words.legend_width && !ways.size ? 'legend_width' : 'legend_shift', arrow(inks.ramp, ramp.color(ramp.most), ways)],
    [kinds.has('region'), 'layer_change', `<text x="4" y="14" font-size="13" font-weight="700" fill="${REGION}">Abc</text>`],
    [[...kinds].some((kind) => kind.endsWith('bs-today')), 'legend_today', `<text x="6" y="14" font-size="14" font-style="italic" fill="#22262b">Abc</text>`],
    [onRim(atlas.edge), 'edge', line({ ...inks.frame, dash: [] })],
    [atlas.edge.join() !== atlas.window.join() && onRim(atlas.window), 'edge_context', line({ ...inks.frame, dash: [1, 4] }), { km: kilometres(atlas.context_km, 0) }],
  ];
  return all.filter(([there]) => there).map(([, ...rest]) => rest);
}

// What a class that sees no panel has to be told: the day of the colours, the two borders, and what tints and hatching mean.
const SIGNS = ['legend_ground', 'legend_before', 'legend_after', 'legend_gained', 'legend_leased', 'legend_lost', 'legend_leased_out', 'legend_army', 'legend_army_other', 'legend_passing', 'legend_reach'];

/** @type {WeakMap<HTMLElement, string>} */
const drawn = new WeakMap();

/**
 * @param {HTMLElement} list
 * @param {Page} page
 */
export function drawLegend(list, page) {
  const lines = seen(page).map(([word, drawing, values]) => {
    const text = page.words[/** @type {'legend_after'} */ (word)];
    return { word, drawing, text: capital((values ? fill(text, values) : text).replace('\n', ' ')) };
  });
  const all = JSON.stringify(lines);
  if (drawn.get(list) === all) return; // or the panel would be laid out anew
  drawn.set(list, all);
  const row = (/** @type {typeof lines[0]} */ { word, drawing, text }) => {
    const picture = make('span', { class: 'bs-swatch' });
    picture.innerHTML = `<svg width="40" height="18" viewBox="0 0 40 18" aria-hidden="true">${drawing}</svg>`; // drawn above; no data
    return make('li', { 'data-word': word }, picture, make('span', {}, text));
  };
  list.replaceChildren(...lines.map(row));
  const signs = page.$('bs-signs'),
    told = signs.offsetHeight;
  signs.replaceChildren(...lines.filter(({ word }) => SIGNS.includes(word)).map(row));
  // names make room for it; where it has shrunk they stay, for in the room that it leaves more may be to be told, and so on for ever
  if (signs.offsetHeight <= told) return;
  page.changed('view_port');
  page.camera.again();
}

/**
 * The day that the legend names, in the panel and before a class, is the one that the page shows, on which nothing else of it
 * need differ.
 * @param {Page} page
 */
export function dateLegend({ $, words, state }) {
  for (const list of [$('bs-legend'), $('bs-signs')]) {
    const dated = list.querySelector('[data-word=legend_after] > :last-child');
    if (dated) say(/** @type {HTMLElement} */ (dated), fill(words.legend_after, { day: inWords(words, state.day) }));
  }
}
