// Hatching for canvases: slanting lines of one ink.

/** @import { View } from './canvas_layer.js' */

import { penOf } from './elements.js';

// Which way lines go: what is leased rises; where an army stood they fall, those of a second one between those of the first.
export const RISES = 0;
export const FALLS = 1;
export const BETWEEN = 2;

export class Hatches {
  constructor() {
    /** @type {Map<string, CanvasPattern | null>} */
    this.made = new Map();
  }

  /**
   * What fills land with lines, as far apart at every zoom.
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   * @param {string} color
   * @param {number} [way]
   * @returns {CanvasPattern | string}
   */
  of(ctx, view, color, way = RISES) {
    const key = `${color}/${view.dpr}/${way}`;
    if (!this.made.has(key)) {
      const tile = document.createElement('canvas'),
        size = 7 * view.dpr;
      tile.width = tile.height = size;
      const pen = penOf(tile);
      pen.strokeStyle = color;
      pen.lineWidth = 1.1 * view.dpr;
      pen.beginPath();
      for (const k of way === BETWEEN ? [-0.5, 0.5] : [-1, 0, 1]) {
        pen.moveTo(k * size, way ? 0 : size);
        pen.lineTo((k + 1) * size, way ? size : 0);
      }
      pen.stroke();
      this.made.set(key, ctx.createPattern(tile, 'repeat'));
    }
    const pattern = this.made.get(key) ?? null;
    pattern?.setTransform(new DOMMatrix().scale(1 / (view.k * view.dpr)));
    return pattern ?? color;
  }
}
