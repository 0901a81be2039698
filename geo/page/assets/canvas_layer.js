// A canvas that stays with the map while it is dragged and zoomed, and is drawn anew when it comes to rest: what is to be
// seen at once, what lies about it when there is time.

/** @import { Box } from './mapdata.js' */
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
 * @property {Box} shown the part that is drawn, in pixels from the corner: left, top, right and bottom
 * @property {L.LatLngBounds} bounds of that part
 * @property {L.LatLng} northWest of the canvas
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
    this.margin = 0; // for the first picture, which is the sooner there
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
        if (this.stands(this._map) && !this.covers(this._map)) this.reset(this._map, true);
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
    const { corner, shown } = this.view,
      [left, top, right, bottom] = shown,
      { x, y } = map.layerPointToContainerPoint(corner),
      size = map.getSize();
    return x + left <= 0 && y + top <= 0 && x + right >= size.x && y + bottom >= size.y;
  }

  /**
   * Draw what lies about the view too, which is seen as soon as the map is dragged.
   * @param {L.Map} map
   */
  widen(map) {
    this.notYet();
    this.notYet = whenIdle(() => this.reset(map, true));
  }

  /**
   * Draw the view. The canvas has room for what lies about it too, drawn or not: one that changes its size must be shown
   * anew, which takes longer than to move more dots.
   * @param {L.Map} map
   * @param {boolean} [wide] whether what lies about it is drawn as well; otherwise that comes later
   */
  reset(map, wide = false) {
    this.notYet();
    if (wide) this.margin = MARGIN;
    else this.widen(map);
    const size = map.getSize(),
      pad = size.multiplyBy(this.margin).round(),
      full = size.add(pad.multiplyBy(2)),
      [from, to] = wide ? [L.point(0, 0), full] : [pad, pad.add(size)];
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
      shown: [from.x, from.y, to.x, to.y],
      bounds: L.latLngBounds([from, to].map((place) => map.layerPointToLatLng(corner.add(place)))),
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
 * The part of the canvas that is drawn, in its dots.
 * @param {View} view
 * @returns {Box}
 */
export const shownDots = ({ shown: [left, top, right, bottom], dpr }) => [left * dpr, top * dpr, right * dpr, bottom * dpr];

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
