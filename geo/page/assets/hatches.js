// Hatching for canvases: slanting lines of one ink.

/** @import { View } from './canvas_layer.js' */

import { penOf } from './elements.js';

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
   * @param {boolean} [falls] from left to right: where an army stood, for what is leased rises
   * @returns {CanvasPattern | string}
   */
  of(ctx, view, color, falls = false) {
    const key = `${color}/${view.dpr}/${falls}`;
    if (!this.made.has(key)) {
      const tile = document.createElement('canvas'),
        size = 7 * view.dpr;
      tile.width = tile.height = size;
      const pen = penOf(tile);
      pen.strokeStyle = color;
      pen.lineWidth = 1.1 * view.dpr;
      pen.beginPath();
      for (const shift of [-size, 0, size]) {
        pen.moveTo(shift, falls ? 0 : size);
        pen.lineTo(shift + size, falls ? size : 0);
      }
      pen.stroke();
      this.made.set(key, ctx.createPattern(tile, 'repeat'));
    }
    const pattern = this.made.get(key) ?? null;
    pattern?.setTransform(new DOMMatrix().scale(1 / (view.k * view.dpr)));
    return pattern ?? color;
  }
}
