// What is painted under the names: the ground, and on it a sheet of states, water and borders.

/** @import { Look } from './amend.js' */
/** @import { Border } from './atlas.js' */
/** @import { View } from './canvas_layer.js' */
/** @import { BorderInk, Inks, Stroke } from './inks.js' */
/** @import { Box, Zone } from './mapdata.js' */
/** @import { Paths } from './paths.js' */

import { changedPart, comesNear, lookOf } from './amend.js';
import { bordersOn, heldBy } from './atlas.js';
import { bandShows, bandWidth } from './bands.js';
import { turned } from './change.js';
import { shownDots, underPen } from './canvas_layer.js';
import { penOf } from './elements.js';
import { Hatches, wayOf } from './hatches.js';
import { stateColor } from './inks.js';
import { hatchedOn, holding } from './tenure.js';

/**
 * The borders of a day, and how they look: all of them; of the state's own only those that another day has not, or only
 * those that it has too; and whether those of other states stand with them.
 * @typedef {{ day: string, ink: BorderInk, part?: 'moved' | 'still', than?: string, others: boolean }} Drawn
 */

/** @typedef {{ before: string, after: string, focus: string }} Changed between which days, and the region to stand out */

/**
 * What a sheet shows: who held what on a day, if tinted; whose coast has which rim; borders, and those at sea; what changed;
 * and on which day armies stood in whose land.
 * @typedef {{ day: string, tints: boolean, own: Drawn, borders: Drawn[], sea: boolean, change: Changed | null, armies: string }} Sheet
 */

/** @type {(box: Box) => number} */
const area = ([left, top, right, bottom]) => (right - left) * (bottom - top);

/**
 * Let nothing be drawn but in a part of a canvas, in its dots.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Box} part
 */
function cut(ctx, [left, top, right, bottom]) {
  ctx.beginPath();
  ctx.rect(left, top, right - left, bottom - top);
  ctx.clip();
}

export class Painter {
  /**
   * @param {Paths} paths
   * @param {Inks} inks
   */
  constructor(paths, inks) {
    this.paths = paths;
    this.inks = inks;
    this.hatches = new Hatches();
    /** @type {WeakMap<HTMLCanvasElement, Look>} */
    this.looks = new WeakMap(); // of the sheets, as they were drawn
    /** @type {WeakSet<HTMLCanvasElement>} */
    this.parted = new WeakSet(); // sheets of which a part was drawn since the whole
    /** @type {Box} */
    this.part = [0, 0, 0, 0]; // of the plane, that is being drawn
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   */
  ground(ctx, view) {
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    ctx.save();
    cut(ctx, shownDots(view));
    const px = underPen(ctx, view);
    ctx.fillStyle = this.inks.land;
    ctx.fill(this.paths.land(view.level));
    ctx.strokeStyle = this.inks.shore;
    ctx.lineWidth = (view.zoom < 6 ? 0.6 : 0.9) * px;
    ctx.stroke(this.paths.shore(view.level));
    ctx.restore();
  }

  /**
   * One sheet: states, water, borders, and what changed. Drawn apart, because cutting it at the shore must not touch
   * what lies below. Of what it shows already only the part that looks otherwise is drawn anew.
   * @param {HTMLCanvasElement} sheet
   * @param {View} view
   * @param {Sheet} shown
   */
  sheet(sheet, view, shown) {
    const ctx = penOf(sheet),
      look = lookOf(this, view, shown);
    if (sheet.width !== view.width * view.dpr || sheet.height !== view.height * view.dpr) {
      sheet.width = view.width * view.dpr;
      sheet.height = view.height * view.dpr;
      this.looks.delete(sheet);
    }
    const before = this.looks.get(sheet),
      part = changedPart(this.paths, view, before, look),
      [left, top, right, bottom] = part,
      { k, dpr, tx, ty } = view;
    this.looks.set(sheet, look);
    if (left >= right || top >= bottom) return;
    this.parted[part.join() === shownDots(view).join() ? 'delete' : 'add'](sheet);
    this.part = [(left / dpr - tx) / k, (top / dpr - ty) / k, (right / dpr - tx) / k, (bottom / dpr - ty) / k];
    ctx.save();
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.globalCompositeOperation = 'source-over';
    if (before?.all !== look.all) ctx.clearRect(0, 0, sheet.width, sheet.height); // what lies about it, too
    cut(ctx, part);
    ctx.clearRect(left, top, right - left, bottom - top);
    this.layers(ctx, view, shown);
    ctx.restore();
  }

  /**
   * How much of a sheet would be drawn anew, from 0 to 1.
   * @param {HTMLCanvasElement} sheet
   * @param {View} view
   * @param {Sheet} shown
   */
  anew(sheet, view, shown) {
    const [left, top, right, bottom] = changedPart(this.paths, view, this.looks.get(sheet), lookOf(this, view, shown));
    return area([left, top, Math.max(left, right), Math.max(top, bottom)]) / area(shownDots(view));
  }

  /**
   * Whether lines come near the part that is being drawn.
   * @param {ArrayLike<number>[]} lines in the plane
   * @param {View} view
   * @param {number} [wide] pixels that they are across
   */
  near(lines, { k }, wide = 20) {
    return comesNear(this.part, lines, wide / 2 / k);
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   * @param {Sheet} shown
   */
  layers(ctx, view, { day, tints, own: { day: lastDay, ink }, borders, sea, change, armies }) {
    const { atlas } = this.paths,
      px = underPen(ctx, view);
    // First the land of the state the page is about, so that the rim of its coast falls on nothing else.
    const own = (/** @type {Zone} */ zone) => holding(zone, lastDay).holder === atlas.state;
    const held = [...heldBy(atlas, day)];
    const fillZones = (/** @type {(zone: Zone) => boolean} */ which) => {
      for (const [holder, zones] of held) {
        const filled = zones.filter(which);
        if (!filled.length) continue;
        ctx.fillStyle = stateColor(this.inks, atlas, holder);
        ctx.fill(this.paths.zones(filled, view.level));
      }
    };
    if (tints) {
      fillZones(own);
      this.rim(ctx, view, ink);
      fillZones((zone) => !own(zone));
      for (const [holder, zones] of held) {
        ctx.fillStyle = stateColor(this.inks, atlas, holder);
        ctx.fill(this.paths.beyond(zones));
      }
    }
    if (change) this.change(ctx, view, change);
    if (tints) this.armies(ctx, view, armies);
    ctx.globalCompositeOperation = 'destination-out'; // all that ends at the shore
    ctx.fillStyle = '#000'; // a hatch would leave what lies between its lines
    ctx.fill(this.paths.sea(view.level));
    ctx.globalCompositeOperation = 'source-over';
    this.water(ctx, view);
    this.beyond(ctx, day, px);
    for (const each of borders) this.bands(ctx, view, each);
    for (const each of borders) this.borders(ctx, view, each, px, sea);
    this.frame(ctx, view, px);
  }

  /**
   * Borders beyond the window, between what different states held.
   * @param {CanvasRenderingContext2D} ctx
   * @param {string} day
   * @param {number} px
   */
  beyond(ctx, day, px) {
    const { atlas } = this.paths,
      { color, width, dash } = this.inks.other,
      holder = (/** @type {number} */ zone) => holding(atlas.zones[zone], day).holder;
    ctx.strokeStyle = color;
    ctx.lineWidth = width * px;
    ctx.setLineDash(dash.map((d) => d * px));
    atlas.context.forEach(({ zone, other }, k) => {
      if (other >= 0 && holder(zone) !== holder(other)) ctx.stroke(this.paths.beyondBorder(k));
    });
    ctx.setLineDash([]);
  }

  /**
   * The map ends at a line; what lies between it and the dotted one is context.
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   * @param {number} px
   */
  frame(ctx, { plane }, px) {
    const { window, edge } = this.paths.atlas,
      { color, width } = this.inks.frame;
    ctx.strokeStyle = color;
    ctx.lineWidth = width * px;
    const frame = (/** @type {Box} */ [west, south, east, north]) =>
      ctx.strokeRect(plane.x(west), plane.y(north), plane.x(east) - plane.x(west), plane.y(south) - plane.y(north));
    frame(edge);
    ctx.setLineDash([px, 4 * px]);
    if (edge.join() !== window.join()) frame(window);
    ctx.setLineDash([]);
  }

  /**
   * Whether a place is on land, as it is drawn.
   * @param {View} view
   * @param {number} lon
   * @param {number} lat
   */
  dry({ plane, level }, lon, lat) {
    return this.paths.onLand(level, plane.x(lon), plane.y(lat));
  }

  /**
   * Land with another's army in it, or as much of it as lies within its reach, hatched in its state's ink; and land that is
   * being handed over, in its new holder's.
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   * @param {string} day
   */
  armies(ctx, view, day) {
    const { atlas } = this.paths,
      { after, still } = this.inks;
    for (const { zone, near, ...how } of hatchedOn(atlas, day)) {
      if (!this.near([this.paths.span(zone)], view)) continue;
      ctx.save();
      if (near.length) ctx.clip(this.paths.reach(near));
      ctx.fillStyle = this.hatches.of(ctx, view, (how.own ? after : still).color, wayOf(how));
      ctx.globalAlpha = this.inks.army;
      ctx.fill(this.paths.zones([zone], view.level));
      ctx.fill(this.paths.beyond([zone]));
      ctx.restore();
    }
  }

  /**
   * What of a day's borders is to be drawn: the state's own, and the others.
   * @param {Drawn} drawn
   */
  chosen({ day, part, than, others }) {
    const { atlas } = this.paths,
      all = bordersOn(atlas, day),
      itsOwn = (/** @type {Border} */ { left, right }) => left === atlas.state || right === atlas.state,
      then = new Set(than ? bordersOn(atlas, than).filter(itsOwn).map(({ k }) => k) : []);
    return {
      ours: all.filter((each) => itsOwn(each) && (!part || then.has(each.k) === (part === 'still'))),
      others: others ? all.filter((each) => !itsOwn(each)) : [],
    };
  }

  /**
   * One standard error to either side, where the scale lets it be seen.
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   * @param {Drawn} drawn
   */
  bands(ctx, view, drawn) {
    ctx.strokeStyle = drawn.ink.color;
    ctx.globalAlpha = this.inks.band;
    ctx.lineJoin = 'round';
    for (const { arc, k } of this.chosen(drawn).ours) {
      const wide = bandWidth(arc, view.zoom);
      if (!bandShows(wide) || arc.kind === 'sea' || !this.near([this.paths.arcs[k]], view, wide)) continue;
      ctx.lineWidth = wide / view.k;
      ctx.stroke(this.paths.arc(k, view.level));
    }
    ctx.globalAlpha = 1;
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   * @param {Changed} changed
   */
  change(ctx, view, { before, after, focus }) {
    const { atlas } = this.paths,
      px = 1 / view.k;
    for (const zone of atlas.zones) {
      const sign = turned(atlas, zone, before, after);
      if (!sign || !this.near([this.paths.span(zone)], view)) continue;
      const ink = sign > 0 ? this.inks.gained : this.inks.lost,
        path = this.paths.zones([zone], view.level);
      ctx.globalAlpha = focus && focus !== zone.region ? ink.alpha * 0.45 : ink.alpha;
      ctx.fillStyle = ink.fill;
      ctx.fill(path);
      ctx.fill(this.paths.beyond([zone]));
      if (holding(zone, after).status === 'leased') {
        ctx.globalAlpha = 1;
        ctx.fillStyle = this.hatches.of(ctx, view, ink.edge);
        ctx.fill(path);
      }
      ctx.globalAlpha = focus === zone.region ? 1 : 0.55;
      ctx.strokeStyle = ink.edge;
      ctx.lineWidth = (focus === zone.region ? 2 : 0.8) * px;
      ctx.stroke(path);
    }
    ctx.globalAlpha = 1;
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   */
  water(ctx, view) {
    const { atlas } = this.paths,
      px = 1 / view.k;
    ctx.fillStyle = this.inks.lake;
    ctx.strokeStyle = this.inks.shore;
    ctx.lineWidth = 0.6 * px;
    ctx.fill(this.paths.lakes(view.level), 'evenodd');
    if (view.zoom >= 6) ctx.stroke(this.paths.lakes(view.level));
    ctx.strokeStyle = this.inks.river;
    ctx.lineJoin = 'round';
    atlas.rivers.forEach((river, k) => {
      if (river.rank > view.zoom - 3 || !this.near([this.paths.rivers[k]], view)) return;
      ctx.lineWidth = (river.rank === 1 ? 1.2 : 0.8) * px;
      ctx.stroke(this.paths.river(k, view.level));
    });
    // a river that some day was a border has one course, the border's
    ctx.lineWidth = px;
    atlas.arcs.forEach(({ kind }, k) => {
      if (kind === 'river' && view.zoom >= 6 && this.near([this.paths.arcs[k]], view)) ctx.stroke(this.paths.arc(k, view.level));
    });
  }

  /**
   * The state's own coast, as a rim along the shore, on its own land: that must be all there is on the sheet yet.
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   * @param {BorderInk} ink
   */
  rim(ctx, view, ink) {
    ctx.globalCompositeOperation = 'source-atop';
    ctx.globalAlpha = this.inks.coast.alpha;
    ctx.strokeStyle = ink.color;
    ctx.lineWidth = this.inks.coast.width / view.k;
    ctx.lineJoin = 'bevel';
    ctx.stroke(this.paths.shore(view.level));
    ctx.globalAlpha = 1;
    ctx.globalCompositeOperation = 'source-over';
  }

  /**
   * The state's own borders stand out; others are there to find one's way. Lines at sea only give islands to
   * their holders: they show when one is near enough to ask which.
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   * @param {Drawn} drawn
   * @param {number} px
   * @param {boolean} sea whether lines at sea are drawn
   */
  borders(ctx, view, drawn, px, sea) {
    const { ink } = drawn,
      { ours, others } = this.chosen(drawn);
    const stroke = (/** @type {Border[]} */ list, /** @type {Stroke} */ style) => {
      ctx.strokeStyle = style.color;
      ctx.lineWidth = style.width * px;
      ctx.setLineDash(style.dash.map((d) => d * px));
      for (const { k } of list) if (this.near([this.paths.arcs[k]], view)) ctx.stroke(this.paths.arc(k, view.level));
      ctx.setLineDash([]);
    };
    ctx.lineJoin = 'round';
    ctx.lineCap = 'butt';
    const dry = (/** @type {Border} */ { arc }) => arc.kind !== 'sea',
      wet = (/** @type {Border} */ { arc }) => arc.kind === 'river' || arc.kind === 'lake';
    stroke(others.filter(dry), this.inks.other);
    stroke(ours.filter(dry), { color: this.inks.land_casing, width: ink.casing, dash: [] });
    stroke(ours.filter(wet), { color: this.inks.river_casing, width: ink.casing, dash: [] });
    stroke(ours.filter(dry), ink);
    if (sea && view.zoom >= 6)
      stroke(
        ours.filter((b) => !dry(b)),
        { ...this.inks.at_sea, color: ink.color },
      );
  }
}
