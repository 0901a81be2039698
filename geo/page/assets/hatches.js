// Hatching for canvases: slanting lines of one ink.

/** @import { View } from './canvas_layer.js' */

import { penOf } from './elements.js';

// How lines go, told apart without colours: what is leased rises; those of an army are broken, and fall where it is that of the
// state the page is about, and stand upright where it is another's; those of land that is being handed over lie, broken too.
export const RISES = 0;
export const FALLS = 1;
export const STANDS = 2;
export const LIES = 3;

/** @param {{ own: boolean, passes: boolean }} hatched */
export const wayOf = ({ own, passes }) => (passes ? LIES : own ? FALLS : STANDS);

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
      const straight = way === STANDS || way === LIES;
      if (way) pen.setLineDash([0.6, 0.4].map((share) => share * size * (straight ? 1 : Math.SQRT2))); // one to a tile
      pen.beginPath();
      for (const k of straight ? [0.5] : [-1, 0, 1]) {
        if (way === LIES) {
          pen.moveTo(0, k * size);
          pen.lineTo(size, k * size);
          continue;
        }
        pen.moveTo(k * size, way ? 0 : size);
        pen.lineTo((straight ? k : k + 1) * size, way ? size : 0);
      }
      pen.stroke();
      this.made.set(key, ctx.createPattern(tile, 'repeat'));
    }
    const pattern = this.made.get(key) ?? null;
    pattern?.setTransform(new DOMMatrix().scale(1 / (view.k * view.dpr)));
    return pattern ?? color;
  }
}
