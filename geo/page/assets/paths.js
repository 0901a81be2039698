// Paths of every line at every level of detail, made when first drawn. They are kept in a plane's fixed units, as
// far as the eye needs at a zoom, and drawn through the canvas's transform; so panning and a change of day project
// nothing anew.

import { Plane, UNITS } from './mercator.js';

export class Paths {
  constructor(atlas) {
    this.atlas = atlas;
    this.plane = new Plane(atlas.window);
    const projected = (line) => this.plane.project(line);
    this.xy = {
      arcs: atlas.arcs.map((a) => projected(a.line)),
      coast: atlas.coast.map(projected),
      around: atlas.around.map(projected),
      lakes: atlas.lakes.map((l) => l.rings.map(projected)),
      rivers: atlas.rivers.map((r) => projected(r.line)),
    };
    this.kept = new Map();
  }

  // A vertex nearer than half a pixel to the last one drawn adds nothing; ends always stay, so arcs still meet.
  thin(xy, level) {
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

  get(name, level, make) {
    const key = `${name}/${level}`;
    if (!this.kept.has(key)) this.kept.set(key, make());
    return this.kept.get(key);
  }

  static trace(path, xy, { close = false, back = false, join = false } = {}) {
    const n = xy.length / 2;
    for (let k = 0; k < n; k++) {
      const i = 2 * (back ? n - 1 - k : k);
      if (k || join) path.lineTo(xy[i], xy[i + 1]);
      else path.moveTo(xy[i], xy[i + 1]);
    }
    if (close) path.closePath();
  }

  outlines(name, level) {
    return this.get(name, level, () => {
      const path = new Path2D();
      for (const ring of this.xy[name].flat())
        Paths.trace(path, ring.length ? this.thin(ring, level) : ring, { close: true });
      return path;
    });
  }

  // The coast without the cuts that the window's edge makes through the land.
  shore(level) {
    return this.get('shore', level, () => {
      const path = new Path2D(),
        [west, south, east, north] = this.atlas.window,
        near = (a, b) => Math.abs(a - b) < 5e-3;
      this.atlas.coast.forEach((line, n) => {
        const xy = this.thin(this.xy.coast[n], level),
          edges = line.some((v, i) => (i % 2 ? near(v, south) || near(v, north) : near(v, west) || near(v, east)));
        if (!edges) {
          Paths.trace(path, xy, { close: true });
          return;
        }
        const { plane } = this;
        const cut = (i) =>
          [
            [0, plane.x(west)],
            [0, plane.x(east)],
            [1, plane.y(south)],
            [1, plane.y(north)],
          ].some(([axis, at]) => Math.abs(xy[i + axis] - at) < 60 && Math.abs(xy[i + axis - 2] - at) < 60);
        path.moveTo(xy[0], xy[1]);
        for (let i = 2; i < xy.length; i += 2)
          if (cut(i)) path.moveTo(xy[i], xy[i + 1]);
          else path.lineTo(xy[i], xy[i + 1]);
      });
      return path;
    });
  }

  arcPoints(k, level) {
    return this.get(`arc ${k}`, level, () => this.thin(this.xy.arcs[k], level));
  }

  arc(k, level) {
    return this.get(`arc path ${k}`, level, () => {
      const path = new Path2D();
      Paths.trace(path, this.arcPoints(k, level));
      return path;
    });
  }

  // Zones as one path: what they share lies inside it and leaves no seam.
  zones(zones, level) {
    return this.get(`zones ${zones.map((z) => z.number).join()}`, level, () => {
      const path = new Path2D();
      for (const zone of zones) {
        for (const ring of zone.rings) {
          ring.forEach((k, n) =>
            Paths.trace(path, this.arcPoints(k < 0 ? ~k : k, level), { back: k < 0, join: n > 0 }),
          );
          path.closePath();
        }
      }
      return path;
    });
  }

  river(k, level) {
    return this.get(`river ${k}`, level, () => {
      const path = new Path2D();
      Paths.trace(path, this.thin(this.xy.rivers[k], level));
      return path;
    });
  }
}
