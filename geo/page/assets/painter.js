// What is painted under the names: the ground, and on it a sheet of states, water and borders.

/** @import { Border } from './atlas.js' */
/** @import { View } from './canvas_layer.js' */
/** @import { BorderInk, Inks, Stroke } from './inks.js' */
/** @import { Box, Zone } from './mapdata.js' */
/** @import { Plane } from './mercator.js' */
/** @import { Paths } from './paths.js' */

import { bordersOn, heldBy } from './atlas.js';
import { turned } from './change.js';
import { underPen, viewKey } from './canvas_layer.js';
import { penOf } from './elements.js';
import { stateColor } from './inks.js';
import { UNITS } from './mercator.js';
import { holding } from './tenure.js';

/** @typedef {{ day: string, ink: BorderInk }} Drawn the borders of a day, and how they look */

/** @typedef {{ before: string, after: string, focus: string }} Changed between which days, and the region to stand out */

/**
 * What a sheet shows: who held what on a day, if tinted; whose coast has which rim; borders, and those at sea; what changed.
 * @typedef {{ day: string, tints: boolean, own: Drawn, borders: Drawn[], sea: boolean, change: Changed | null }} Sheet
 */

export class Painter {
  /**
   * @param {Paths} paths
   * @param {Inks} inks
   */
  constructor(paths, inks) {
    this.paths = paths;
    this.inks = inks;
    /** @type {Map<string, { canvas: HTMLCanvasElement, key: string }>} */
    this.stencils = new Map();
    /** @type {Map<string, CanvasPattern | null>} */
    this.hatches = new Map();
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   */
  ground(ctx, view) {
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    const px = underPen(ctx, view);
    ctx.fillStyle = this.inks.land;
    ctx.fill(this.paths.outlines('around', Math.min(view.level, 6)));
    ctx.fill(this.paths.outlines('coast', view.level));
    ctx.strokeStyle = this.inks.shore;
    ctx.lineWidth = (view.zoom < 6 ? 0.6 : 0.9) * px;
    ctx.stroke(this.paths.shore(view.level));
  }

  /**
   * One sheet: states, water, borders, and what changed. Drawn apart, because cutting it at the shore and
   * fading it out at the edge of the atlas must not touch what lies below.
   * @param {HTMLCanvasElement} sheet
   * @param {View} view
   * @param {Sheet} shown
   */
  sheet(sheet, view, { day, tints, own: { day: lastDay, ink }, borders, sea, change }) {
    const { atlas } = this.paths,
      ctx = penOf(sheet);
    if (sheet.width !== view.width * view.dpr || sheet.height !== view.height * view.dpr) {
      sheet.width = view.width * view.dpr;
      sheet.height = view.height * view.dpr;
    }
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.globalCompositeOperation = 'source-over';
    ctx.clearRect(0, 0, sheet.width, sheet.height);
    const px = underPen(ctx, view);
    // First the land of the state the page is about, so that the rim of its coast falls on nothing else.
    const own = (/** @type {Zone} */ zone) => holding(zone, lastDay).holder === atlas.state;
    const fill = (/** @type {(zone: Zone) => boolean} */ which) => {
      for (const [holder, zones] of heldBy(atlas, day)) {
        ctx.fillStyle = stateColor(this.inks, atlas, holder);
        ctx.fill(this.paths.zones(zones.filter(which), view.level));
      }
    };
    if (tints) {
      fill(own);
      lay(
        ctx,
        'source-atop',
        this.stencil(view, `rim ${ink.color}`, (pen) => this.rim(pen, view, ink)),
      );
      fill((zone) => !own(zone));
    }
    if (change) this.change(ctx, view, change);
    lay(
      ctx,
      'destination-in',
      this.stencil(view, 'land', (pen) => pen.fill(this.paths.outlines('coast', view.level))),
    );
    lay(
      ctx,
      'source-over',
      this.stencil(view, 'water', (pen) => this.water(pen, view)),
    );
    for (const each of borders) this.borders(ctx, view, each, px, sea);
    lay(
      ctx,
      'destination-out',
      this.stencil(view, 'edges', (pen) => paintEdges(pen, view.plane, atlas.window)),
    );
  }

  /**
   * What hangs on the view and not on the day is painted once for a view, and then only laid on.
   * @param {View} view
   * @param {string} name
   * @param {(pen: CanvasRenderingContext2D) => void} paint
   */
  stencil(view, name, paint) {
    const key = viewKey(view),
      kept = this.stencils.get(name) ?? { canvas: document.createElement('canvas'), key: '' };
    this.stencils.set(name, kept);
    if (kept.key !== key) {
      kept.key = key;
      kept.canvas.width = view.width * view.dpr;
      kept.canvas.height = view.height * view.dpr; // which also clears it
      const pen = penOf(kept.canvas);
      underPen(pen, view);
      paint(pen);
    }
    return kept.canvas;
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
      if (!sign) continue;
      const ink = sign > 0 ? this.inks.gained : this.inks.lost,
        path = this.paths.zones([zone], view.level);
      ctx.globalAlpha = focus && focus !== zone.region ? ink.alpha * 0.45 : ink.alpha;
      ctx.fillStyle = ink.fill;
      ctx.fill(path);
      if (holding(zone, after).status === 'leased') {
        ctx.globalAlpha = 1;
        ctx.fillStyle = this.hatch(ctx, view, ink.edge);
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
   * @param {string} color
   */
  hatch(ctx, view, color) {
    const key = `${color}/${view.dpr}`;
    if (!this.hatches.has(key)) {
      const tile = document.createElement('canvas'),
        size = 7 * view.dpr;
      tile.width = tile.height = size;
      const pen = penOf(tile);
      pen.strokeStyle = color;
      pen.lineWidth = 1.1 * view.dpr;
      pen.beginPath();
      for (const shift of [-size, 0, size]) {
        pen.moveTo(shift, size);
        pen.lineTo(shift + size, 0);
      }
      pen.stroke();
      this.hatches.set(key, ctx.createPattern(tile, 'repeat'));
    }
    const pattern = this.hatches.get(key) ?? null,
      scale = 1 / (view.k * view.dpr);
    pattern?.setTransform(new DOMMatrix([scale, 0, 0, scale, 0, 0]));
    return pattern ?? color;
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
    ctx.fill(this.paths.outlines('lakes', view.level), 'evenodd');
    if (view.zoom >= 6) ctx.stroke(this.paths.outlines('lakes', view.level));
    ctx.strokeStyle = this.inks.river;
    ctx.lineJoin = 'round';
    atlas.rivers.forEach((river, k) => {
      if (river.rank > view.zoom - 3) return;
      ctx.lineWidth = (river.rank === 1 ? 1.2 : 0.8) * px;
      ctx.stroke(this.paths.river(k, view.level));
    });
  }

  /**
   * The state's own coast, as a rim along the shore; it is laid on what of the state is painted by then.
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   * @param {BorderInk} ink
   */
  rim(ctx, view, ink) {
    ctx.globalAlpha = this.inks.coast.alpha;
    ctx.strokeStyle = ink.color;
    ctx.lineWidth = this.inks.coast.width / view.k;
    ctx.lineJoin = 'round';
    ctx.stroke(this.paths.shore(view.level));
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
  borders(ctx, view, { day, ink }, px, sea) {
    const { atlas } = this.paths,
      all = bordersOn(atlas, day);
    const ours = all.filter(({ left, right }) => left === atlas.state || right === atlas.state);
    const others = all.filter(({ left, right }) => left !== atlas.state && right !== atlas.state);
    const stroke = (/** @type {Border[]} */ list, /** @type {Stroke} */ style) => {
      ctx.strokeStyle = style.color;
      ctx.lineWidth = style.width * px;
      ctx.setLineDash(style.dash.map((d) => d * px));
      for (const { k } of list) ctx.stroke(this.paths.arc(k, view.level));
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

/**
 * @param {CanvasRenderingContext2D} ctx
 * @param {GlobalCompositeOperation} how
 * @param {HTMLCanvasElement} canvas
 */
function lay(ctx, how, canvas) {
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.globalCompositeOperation = how;
  ctx.drawImage(canvas, 0, 0);
  ctx.restore();
}

/**
 * The atlas covers a window; its sheet thins out towards the edge instead of ending there.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Plane} plane
 * @param {Box} window
 */
function paintEdges(ctx, plane, [west, south, east, north]) {
  /** @type {(x0: number, y0: number, x1: number, y1: number, box: [number, number, number, number]) => void} */
  const band = (x0, y0, x1, y1, box) => {
    const shade = ctx.createLinearGradient(x0, y0, x1, y1);
    shade.addColorStop(0, 'rgba(0,0,0,1)');
    shade.addColorStop(1, 'rgba(0,0,0,0)');
    ctx.fillStyle = shade;
    ctx.fillRect(...box);
  };
  const W = plane.x(west),
    E = plane.x(east),
    N = plane.y(north),
    S = plane.y(south),
    wide = (E - W) / 15,
    tall = (S - N) / 25,
    far = UNITS;
  band(W, 0, W + wide, 0, [W - far, N - far, far + wide, 2 * far]);
  band(E, 0, E - 2 * wide, 0, [E - 2 * wide, N - far, far, 2 * far]);
  band(0, N, 0, N + tall, [W - far, N - far, 2 * far, far + tall]);
  band(0, S, 0, S - tall, [W - far, S - tall, 2 * far, far]);
}
