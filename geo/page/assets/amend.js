// What looks otherwise on a sheet than on the one that was drawn before: from one day to the next mostly a few zones, and
// only the part of the sheet that they lie in is drawn anew.

/** @import { View } from './canvas_layer.js' */
/** @import { Box, Zone } from './mapdata.js' */
/** @import { Painter, Sheet } from './painter.js' */
/** @import { Paths } from './paths.js' */

import { bandShows, bandWidth } from './bands.js';
import { lineBox } from './boxes.js';
import { shownDots } from './canvas_layer.js';
import { turned } from './change.js';
import { stateColor } from './inks.js';
import { hatchedOn, holding } from './tenure.js';

const PAST = 12; // pixels by which what is drawn may stand over the lines it is drawn by

/**
 * How a sheet looks: in a word what hangs on no place, and each zone, arc and line of the context.
 * @typedef {{ all: string, zones: string[], arcs: string[], context: boolean[] }} Look
 */

/**
 * @param {Painter} painter
 * @param {View} view
 * @param {Sheet} sheet
 * @returns {Look}
 */
export function lookOf(painter, view, { day, tints, own, borders, sea, change, armies }) {
  const { atlas } = painter.paths,
    holder = (/** @type {number} */ zone) => holding(atlas.zones[zone], day).holder,
    stood = hatchedOn(atlas, armies);
  const tint = (/** @type {Zone} */ zone) => {
    const there = stood.filter((one) => one.zone === zone).flatMap(({ own: its, passes, near }) => [its, passes, ...near.map(({ places }) => places)]);
    return [stateColor(painter.inks, atlas, holder(zone.number)), holding(zone, own.day).holder === atlas.state, ...there];
  };
  const turn = (/** @type {Zone} */ zone) => {
    const sign = change ? turned(atlas, zone, change.before, change.after) : 0;
    return change && sign ? [sign, holding(zone, change.after).status === 'leased', change.focus && change.focus === zone.region, !change.focus] : [];
  };
  const layers = borders.map(({ part, ink }) => [part, ink.color]), // one that is ticked or not is drawn or not everywhere
    arcs = atlas.arcs.map(() => '');
  for (const [n, drawn] of borders.entries()) {
    const { ours, others } = painter.chosen(drawn),
      ink = JSON.stringify(drawn.ink);
    for (const { k } of ours) arcs[k] += `${n}${ink}`;
    for (const { k } of others) arcs[k] += `${n}`;
  }
  return {
    all: JSON.stringify([view.zoom, view.tx, view.ty, view.width, view.height, view.shown, view.dpr, tints && own.ink.color, sea, Boolean(change), layers]),
    zones: atlas.zones.map((zone) => [...(tints ? tint(zone) : []), '', ...turn(zone)].join()),
    arcs,
    context: atlas.context.map(({ zone, other }) => other >= 0 && holder(zone) !== holder(other)),
  };
}

/**
 * The part of a sheet, in dots from its corner, in which two looks differ: west, north, east and south. All of it where
 * they have not even the view in common; an empty one where they are the same.
 * @param {Paths} paths
 * @param {View} view
 * @param {Look | undefined} before
 * @param {Look} now
 * @returns {Box}
 */
export function changedPart(paths, view, before, now) {
  const { k, tx, ty, dpr } = view,
    shown = shownDots(view);
  if (before?.all !== now.all) return shown;
  const { atlas } = paths,
    /** @type {Box} */
    part = [Infinity, Infinity, -Infinity, -Infinity];
  const add = (/** @type {ArrayLike<number>} */ line, past = 0) => {
    const [west, north, east, south] = lineBox(line),
      about = PAST + past;
    part[0] = Math.min(part[0], west * k + tx - about);
    part[1] = Math.min(part[1], north * k + ty - about);
    part[2] = Math.max(part[2], east * k + tx + about);
    part[3] = Math.max(part[3], south * k + ty + about);
  };
  for (const { number, rings } of atlas.zones) {
    if (before.zones[number] === now.zones[number]) continue;
    for (const arc of rings.flat()) add(paths.arcs[arc < 0 ? ~arc : arc]);
    for (const [n, { zone, other }] of atlas.context.entries()) if (zone === number && other < 0) add(paths.context[n]);
  }
  for (const [n, arc] of atlas.arcs.entries()) {
    if (before.arcs[n] === now.arcs[n]) continue;
    const wide = bandWidth(arc, view.zoom);
    add(paths.arcs[n], bandShows(wide) ? wide / 2 : 0);
  }
  for (const [n, line] of paths.context.entries()) if (before.context[n] !== now.context[n]) add(line);
  const [west, north, east, south] = part.map((pixels) => pixels * dpr);
  return [
    Math.max(shown[0], Math.floor(west)),
    Math.max(shown[1], Math.floor(north)),
    Math.min(shown[2], Math.ceil(east)),
    Math.min(shown[3], Math.ceil(south)),
  ];
}

/**
 * Whether lines come near a part of the plane.
 * @param {Box} part
 * @param {ArrayLike<number>[]} lines
 * @param {number} about units
 */
export const comesNear = ([left, top, right, bottom], lines, about) =>
  lines.some((line) => {
    const [west, north, east, south] = lineBox(line);
    return west < right + about && east > left - about && north < bottom + about && south > top - about;
  });
