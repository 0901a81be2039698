// From degrees to pixels. Paths are kept in fixed units of the Mercator square, as far as the eye needs at a
// zoom, and drawn through the canvas's transform; so panning and a change of day project nothing anew.

const UNITS = 2 ** 22; // to the width of the world: 10 m at the equator
const mercX = (lon) => ((lon + 180) / 360) * UNITS;
const mercY = (lat) => (0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)) * UNITS;
let ORIGIN = [mercX(30), mercY(57)]; // the window's middle: small numbers for 32-bit paths

function projected(line) {
  const xy = new Float64Array(line.length);
  for (let k = 0; k < line.length; k += 2) {
    xy[k] = mercX(line[k]) - ORIGIN[0];
    xy[k + 1] = mercY(line[k + 1]) - ORIGIN[1];
  }
  return xy;
}

// Paths of every line at every level of detail, made when first drawn.
class Paths {
  constructor(atlas) {
    this.atlas = atlas;
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
        const X = (lon) => mercX(lon) - ORIGIN[0],
          Y = (lat) => mercY(lat) - ORIGIN[1];
        const cut = (i) =>
          [
            [0, X(west)],
            [0, X(east)],
            [1, Y(south)],
            [1, Y(north)],
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

// A canvas that stays with the map while it is dragged and zoomed, and is drawn anew when it comes to rest.
const CanvasLayer = L.Layer.extend({
  initialize(pane, awake, paint) {
    Object.assign(this, { pane, awake, paint });
  },
  onAdd(map) {
    this.canvas = L.DomUtil.create('canvas', 'leaflet-zoom-animated', map.getPane(this.pane));
    this.canvas.setAttribute('aria-hidden', 'true');
    this.reset();
  },
  onRemove() {
    this.canvas.remove();
  },
  getEvents() {
    return { viewreset: this.reset, moveend: this.reset, resize: this.reset, zoomanim: this.follow };
  },
  follow({ zoom, center }) {
    const map = this._map,
      scale = map.getZoomScale(zoom, this.view.zoom);
    const offset = map._latLngBoundsToNewLayerBounds(
      L.latLngBounds(this.view.northWest, this.view.southEast),
      zoom,
      center,
    ).min;
    L.DomUtil.setTransform(this.canvas, offset, scale);
  },
  reset() {
    const map = this._map,
      size = map.getSize(),
      pad = size.multiplyBy(0.15).round(),
      full = size.add(pad.multiplyBy(2));
    const corner = map.containerPointToLayerPoint(pad.multiplyBy(-1)),
      dpr = Math.min(window.devicePixelRatio || 1, 2);
    const zoom = map.getZoom(),
      k = (256 * 2 ** zoom) / UNITS,
      at = map.getPixelOrigin().add(corner);
    this.view = {
      zoom,
      level: Math.round(zoom),
      k,
      dpr,
      corner,
      width: full.x,
      height: full.y,
      pad,
      tx: ORIGIN[0] * k - at.x,
      ty: ORIGIN[1] * k - at.y,
      northWest: map.layerPointToLatLng(corner),
      southEast: map.layerPointToLatLng(corner.add(full)),
    };
    this.canvas.width = full.x * dpr;
    this.canvas.height = full.y * dpr;
    this.canvas.style.width = `${full.x}px`;
    this.canvas.style.height = `${full.y}px`;
    L.DomUtil.setPosition(this.canvas, corner);
    this.redraw();
  },
  redraw() {
    if (this._map && this.awake()) this.paint(this.canvas.getContext('2d'), this.view);
  },
});

// Lay the fixed units under the pen; widths are then given in pixels by `px`.
function underPen(ctx, view) {
  ctx.setTransform(view.k * view.dpr, 0, 0, view.k * view.dpr, view.tx * view.dpr, view.ty * view.dpr);
  return 1 / view.k;
}
