// The map as an SVG: what the canvases show, in lines.

/** @import { View } from './canvas_layer.js' */
/** @import { BorderInk, Stroke } from './inks.js' */
/** @import { Box, Zone } from './mapdata.js' */
/** @import { Changed, Drawn, Painter, Sheet } from './painter.js' */
/** @import { Pen, Paths } from './paths.js' */
/** @import { Segment, Shift } from './shift.js' */

import { heldBy } from './atlas.js';
import { turned } from './change.js';
import { RISES, wayOf } from './hatches.js';
import { stateColor } from './inks.js';
import { bandShows, bandWidth } from './bands.js';
import { hatchedOn, holding } from './tenure.js';

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Frame units of the drawing */

/** @typedef {(x: number, y: number) => [number, number]} Place from the plane's units to the drawing's */

const told = (/** @type {number} */ v) => String(Math.round(v * 10) / 10);

/**
 * From place to place, in tenths of a unit, so that no rounding adds up.
 * @param {number[][]} places
 */
function steps([first, ...others]) {
  let [x, y] = first,
    d = `M${x / 10} ${y / 10}l`;
  for (const [a, b] of others) {
    if (a !== x || b !== y) d += `${(a - x) / 10} ${(b - y) / 10} `;
    [x, y] = [a, b];
  }
  return d.trimEnd().replace(/ -/g, '-').replace(/l$/, '');
}

/**
 * A path as SVG writes it. Runs that lie beyond the frame are left out.
 * @implements {Pen}
 */
export class Trail {
  /**
   * @param {Place} place
   * @param {Frame} frame
   */
  constructor(place, frame) {
    this.place = place;
    this.frame = frame;
    this.d = '';
    /** @type {[number, number][]} */
    this.run = [];
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  moveTo(x, y) {
    this.end('');
    this.run = [this.place(x, y)];
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  lineTo(x, y) {
    this.run.push(this.place(x, y));
  }

  closePath() {
    this.end('Z');
  }

  /** @param {string} close */
  end(close) {
    const { run, frame } = this,
      [xs, ys] = [0, 1].map((k) => run.map((at) => at[k])),
      beyond = (/** @type {number[]} */ v, /** @type {number} */ low, /** @type {number} */ high) =>
        v.every((one) => one < low) || v.every((one) => one > high);
    if (run.length > 1 && !beyond(xs, frame.left, frame.right) && !beyond(ys, frame.top, frame.bottom))
      this.d += steps(run.map((at) => at.map((v) => Math.round(v * 10)))) + close;
    this.run = [];
  }

  toString() {
    this.end('');
    return this.d;
  }
}

/** @type {(d: unknown, look: Record<string, string | number>) => string} */
const path = (d, look) => {
  const text = String(d);
  return text
    ? `<path d="${text}" ${Object.entries(look)
        .map(([name, value]) => `${name}="${value}"`)
        .join(' ')}/>`
    : '';
};

/** @type {(ink: Stroke, unit: number) => Record<string, string | number>} */
const stroke = ({ color, width, dash }, unit) => ({
  fill: 'none',
  stroke: color,
  'stroke-width': told(width * unit),
  'stroke-linejoin': 'round',
  ...(dash.length ? { 'stroke-dasharray': dash.map((length) => told(length * unit)).join(' ') } : {}),
});

export class Vector {
  /**
   * @param {Painter} painter
   * @param {View} view
   * @param {Place} place
   * @param {Frame} frame
   * @param {number} unit of the drawing to a pixel
   */
  constructor(painter, view, place, frame, unit) {
    this.painter = painter;
    this.paths = painter.paths.written(() => new Trail(place, frame));
    this.inks = painter.inks;
    this.view = view;
    this.place = place;
    this.frame = frame;
    this.unit = unit;
    this.level = Math.max(0, view.level + Math.round(Math.log2(unit)));
    /** @type {string[]} */
    this.defs = [];
  }

  /**
   * A way to cut what is drawn, by its number.
   * @param {unknown} d
   */
  clip(d) {
    this.defs.push(`<clipPath id="cut${this.defs.length}"><path d="${d}"/></clipPath>`);
    return `clip-path="url(#cut${this.defs.length - 1})"`;
  }

  /** @param {Box} box */
  box([west, south, east, north]) {
    const { plane } = this.paths,
      [a, b] = [this.place(plane.x(west), plane.y(north)), this.place(plane.x(east), plane.y(south))];
    return `M${a.map(told).join(' ')}H${told(b[0])}V${told(b[1])}H${told(a[0])}Z`;
  }

  /** @param {boolean} land */
  ground(land) {
    const { paths, inks, frame, level, unit } = this,
      sea = `<path d="M${frame.left} ${frame.top}H${frame.right}V${frame.bottom}H${frame.left}Z" fill="${inks.sea}"/>`;
    if (!land) return sea;
    const fill = { fill: inks.land };
    return (
      sea +
      path(paths.land(level), fill) +
      path(paths.shore(level), stroke({ color: inks.shore, width: this.view.zoom < 6 ? 0.6 : 0.9, dash: [] }, unit))
    );
  }

  /** @param {Sheet} sheet */
  sheet({ day, tints, own: { day: lastDay, ink }, borders, sea, change, armies }) {
    const { paths, inks, level, unit } = this,
      { atlas } = paths,
      own = (/** @type {Zone} */ zone) => holding(zone, lastDay).holder === atlas.state;
    /** @type {(which: (zone: Zone) => boolean) => string} */
    const fill = (which) =>
      [...heldBy(atlas, day)]
        .map(([holder, zones]) => {
          const filled = zones.filter(which),
            look = { fill: stateColor(inks, atlas, holder) };
          return path(paths.zones(filled, level), look) + path(paths.beyond(filled), look);
        })
        .join('');
    const ours = paths.zones(atlas.zones.filter(own), level),
      rim = stroke({ color: ink.color, width: inks.coast.width, dash: [] }, unit),
      rims = path(paths.shore(level), { ...rim, 'stroke-opacity': inks.coast.alpha });
    const tinted = tints ? `${fill(own)}<g ${this.clip(ours)}>${rims}</g>${fill((zone) => !own(zone))}` : '',
      land = `<g ${this.clip(paths.land(level))}>${tinted}${change ? this.change(change) : ''}${tints ? this.armies(armies) : ''}</g>`;
    const lines = borders.map((each) => this.bands(each)).join('') + borders.map((each) => this.borders(each, sea)).join('');
    return land + this.water() + this.beyond(day) + lines + this.frames();
  }

  // The map ends at a line; what lies between it and the dotted one is context.
  frames() {
    const { inks, unit, paths } = this,
      { edge, window } = paths.atlas,
      frame = (/** @type {Box} */ box, /** @type {number[]} */ dash) => path(this.box(box), stroke({ ...inks.frame, dash }, unit));
    return frame(edge, []) + (edge.join() === window.join() ? '' : frame(window, [1, 4]));
  }

  /** @param {string} day */
  beyond(day) {
    const { paths, inks, unit } = this,
      { atlas } = paths,
      holder = (/** @type {number} */ zone) => holding(atlas.zones[zone], day).holder;
    return atlas.context
      .map(({ zone, other }, k) =>
        other >= 0 && holder(zone) !== holder(other) ? path(paths.beyondBorder(k), stroke(inks.other, unit)) : '',
      )
      .join('');
  }

  /** @param {Changed} changed */
  change({ before, after }) {
    const { paths, inks, level, unit } = this;
    return paths.atlas.zones
      .map((zone) => {
        const sign = turned(paths.atlas, zone, before, after);
        if (!sign) return '';
        const ink = sign > 0 ? inks.gained : inks.lost,
          d = paths.zones([zone], level);
        const edge = stroke({ color: ink.edge, width: 0.8, dash: [] }, unit);
        const look = { fill: ink.fill, 'fill-opacity': ink.alpha };
        return (
          path(d, look) +
          path(paths.beyond([zone]), look) +
          (holding(zone, after).status === 'leased' ? path(d, { fill: this.hatch(ink.edge) }) : '') +
          path(d, { ...edge, 'stroke-opacity': 0.55 })
        );
      })
      .join('');
  }

  /** @param {string} day */
  armies(day) {
    const { paths, inks, level } = this,
      { after, still } = inks;
    return hatchedOn(paths.atlas, day)
      .map(({ zone, near, ...how }) => {
        const fill = this.hatch((how.own ? after : still).color, wayOf(how)),
          look = { fill, 'fill-opacity': inks.army },
          drawn = path(paths.zones([zone], level), look) + path(paths.beyond([zone]), look);
        return drawn && near.length ? `<g ${this.clip(paths.reach(near))}>${drawn}</g>` : drawn;
      })
      .join('');
  }

  /** @param {Drawn} drawn */
  bands(drawn) {
    const { paths, inks, level, unit, view } = this;
    return this.painter
      .chosen(drawn)
      .ours.map(({ arc, k }) => {
        const width = bandWidth(arc, view.zoom);
        if (!bandShows(width) || arc.kind === 'sea') return '';
        return path(paths.arc(k, level), { ...stroke({ color: drawn.ink.color, width, dash: [] }, unit), 'stroke-opacity': inks.band });
      })
      .join('');
  }

  /**
   * @param {string} edge
   * @param {number} [way]
   */
  hatch(edge, way = RISES) {
    const size = 7 * this.unit,
      id = `hatch${way || ''}${edge.slice(1)}`;
    const drawn = `<pattern id="${id}" width="${size}" height="${size}" patternUnits="userSpaceOnUse" patternTransform="rotate(${[45, -45, 0, 90][way]})"><path d="M0 0V${size}"${way ? ` stroke-dasharray="${told(0.6 * size)} ${told(0.4 * size)}"` : ''} stroke="${edge}" stroke-width="${told(2.2 * this.unit)}"/></pattern>`;
    if (!this.defs.includes(drawn)) this.defs.push(drawn);
    return `url(#${id})`;
  }

  water() {
    const { paths, inks, level, unit, view } = this,
      shore = stroke({ color: inks.shore, width: 0.6, dash: [] }, unit),
      lakes = paths.lakes(level);
    const rivers = paths.atlas.rivers.map((river, k) =>
      river.rank > view.zoom - 3
        ? ''
        : path(paths.river(k, level), stroke({ color: inks.river, width: river.rank === 1 ? 1.2 : 0.8, dash: [] }, unit)),
    );
    return path(lakes, { fill: inks.lake, 'fill-rule': 'evenodd', ...(view.zoom < 6 ? {} : { ...shore, fill: inks.lake }) }) + rivers.join('');
  }

  /**
   * @param {Drawn} each
   * @param {boolean} sea
   */
  borders(each, sea) {
    const { paths, inks, level, unit, view } = this,
      { ink } = each,
      { ours, others } = this.painter.chosen(each);
    /** @type {(list: typeof ours, style: Stroke) => string} */
    const drawn = (list, style) => path(list.map(({ k }) => paths.arc(k, level)).join(''), stroke(style, unit));
    /** @type {(color: string, own: BorderInk) => Stroke} */
    const casing = (color, own) => ({ color, width: own.casing, dash: [] });
    const dry = ours.filter(({ arc }) => arc.kind !== 'sea'),
      wet = dry.filter(({ arc }) => arc.kind !== 'land');
    return (
      drawn(others.filter(({ arc }) => arc.kind !== 'sea'), inks.other) +
      drawn(dry, casing(inks.land_casing, ink)) +
      drawn(wet, casing(inks.river_casing, ink)) +
      drawn(dry, ink) +
      (sea && view.zoom >= 6 ? drawn(ours.filter((border) => !dry.includes(border)), { ...inks.at_sea, color: ink.color }) : '')
    );
  }

  /**
   * @param {Segment[]} segments
   * @param {Shift['profile']} profile
   * @param {(km: number) => string} color
   */
  arrows(segments, profile, color) {
    const { plane } = this.paths,
      { unit } = this;
    return segments
      .map(({ lat, west, east, westward }) => {
        const [[x0, y], [x1]] = [east, west].map((lon) => this.place(plane.x(lon), plane.y(lat))),
          [from, to] = westward >= 0 ? [x0, x1] : [x1, x0],
          way = Math.sign(to - from),
          head = westward ? Math.min(7 * unit, Math.abs(to - from) * 0.6) : 0,
          half = 3.4 * unit,
          own = color(profile.get(lat)?.net ?? 0),
          shaft = `M${told(from)} ${told(y)}H${told(to - way * head * 0.7)}`,
          tip = `M${told(to)} ${told(y)}l${told(-way * head)} ${told(-half)}v${told(2 * half)}Z`;
        return (
          path(shaft, { ...stroke({ color: '#fff', width: 3.6, dash: [] }, unit), 'stroke-opacity': 0.75 }) +
          path(shaft, stroke({ color: own, width: 1.5, dash: [] }, unit)) +
          (head ? path(tip, { fill: own }) : '')
        );
      })
      .join('');
  }
}
