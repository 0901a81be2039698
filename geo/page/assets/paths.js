// Paths of every line at every level of detail, made when first drawn. They are kept in a plane's fixed units, as
// far as the eye needs at a zoom, and drawn through the canvas's transform; so panning and a change of day project
// nothing anew.

/** @import { Atlas, Line, Zone } from './mapdata.js' */

import { keeper } from './keeping.js';
import { Plane, UNITS } from './mercator.js';

/** @typedef {ArrayLike<number>} Places places in the plane, x and y in turn */

/** @typedef {Pick<Path2D, 'moveTo' | 'lineTo' | 'closePath'>} Pen */

const TOUCHING = 60; // units, between a place of the coast and the window's edge that cuts it
const TOUCHING_DEG = 5e-3;

/**
 * A vertex nearer than half a pixel to the last one drawn adds nothing; ends always stay, so arcs still meet.
 * @param {Places} xy
 * @param {number} level
 */
function thin(xy, level) {
  const least = ((0.5 * UNITS) / 256 / 2 ** level) ** 2,
    out = [xy[0], xy[1]];
  for (let k = 2; k < xy.length - 2; k += 2) {
    const dx = xy[k] - out[out.length - 2],
      dy = xy[k + 1] - out[out.length - 1];
    if (dx * dx + dy * dy >= least) out.push(xy[k], xy[k + 1]);
  }
  out.push(xy[xy.length - 2], xy[xy.length - 1]);
  return out;
}

/**
 * Draw a line into a path.
 * @param {Pen} path
 * @param {Places} xy
 * @param {{ close?: boolean, back?: boolean, join?: boolean }} [how] to its beginning, from its end, or from where the
 *   path has come to
 */
function trace(path, xy, { close = false, back = false, join = false } = {}) {
  const n = xy.length / 2;
  for (let k = 0; k < n; k++) {
    const i = 2 * (back ? n - 1 - k : k);
    if (k || join) path.lineTo(xy[i], xy[i + 1]);
    else path.moveTo(xy[i], xy[i + 1]);
  }
  if (close) path.closePath();
}

export class Paths {
  /** @param {Atlas} atlas */
  constructor(atlas) {
    this.atlas = atlas;
    this.plane = new Plane(atlas.window);
    const projected = (/** @type {Line} */ line) => this.plane.project(line);
    this.arcs = atlas.arcs.map(({ line }) => projected(line));
    this.context = atlas.context.map(({ line }) => projected(line));
    this.rivers = atlas.rivers.map(({ line }) => projected(line));
    this.rings = {
      coast: atlas.coast.map(projected),
      around: atlas.around.map(projected),
      lakes: atlas.lakes.flatMap(({ rings }) => rings.map(projected)),
    };
    /** @type {(owner: object, key: string, make: () => number[]) => number[]} */
    this.keepPlaces = keeper();
    /** @type {(owner: object, key: string, make: () => Path2D) => Path2D} */
    this.keepPath = keeper();
    /** @type {() => Pen} */
    this.begin = () => new Path2D();
  }

  /**
   * The same lines, drawn by another pen.
   * @param {() => Pen} begin
   * @returns {Paths}
   */
  written(begin) {
    return Object.assign(Object.create(this), { begin, keepPath: keeper() });
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
   * Rings, closed.
   * @param {'coast' | 'around' | 'lakes'} name
   * @param {number} level
   */
  outlines(name, level) {
    return this.path(name, level, (path) => {
      for (const ring of this.rings[name]) trace(path, ring.length ? thin(ring, level) : ring, { close: true });
    });
  }

  /**
   * The coast without the cuts that the window's edge makes through the land.
   * @param {number} level
   */
  shore(level) {
    const [west, south, east, north] = this.atlas.window,
      meets = (/** @type {number} */ v, /** @type {number[]} */ edges) =>
        edges.some((edge) => Math.abs(v - edge) < TOUCHING_DEG);
    return this.path('shore', level, (path) => {
      for (const [n, line] of this.atlas.coast.entries()) {
        const xy = thin(this.rings.coast[n], level);
        if (line.some((v, i) => meets(v, i % 2 ? [south, north] : [west, east]))) this.uncut(path, xy);
        else trace(path, xy, { close: true });
      }
    });
  }

  /**
   * @param {Pen} path
   * @param {number[]} xy a ring that the window cuts
   */
  uncut(path, xy) {
    const [west, south, east, north] = this.atlas.window,
      { plane } = this,
      edges = [
        [0, plane.x(west)],
        [0, plane.x(east)],
        [1, plane.y(south)],
        [1, plane.y(north)],
      ];
    const cut = (/** @type {number} */ i) =>
      edges.some(([axis, at]) => [i, i - 2].every((k) => Math.abs(xy[k + axis] - at) < TOUCHING));
    path.moveTo(xy[0], xy[1]);
    for (let i = 2; i < xy.length; i += 2) {
      if (cut(i)) path.moveTo(xy[i], xy[i + 1]);
      else path.lineTo(xy[i], xy[i + 1]);
    }
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
        path.closePath();
      }
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
        if (other < 0 && numbers.has(zone)) trace(path, this.context[k], { close: true });
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
