// What is said of an arrow and of land under the pointer.

/** @import { Atlas, Zone } from './mapdata.js' */
/** @import { Segment, Shift } from './shift.js' */
/** @import { TipLine } from './tip.js' */
/** @import { Words } from './words.js' */

import { nearestPlace } from './answer.js';
import { turned } from './change.js';
import { bothNames } from './names.js';
import { epochOn } from './shift.js';
import { armyIn, armyNear, holding, stateNamed } from './tenure.js';
import { areaWords, fill, heldWords, inWords, kilometres, kmWords, latWords, lonWords } from './words.js';

/**
 * One end of a piece: the place it lies near, the act that made the line, and where the line is taken from.
 * @param {Atlas} atlas
 * @param {Words} words
 * @param {Segment} piece
 * @param {'west' | 'east'} end
 */
export function endWords(atlas, words, piece, end) {
  const arc = end === 'east' ? piece.eastArc : piece.westArc,
    near = nearestPlace(atlas, piece[end], piece.lat, 60000);
  const place = near ? fill(words.near, { place: bothNames(near.place, words) }) : lonWords(piece[end]);
  const none = atlas.window.includes(piece[end]) && words.ends.edge; // where land goes on beyond the atlas
  return { place, act: arc ? arc.legal || arc.id : none || words.coast, source: arc ? arc.source : '' };
}

/**
 * @param {Atlas} atlas
 * @param {Words} words
 * @param {Shift} shift
 * @param {Segment} piece
 * @returns {TipLine[]}
 */
export function segmentLines(atlas, words, shift, piece) {
  const { net, sigma, pieces } = shift.profile.get(piece.lat) ?? { net: piece.km, sigma: piece.sigma, pieces: [piece] },
    several = pieces.length > 1;
  /** @type {TipLine[]} */
  const lines = [
    [kmWords(words, net, sigma), 'bs-big'],
    [
      fill(several ? words.on_parallel_piece : words.on_parallel, {
        lat: latWords(piece.lat),
        km: kilometres(piece.km),
      }),
      '',
    ],
  ];
  /** @type {['east' | 'west', string][]} */
  const ends = [
    ['east', words.from],
    ['west', words.to],
  ];
  for (const [end, label] of ends) {
    const { place, act } = endWords(atlas, words, piece, end);
    lines.push([fill(words.end, { label, place, act }), 'bs-small']);
  }
  return lines;
}

/**
 * The open sea: nobody's, but the islands thereabouts are somebody's.
 * @param {Atlas} atlas
 * @param {Words} words
 * @param {Zone} zone
 * @param {string} _before
 * @param {string} day
 * @returns {TipLine[]}
 */
export const seaLines = (atlas, words, zone, _before, day) => [
  [words.open_sea, 'bs-big'],
  [fill(words.islands, { islands: heldWords(words, atlas, holding(zone, day)) }), ''],
];

/**
 * @param {Atlas} atlas
 * @param {Words} words
 * @param {Zone} zone
 * @param {string} before
 * @param {string} day
 * @param {{ lat: number, lng: number }} place
 * @returns {TipLine[]}
 */
export function zoneLines(atlas, words, zone, before, day, { lat, lng }) {
  const old = holding(zone, before),
    now = holding(zone, day),
    sign = turned(atlas, zone, before, day);
  const whose = armyIn(atlas, zone, day);
  /** @type {TipLine[]} */
  const lines = [[zone.name, 'bs-big']];
  const near = armyNear(atlas, zone, day, { lat, lon: lng })?.state,
    armies = new Set([whose === now.occupier ? '' : whose, near]);
  for (const who of armies) if (who) lines.push([fill(words.army, { who: stateNamed(words, atlas, who) }), 'bs-small']);
  if (old === now || (old.holder === now.holder && !sign)) return [...lines, [heldWords(words, atlas, now), '']];
  lines.push([`${heldWords(words, atlas, old)} → ${heldWords(words, atlas, now)}`, '']);
  const turn = zone.tenure.find(
    (span, k) => k && span.start <= day && span.holder !== zone.tenure[k - 1].holder && span.holder === now.holder,
  );
  if (turn)
    lines.push([turn.event ? `${inWords(words, turn.start)}: ${turn.event.title}` : inWords(words, turn.start), '']);
  const region = epochOn(atlas, day).regions.find((r) => r.region === zone.region);
  if (region && sign)
    lines.push([
      fill(words.measured, {
        name: region.name,
        area: areaWords(region.area_km2),
        mean: kilometres(region.mean_km),
        max: kilometres(region.max_km),
      }),
      'bs-small',
    ]);
  return lines;
}
