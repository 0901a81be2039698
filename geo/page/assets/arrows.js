// The shift on the map: arrows along parallels.

/** @import { View } from './canvas_layer.js' */
/** @import { Ramp } from './inks.js' */
/** @import { Atlas } from './mapdata.js' */
/** @import { Segment, Shift } from './shift.js' */

import { underPen } from './canvas_layer.js';
import { largestOn, shiftOn } from './shift.js';

// Arrows along parallels: so many that the land between them can still be seen.
const STEPS = [1, 2, 5, 10, 20, 50];
const APART = 56; // pixels, at least

/**
 * The arrows of every so many parallels, and those of the largest shift, which has room made for it.
 * @param {Atlas} atlas
 * @param {View} view
 * @param {string} day
 * @returns {Segment[]}
 */
export function shownSegments(atlas, view, day) {
  const perDegree = (256 * 2 ** view.zoom) / 360 / Math.cos(((atlas.window[1] + atlas.window[3]) * Math.PI) / 360),
    every = atlas.every * (STEPS.find((n) => n * atlas.every * perDegree >= APART) || STEPS[STEPS.length - 1]),
    largest = largestOn(atlas, day)?.lat ?? NaN;
  return shiftOn(atlas, day).segments.filter(
    ({ lat }) =>
      lat === largest || (Math.abs(lat / every - Math.round(lat / every)) < 1e-6 && !(Math.abs(lat - largest) < every * 0.6)),
  );
}

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {View} view
 * @param {Segment[]} segments
 * @param {Shift['profile']} profile
 * @param {number | null} pointed
 * @param {Ramp} ramp
 */
export function paintSegments(ctx, view, segments, profile, pointed, ramp) {
  const px = underPen(ctx, view),
    { plane } = view;
  for (const piece of segments) {
    const y = plane.y(piece.lat),
      x0 = plane.x(piece.east),
      x1 = plane.x(piece.west);
    // from the old border to the new one; where no border moved but came or went, a line without a head
    const [from, to] = piece.westward >= 0 ? [x0, x1] : [x1, x0],
      length = Math.abs(to - from),
      way = Math.sign(to - from);
    const head = piece.westward ? Math.min(7 * px, length * 0.6) : 0,
      near = piece.lat === pointed,
      net = profile.get(piece.lat)?.net ?? 0;
    /** @type {[string, number][]} */
    const strokes = [
      ['rgba(255,255,255,.75)', near ? 5.6 : 3.6],
      [ramp.color(net), near ? 3.2 : 1.5],
    ];
    for (const [color, width] of strokes) {
      ctx.strokeStyle = ctx.fillStyle = color;
      ctx.lineWidth = width * px;
      ctx.lineCap = 'butt';
      ctx.beginPath();
      ctx.moveTo(from, y);
      ctx.lineTo(to - way * head * 0.7, y);
      ctx.stroke();
      if (!head) continue;
      const half = (width > 3.5 ? 4.6 : near ? 5 : 3.4) * px;
      ctx.beginPath();
      ctx.moveTo(to, y);
      ctx.lineTo(to - way * head, y - half);
      ctx.lineTo(to - way * head, y + half);
      ctx.fill();
    }
  }
}

/**
 * @param {Segment[]} segments
 * @param {L.Map} map
 * @param {L.Point} point
 * @returns {Segment | null}
 */
export function segmentNear(segments, map, point) {
  let best = null,
    least = 7;
  for (const piece of segments) {
    const a = map.latLngToContainerPoint([piece.lat, piece.west]),
      b = map.latLngToContainerPoint([piece.lat, piece.east]);
    const away = Math.abs(a.y - point.y);
    if (away < least && point.x >= a.x - 4 && point.x <= b.x + 4) {
      best = piece;
      least = away;
    }
  }
  return best;
}
