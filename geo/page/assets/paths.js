// Paths of every line at every level of detail, made when first drawn. They are kept in a plane's fixed units, as
// far as the eye needs at a zoom, and drawn through the canvas's transform; so panning and a change of day project
// nothing anew.

/** @import { Army, Atlas, Line, Zone } from './mapdata.js' */

import { lineBox } from './boxes.js';
import { reachOf } from './geodesy.js';
import { keeper } from './keeping.js';
import { landAlong } from './land_row.js';
import { Plane, UNITS } from './mercator.js';

/** @typedef {ArrayLike<number>} Places places in the plane, x and y in turn */

/** @typedef {Pick<Path2D, 'moveTo' | 'lineTo' | 'closePath'>} Pen */

/** @typedef {(path: Pen, start: number[]) => void} Close what ends a ring, whose first and second place are given */

const ASIDE = 0.3, // pixels, that a line may pass a vertex it leaves out
  NEAR = 0.1; // pixels, from one vertex to another that is not looked at
const LEAST = 1; // pixels, that a ring is across to be drawn
const TOUCHING = 60; // units, between a place of the coast and the window's edge that cuts it
const ROWS = 512; // of which it is kept where they cross land
const AROUND_UNTIL = 6; // the level up to which what lies around has detail

// Where thinned lines lie one after another: to make room for each alone takes longer than to thin it.
const shelf = { places: new Float64Array(0), used: 0 },
  SHELF = 2 ** 15; // numbers

/**
 * A line with the vertices that the eye needs at a zoom: from each kept one as far along as a straight line passes all
 * between within a part of a pixel. That is known without looking back, from the sector of directions that pass the
 * vertices so far. Ends always stay, so arcs still meet.
 * @param {Places} xy
 * @param {number} level
 */
export function thin(xy, level) {
  const pixel = UNITS / 256 / 2 ** level,
    apart = ASIDE * pixel,
    near = (NEAR * pixel) ** 2,
    last = xy.length - 2;
  if (shelf.places.length < shelf.used + last + 4) Object.assign(shelf, { places: new Float64Array(Math.max(SHELF, last + 4)), used: 0 });
  const out = shelf.places,
    first = shelf.used;
  let kept = first,
    ax = (out[kept++] = xy[0]), // the vertex kept last
    ay = (out[kept++] = xy[1]),
    lx = 0, // the sector's sides, seen from there
    ly = 0,
    rx = 0,
    ry = 0,
    farthest = 0,
    before = 0; // the vertex looked at last
  for (let k = 2; k <= last; ) {
    const alongX = xy[k] - xy[before],
      alongY = xy[k + 1] - xy[before + 1];
    if (k < last && alongX * alongX + alongY * alongY < near) {
      k += 2;
      continue;
    }
    const dx = xy[k] - ax,
      dy = xy[k + 1] - ay,
      far = Math.sqrt(dx * dx + dy * dy);
    if (farthest && (far < farthest - apart || rx * dy < ry * dx || dx * ly < dy * lx)) {
      // straight to here would pass another vertex too far off: the one before is kept, and this looked at from there
      ax = out[kept++] = xy[before];
      ay = out[kept++] = xy[before + 1];
      farthest = 0;
      continue;
    }
    if (far > apart) {
      const sin = apart / far,
        cos = Math.sqrt(1 - sin * sin),
        leftX = dx * cos - dy * sin,
        leftY = dx * sin + dy * cos,
        rightX = dx * cos + dy * sin,
        rightY = dy * cos - dx * sin;
      if (!farthest || lx * leftY < ly * leftX) {
        lx = leftX;
        ly = leftY;
      }
      if (!farthest || rx * rightY > ry * rightX) {
        rx = rightX;
        ry = rightY;
      }
      farthest = Math.max(farthest, far);
    }
    before = k;
    k += 2;
  }
  out[kept++] = xy[last];
  out[kept++] = xy[last + 1];
  shelf.used = kept;
  return out.subarray(first, kept);
}

/**
 * The longer side of a ring's box; less than nothing for a ring without vertices.
 * @param {Places} xy
 */
function across(xy) {
  const [west, south, east, north] = lineBox(xy);
  return Math.max(east - west, north - south);
}

/**
 * Draw a line into a path.
 * @param {Pen} path
 * @param {Places} xy
 * @param {{ close?: Close, back?: boolean, join?: boolean }} [how] to its beginning, from its end, or from where the
 *   path has come to
 */
function trace(path, xy, { close, back = false, join = false } = {}) {
  const n = xy.length,
    [first, step] = back ? [n - 2, -2] : [0, 2];
  if (!join) path.moveTo(xy[first], xy[first + 1]);
  for (let i = join ? first : first + step; i >= 0 && i < n; i += step) path.lineTo(xy[i], xy[i + 1]);
  close?.(path, startOf(xy, back));
}

/**
 * The first and the second place of a line.
 * @param {Places} xy
 * @param {boolean} [back] from its end
 */
function startOf(xy, back = false) {
  const n = xy.length;
  return back ? [xy[n - 2], xy[n - 1], xy[n - 4], xy[n - 3]] : [xy[0], xy[1], xy[2], xy[3]];
}

/**
 * Close a ring on a canvas: by going its first edge again, so that it has a corner where it began. For a browser's own
 * way of closing looks, each time, through all rings that the path holds already.
 * @type {Close}
 */
function roundAgain(path, [x, y, nextX, nextY]) {
  path.lineTo(x, y);
  path.lineTo(nextX, nextY);
}

export class Paths {
  /** @param {Atlas} atlas */
  constructor(atlas) {
    this.atlas = atlas;
    this.plane = new Plane(atlas.window);
    const lines = [atlas.arcs, atlas.context, atlas.rivers].flatMap((some) => some.map(({ line }) => line)),
      outlines = [...atlas.coast, ...atlas.around, ...atlas.lakes.flatMap((lake) => lake.rings)],
      room = new Float64Array([...lines, ...outlines].reduce((sum, { length }) => sum + length, 0));
    let used = 0;
    const projected = (/** @type {Line} */ line) => this.plane.project(line, room.subarray(used, (used += line.length)));
    this.arcs = atlas.arcs.map(({ line }) => projected(line));
    this.context = atlas.context.map(({ line }) => projected(line));
    this.rivers = atlas.rivers.map(({ line }) => projected(line));
    this.rings = {
      coast: atlas.coast.map(projected),
      around: atlas.around.map(projected),
      lakes: atlas.lakes.flatMap(({ rings }) => rings.map(projected)),
    };
    /** @type {(owner: object, key: string, make: () => Places) => Places} */
    this.keepPlaces = keeper();
    /** @type {(owner: object, key: string, make: () => Places[]) => Places[]} */
    this.keepRings = keeper();
    /** @type {(owner: object, key: string, make: () => Path2D) => Path2D} */
    this.keepPath = keeper();
    /** @type {() => Pen} */
    this.begin = () => new Path2D();
    this.close = roundAgain;
    /** @type {Map<string, (x: number) => boolean>} */
    this.rows = new Map(); // that were asked of of late
  }

  /**
   * The same lines, drawn by another pen.
   * @param {() => Pen} begin
   * @returns {Paths}
   */
  written(begin) {
    return Object.assign(Object.create(this), { begin, close: (/** @type {Pen} */ path) => path.closePath(), keepPath: keeper() });
  }

  /**
   * A path that is drawn when first asked for.
   * @param {string} name
   * @param {number} level
   * @param {(path: Pen) => void} draw
   */
  path(name, level, draw) {
    return this.keepPath(this, `${name}/${level}`, () => {
      const path = this.begin();
      draw(path);
      return /** @type {Path2D} */ (path);
    });
  }

  /**
   * Rings as fine as a level needs them, without those too small to be seen.
   * @param {'coast' | 'around' | 'lakes'} name
   * @param {number} level
   */
  outlines(name, level) {
    const least = (LEAST * UNITS) / 256 / 2 ** level;
    return this.keepRings(this, `${name}/${level}`, () =>
      this.rings[name].filter((ring) => across(ring) >= least).map((ring) => thin(ring, level)),
    );
  }

  /**
   * @param {number} level
   */
  lakes(level) {
    return this.path('lakes', level, (path) => this.outlines('lakes', level).forEach((ring) => trace(path, ring, this)));
  }

  /**
   * All land as one path: that of the window, and what lies around it.
   * @param {number} level
   */
  land(level) {
    return this.path('land', level, (path) => {
      for (const ring of this.outlines('coast', level)) trace(path, ring, this);
      for (const ring of this.outlines('around', Math.min(level, AROUND_UNTIL))) trace(path, ring, this);
    });
  }

  /**
   * Whether a place lies on land, as it is drawn.
   * @param {number} level
   * @param {number} x in the plane
   * @param {number} y
   */
  onLand(level, x, y) {
    const key = `${level}/${y}`,
      land = this.rows.get(key) ?? landAlong([...this.outlines('coast', level), ...this.outlines('around', Math.min(level, AROUND_UNTIL))], y);
    if (this.rows.size > ROWS) this.rows.clear();
    this.rows.set(key, land);
    return land(x);
  }

  /**
   * All that is not land, far beyond the atlas. The rings of land turn one way, and its frame the other.
   * @param {number} level
   */
  sea(level) {
    return this.keepPath(this, `sea/${level}`, () => {
      const path = new Path2D();
      path.rect(-UNITS, -UNITS, 2 * UNITS, 2 * UNITS);
      path.addPath(this.land(level));
      return path;
    });
  }

  /**
   * The coast without the cuts that the window's edge makes through the land.
   * @param {number} level
   */
  shore(level) {
    const [west, south, east, north] = this.atlas.window,
      { plane } = this,
      [left, right, low, high] = [plane.x(west), plane.x(east), plane.y(south), plane.y(north)];
    const on = (/** @type {number} */ at, /** @type {number} */ next, /** @type {number} */ edge) =>
      Math.abs(at - edge) < TOUCHING && Math.abs(next - edge) < TOUCHING;
    return this.path('shore', level, (path) => {
      for (const xy of this.outlines('coast', level)) {
        const [first, top, last, bottom] = lineBox(xy);
        if (first > left + TOUCHING && last < right - TOUCHING && top > high + TOUCHING && bottom < low - TOUCHING) {
          trace(path, xy, this); // mostly an edge is far
          continue;
        }
        let whole = true;
        path.moveTo(xy[0], xy[1]);
        for (let at = 0; at < xy.length; at += 2) {
          const next = (at + 2) % xy.length,
            [x, y, nextX, nextY] = [xy[at], xy[at + 1], xy[next], xy[next + 1]];
          if (on(x, nextX, left) || on(x, nextX, right) || on(y, nextY, low) || on(y, nextY, high)) {
            whole = false;
            path.moveTo(nextX, nextY);
          } else if (next || !whole) path.lineTo(nextX, nextY);
        }
        if (whole) this.close(path, startOf(xy));
      }
    });
  }

  /**
   * Make what takes longest at a level, before somebody zooms there.
   * @param {number} level
   */
  prepare(level) {
    for (const make of [this.sea, this.shore, this.lakes]) make.call(this, level);
    this.arcs.forEach((_, k) => this.arcPoints(k, level));
  }

  /**
   * @param {number} k
   * @param {number} level
   */
  arcPoints(k, level) {
    return this.keepPlaces(this, `${k}/${level}`, () => thin(this.arcs[k], level));
  }

  /**
   * @param {number} k
   * @param {number} level
   */
  arc(k, level) {
    return this.path(`arc ${k}`, level, (path) => trace(path, this.arcPoints(k, level)));
  }

  /**
   * Zones as one path: what they share lies inside it and leaves no seam.
   * @param {Zone[]} zones
   * @param {number} level
   */
  zones(zones, level) {
    return this.path(`zones ${zones.map(({ number }) => number).join()}`, level, (path) => {
      for (const ring of zones.flatMap(({ rings }) => rings)) {
        for (const [n, k] of ring.entries())
          trace(path, this.arcPoints(k < 0 ? ~k : k, level), { back: k < 0, join: n > 0 });
        this.close(path, startOf(this.arcPoints(ring[0] < 0 ? ~ring[0] : ring[0], level), ring[0] < 0));
      }
    });
  }

  /**
   * The lines about a zone, and about what goes with it beyond the window.
   * @param {Zone} zone
   */
  outline({ rings, number }) {
    const beyond = this.context.filter((_, k) => this.atlas.context[k].zone === number && this.atlas.context[k].other < 0);
    return [...rings.flat().map((k) => this.arcs[k < 0 ? ~k : k]), ...beyond];
  }

  /**
   * The corners of the box about a zone's lines: a part of the map may lie deep inside it, where none of them comes near.
   * @param {Zone} zone
   */
  span(zone) {
    const [west, north, east, south] = [0, 1, 2, 3].map((side) => this.outline(zone).map((line) => lineBox(line)[side]));
    return [Math.min(...west), Math.min(...north), Math.max(...east), Math.max(...south)];
  }

  /**
   * As far as armies may have stood from the middles of their places.
   * @param {Army[]} armies
   */
  reach(armies) {
    return this.path(`reach ${armies.map(({ lon, lat }) => `${lon} ${lat}`).join()}`, 0, (path) => {
      for (const army of armies) trace(path, this.plane.project(reachOf(army)), this);
    });
  }

  /**
   * What lies beyond the window of what goes with some zones.
   * @param {Zone[]} zones
   */
  beyond(zones) {
    const numbers = new Set(zones.map(({ number }) => number));
    return this.path(`beyond ${[...numbers].join()}`, 0, (path) => {
      this.atlas.context.forEach(({ zone, other }, k) => {
        if (other < 0 && numbers.has(zone)) trace(path, this.context[k], this);
      });
    });
  }

  /**
   * @param {number} k of the context
   */
  beyondBorder(k) {
    return this.path(`beyond border ${k}`, 0, (path) => trace(path, this.context[k]));
  }

  /**
   * @param {number} k
   * @param {number} level
   */
  river(k, level) {
    return this.path(`river ${k}`, level, (path) => trace(path, thin(this.rivers[k], level)));
  }
}
