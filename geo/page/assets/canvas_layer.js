import { UNITS } from './mercator.js';

// A canvas that stays with the map while it is dragged and zoomed, and is drawn anew when it comes to rest.
export class CanvasLayer extends L.Layer {
  constructor(pane, plane, awake, paint) {
    super();
    Object.assign(this, { pane, plane, awake, paint });
  }

  onAdd(map) {
    this.canvas = L.DomUtil.create('canvas', 'leaflet-zoom-animated', map.getPane(this.pane));
    this.canvas.setAttribute('aria-hidden', 'true');
    this.reset();
  }

  onRemove() {
    this.canvas.remove();
  }

  getEvents() {
    return { viewreset: this.reset, moveend: this.reset, resize: this.reset, zoomanim: this.follow };
  }

  follow({ zoom, center }) {
    const map = this._map,
      scale = map.getZoomScale(zoom, this.view.zoom);
    const offset = map._latLngBoundsToNewLayerBounds(
      L.latLngBounds(this.view.northWest, this.view.southEast),
      zoom,
      center,
    ).min;
    L.DomUtil.setTransform(this.canvas, offset, scale);
  }

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
      plane: this.plane,
      dpr,
      corner,
      width: full.x,
      height: full.y,
      pad,
      tx: this.plane.origin[0] * k - at.x,
      ty: this.plane.origin[1] * k - at.y,
      northWest: map.layerPointToLatLng(corner),
      southEast: map.layerPointToLatLng(corner.add(full)),
    };
    this.canvas.width = full.x * dpr;
    this.canvas.height = full.y * dpr;
    this.canvas.style.width = `${full.x}px`;
    this.canvas.style.height = `${full.y}px`;
    L.DomUtil.setPosition(this.canvas, corner);
    this.redraw();
  }

  redraw() {
    if (this._map && this.awake()) this.paint(this.canvas.getContext('2d'), this.view);
  }
}

// Lay the fixed units under the pen; widths are then given in pixels by `px`.
export function underPen(ctx, view) {
  ctx.setTransform(view.k * view.dpr, 0, 0, view.k * view.dpr, view.tx * view.dpr, view.ty * view.dpr);
  return 1 / view.k;
}
