// What lies under the pointer, in words.

import { make } from './elements.js';

/** @typedef {[text: string, kind: string]} TipLine with the class it is shown in */

export class Tip {
  /** @param {L.Map} map */
  constructor(map) {
    this.map = map;
    this.box = L.DomUtil.create('div', 'bs-tip', map.getContainer());
    this.box.setAttribute('aria-hidden', 'true'); // the same can be had from the profile and from asking about a place
    this.box.hidden = true;
  }

  /**
   * @param {L.Point} point
   * @param {TipLine[]} lines
   */
  show(point, lines) {
    this.box.replaceChildren(...lines.map(([text, kind]) => make('div', { class: kind || '' }, text)));
    this.box.hidden = false;
    const size = this.map.getSize(),
      width = this.box.offsetWidth,
      height = this.box.offsetHeight;
    const x = point.x + 16 + width > size.x ? point.x - 16 - width : point.x + 16;
    const y = Math.min(Math.max(point.y - height / 2, 6), size.y - height - 6);
    this.box.style.transform = `translate(${Math.max(6, Math.round(x))}px,${Math.round(y)}px)`;
  }

  hide() {
    this.box.hidden = true;
  }
}
