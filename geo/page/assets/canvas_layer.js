// A canvas that stays with the map while it is dragged and zoomed, and is drawn anew when it comes to rest: what is to be
// seen at once, what lies about it when there is time.

/** @import { Plane } from './mercator.js' */

import { penOf } from './elements.js';
import { whenIdle } from './idle.js';
import { UNITS } from './mercator.js';

/**
 * What part of the map a canvas shows, and how: pixels to the plane's units, and where the plane's middle lies.
 * @typedef {object} View
 * @property {number} zoom
 * @property {number} level of detail
 * @property {number} k pixels to a unit
 * @property {number} tx pixels
 * @property {number} ty
 * @property {Plane} plane
 * @property {number} dpr dots of the canvas to a pixel
 * @property {L.Point} origin of the map's layers, in pixels of the world
 * @property {L.Point} corner
 * @property {number} width pixels
 * @property {number} height
 * @property {L.LatLng} northWest
 * @property {L.LatLng} southEast
 */

/**
 * What Leaflet's own layers use of the map.
 * @typedef {L.Map & { _latLngBoundsToNewLayerBounds(bounds: L.LatLngBounds, zoom: number, center: L.LatLng): L.Bounds }}
 *   InnerMap
 */

const MARGIN = 0.15; // of the map's size on each side, for dragging

export class CanvasLayer extends L.Layer {
  /**
   * @param {string} pane
   * @param {Plane} plane
   * @param {() => boolean} awake whether there is something to draw yet
   * @param {(pen: CanvasRenderingContext2D, view: View) => void} paint
   */
  constructor(pane, plane, awake, paint) {
    super();
    this.pane = pane;
    this.plane = plane;
    this.awake = awake;
    this.paint = paint;
    this.canvas = L.DomUtil.create('canvas', 'leaflet-zoom-animated');
    this.canvas.setAttribute('aria-hidden', 'true');
    /** @type {View | null} */
    this.view = null;
    this.notYet = () => {}; // calls off what is to be drawn when there is time
  }

  /** @param {L.Map} map */
  onAdd(map) {
    map.getPane(this.pane)?.append(this.canvas);
    this.reset(map);
    return this;
  }

  onRemove() {
    this.notYet();
    this.canvas.remove();
    return this;
  }

  /** @returns {Record<string, L.LeafletEventHandlerFn>} */
  getEvents() {
    const reset = () => this.reset(this._map),
      rest = () => (this.stands(this._map) && this.covers(this._map) ? this.widen(this._map) : this.reset(this._map)),
      zoomanim = (/** @type {L.LeafletEvent} */ event) =>
        this.follow(/** @type {L.ZoomAnimEvent} */ (event), /** @type {InnerMap} */ (this._map));
    // pinching and flying set zoom and middle step by step; what is drawn follows, until it comes to rest
    const zoom = () => this.follow({ zoom: this._map.getZoom(), center: this._map.getCenter() }, /** @type {InnerMap} */ (this._map)),
      move = () => {
        if (this.stands(this._map) && !this.covers(this._map)) this.reset(this._map, MARGIN);
      };
    // what can wait does not begin while the map is on its way
    const leave = () => this.notYet();
    return { movestart: leave, zoomstart: leave, viewreset: reset, moveend: rest, resize: reset, zoomanim, zoom, move };
  }

  /**
   * @param {{ zoom: number, center: L.LatLng }} event
   * @param {InnerMap} map
   */
  follow({ zoom, center }, map) {
    if (!this.view) return;
    const bounds = L.latLngBounds(this.view.northWest, this.view.southEast),
      offset = map._latLngBoundsToNewLayerBounds(bounds, zoom, center).min;
    if (offset) L.DomUtil.setTransform(this.canvas, offset, map.getZoomScale(zoom, this.view.zoom));
  }

  /**
   * Whether what is drawn has the map's own zoom and moves along with it.
   * @param {L.Map} map
   */
  stands(map) {
    return this.view?.zoom === map.getZoom() && this.view.origin.equals(map.getPixelOrigin());
  }

  /**
   * Whether what is drawn, where it stands, covers the map.
   * @param {L.Map} map
   */
  covers(map) {
    if (!this.view) return false;
    const { corner, width, height } = this.view,
      { x, y } = map.layerPointToContainerPoint(corner),
      size = map.getSize();
    return x <= 0 && y <= 0 && x + width >= size.x && y + height >= size.y;
  }

  /**
   * Draw what lies about the view too, which is seen as soon as the map is dragged.
   * @param {L.Map} map
   */
  widen(map) {
    this.notYet();
    this.notYet = whenIdle(() => this.reset(map, MARGIN));
  }

  /**
   * Draw the view.
   * @param {L.Map} map
   * @param {number} [margin] drawn about it, of its size; without it that comes later
   */
  reset(map, margin = 0) {
    this.notYet();
    if (!margin) this.widen(map);
    const size = map.getSize(),
      pad = size.multiplyBy(margin).round(),
      full = size.add(pad.multiplyBy(2));
    const corner = map.containerPointToLayerPoint(pad.multiplyBy(-1)),
      dpr = Math.min(window.devicePixelRatio || 1, 2);
    const zoom = map.getZoom(),
      k = (256 * 2 ** zoom) / UNITS,
      origin = map.getPixelOrigin(),
      at = origin.add(corner);
    this.view = {
      zoom,
      level: Math.round(zoom),
      k,
      plane: this.plane,
      dpr,
      origin,
      corner,
      width: full.x,
      height: full.y,
      tx: this.plane.origin[0] * k - at.x,
      ty: this.plane.origin[1] * k - at.y,
      northWest: map.layerPointToLatLng(corner),
      southEast: map.layerPointToLatLng(corner.add(full)),
    };
    const [width, height] = [full.x * dpr, full.y * dpr];
    if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height });
    this.canvas.style.width = `${full.x}px`;
    this.canvas.style.height = `${full.y}px`;
    L.DomUtil.setPosition(this.canvas, corner);
    this.redraw();
  }

  /** Draw what has changed: first what is to be seen of it. */
  renew() {
    if (this.stands(this._map)) this.reset(this._map);
    else this.redraw(); // where it is, for the map is on its way
  }

  /** Draw what has changed where it stands, if it covers the map. */
  amend() {
    if (this.stands(this._map) && this.covers(this._map)) this.redraw();
    else this.renew();
  }

  redraw() {
    if (this.view && this.awake()) this.paint(penOf(this.canvas), this.view);
  }
}

/**
 * Lay the fixed units under the pen.
 * @param {CanvasRenderingContext2D} pen
 * @param {View} view
 * @returns {number} a pixel in those units, for widths
 */
export function underPen(pen, view) {
  pen.setTransform(view.k * view.dpr, 0, 0, view.k * view.dpr, view.tx * view.dpr, view.ty * view.dpr);
  return 1 / view.k;
}
