// A ruler: geodesics on the ellipsoid, leg by leg.

/** @import { View } from './canvas_layer.js' */
/** @import { Page } from './page.js' */

import { underPen } from './canvas_layer.js';
import { find, make } from './elements.js';
import { geodesic, inverse } from './geodesy.js';
import { fill, kilometres } from './words.js';

const LINES = [
  { color: '#fff', width: 5 },
  { color: '#111', width: 2.2 },
];

const DOTS = [
  { color: '#fff', r: 6 },
  { color: '#111', r: 4.4 },
];

export class Ruler {
  /**
   * @param {Page} page
   * @param {HTMLElement} box
   */
  constructor(page, box) {
    this.page = page;
    this.box = box;
    /** @type {[lon: number, lat: number][]} */
    this.points = [];
    this.on = false;
    this.drawing = false; // until the line is ended
    /** @type {[lon: number, lat: number] | null} */
    this.pointed = null;
    this.button = page.$('bs-measure');
    this.button.addEventListener('click', () => this.toggle(!this.on));
    find(box, '[data-do=undo]', HTMLElement).addEventListener('click', () => this.undo());
    find(box, '[data-do=done]', HTMLElement).addEventListener('click', () => {
      this.toggle(false);
      (this.button.getClientRects().length ? this.button : page.map.getContainer()).focus();
    });
  }

  /** @param {boolean} on */
  toggle(on) {
    this.on = this.drawing = on;
    this.points = [];
    this.pointed = null;
    this.box.hidden = !on;
    this.button.setAttribute('aria-pressed', String(on));
    if (on) this.page.sheet.fold();
    this.tell();
  }

  tell() {
    const { map } = this.page;
    map.getContainer().classList.toggle('bs-measuring', this.drawing);
    map.doubleClickZoom[this.drawing ? 'disable' : 'enable']();
    this.say();
    this.page.changed(this.pointed ? 'ruler' : 'place');
  }

  /**
   * @param {number} lat
   * @param {number} lon
   */
  add(lat, lon) {
    this.points.push([lon, lat]);
    this.pointed = null;
    this.tell();
  }

  /**
   * Where the pointer is, the line would end.
   * @param {number} lat
   * @param {number} lon
   */
  point(lat, lon) {
    if (!this.points.length) return;
    this.pointed = [lon, lat];
    this.tell();
  }

  // The line stays, and the map is asked about places again.
  end() {
    if (!this.drawing || !this.points.length) return;
    this.drawing = false;
    this.pointed = null;
    this.tell();
  }

  undo() {
    this.points.pop();
    this.drawing = true;
    this.pointed = null;
    this.tell();
  }

  get line() {
    return this.pointed ? [...this.points, this.pointed] : this.points;
  }

  get legs() {
    return this.line.slice(1).map(([lon, lat], k) => inverse(...this.line[k], lon, lat).metres);
  }

  say() {
    if (!this.on) return;
    const { words } = this.page,
      { legs } = this,
      metres = legs.reduce((sum, leg) => sum + leg, 0);
    const km = (/** @type {number} */ length) => kilometres(length / 1000, metres < 1e5 ? 3 : 2);
    /** @type {(string | HTMLElement)[]} */
    const told = legs.length
      ? [make('strong', {}, fill(words.km, { km: km(metres) }))]
      : [words[this.points.length ? 'ruler_next' : 'ruler_start']];
    if (legs.length > 1) told.push(make('small', {}, legs.map(km).join(' + ')));
    find(this.box, 'output', HTMLElement).replaceChildren(...told);
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   */
  draw(ctx, view) {
    if (!this.on || !this.points.length) return;
    const px = underPen(ctx, view),
      { plane } = view;
    ctx.beginPath();
    const { line } = this;
    line
      .slice(1)
      .forEach(([lon, lat], k) =>
        geodesic(...line[k], lon, lat).forEach(([a, b], i) =>
          i || k ? ctx.lineTo(plane.x(a), plane.y(b)) : ctx.moveTo(plane.x(a), plane.y(b)),
        ),
      );
    ctx.lineJoin = 'round';
    for (const { color, width } of LINES) {
      ctx.strokeStyle = color;
      ctx.lineWidth = width * px;
      ctx.stroke();
    }
    for (const [lon, lat] of this.points)
      for (const { color, r } of DOTS) {
        ctx.fillStyle = color;
        ctx.beginPath();
        ctx.arc(plane.x(lon), plane.y(lat), r * px, 0, 7);
        ctx.fill();
      }
  }
}
