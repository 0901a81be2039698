// A ruler: geodesics on the ellipsoid, leg by leg.

/** @import { View } from './canvas_layer.js' */
/** @import { Page } from './page.js' */

import { underPen } from './canvas_layer.js';
import { find } from './elements.js';
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
    this.button = page.$('bs-measure');
    this.button.addEventListener('click', () => this.toggle(!this.on));
    find(box, '[data-do=undo]', HTMLElement).addEventListener('click', () => this.undo());
    find(box, '[data-do=done]', HTMLElement).addEventListener('click', () => {
      this.toggle(false);
      this.button.focus();
    });
  }

  /** @param {boolean} on */
  toggle(on) {
    const { map } = this.page;
    this.on = on;
    this.points = [];
    this.box.hidden = !on;
    this.button.setAttribute('aria-pressed', String(on));
    map.getContainer().classList.toggle('bs-measuring', on);
    if (on) map.doubleClickZoom.disable();
    else map.doubleClickZoom.enable();
    this.say();
    this.page.changed('place');
  }

  /**
   * @param {number} lat
   * @param {number} lon
   */
  add(lat, lon) {
    this.points.push([lon, lat]);
    this.say();
    this.page.changed('place');
  }

  undo() {
    this.points.pop();
    this.say();
    this.page.changed('place');
  }

  get legs() {
    return this.points.slice(1).map(([lon, lat], k) => inverse(...this.points[k], lon, lat).metres);
  }

  get metres() {
    return this.legs.reduce((sum, leg) => sum + leg, 0);
  }

  say() {
    if (!this.on) return;
    const { words } = this.page,
      { legs, metres } = this;
    const text =
      this.points.length < 2
        ? words[this.points.length ? 'ruler_next' : 'ruler_start']
        : fill(words.ruler_length, { km: kilometres(metres / 1000, metres < 1e5 ? 3 : 2), legs: legs.length });
    find(this.box, 'output', HTMLElement).textContent = text;
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
    this.points
      .slice(1)
      .forEach(([lon, lat], k) =>
        geodesic(...this.points[k], lon, lat).forEach(([a, b], i) =>
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
