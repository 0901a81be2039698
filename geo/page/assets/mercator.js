// The Mercator square in fixed units. A plane counts them from its own middle, for small numbers fit 32-bit paths.

/** @import { Box } from './mapdata.js' */

export const UNITS = 2 ** 22; // to the width of the world: 10 m at the equator

/** @param {number} lon */
const mercX = (lon) => ((lon + 180) / 360) * UNITS;

/** @param {number} lat */
export const mercY = (lat) => (0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)) * UNITS;

/** @param {number} y */
export const mercLat = (y) => (360 / Math.PI) * Math.atan(Math.exp((0.5 - y / UNITS) * 2 * Math.PI)) - 90;

const ROWS = 128, // to a degree
  table = new Float64Array(180 * ROWS + 2).fill(NaN);

/** @param {number} row */
function tabled(row) {
  const known = table[row];
  return Number.isNaN(known) ? (table[row] = mercY(row / ROWS - 90)) : known;
}

export class Plane {
  /** @param {Box} window */
  constructor([west, south, east, north]) {
    this.origin = [mercX((west + east) / 2), mercY((south + north) / 2)];
  }

  /** @param {number} lon */
  x(lon) {
    return mercX(lon) - this.origin[0];
  }

  /** @param {number} lat */
  y(lat) {
    return mercY(lat) - this.origin[1];
  }

  /**
   * By a table of latitudes, between which it is straight to 0.01 units: ten centimetres.
   * @param {ArrayLike<number>} line longitudes and latitudes in turn
   * @param {Float64Array} [xy] where the places are put
   */
  project(line, xy = new Float64Array(line.length)) {
    const [x, y] = this.origin;
    for (let k = 0, row = NaN, low = 0, rise = 0; k < line.length; k += 2) {
      const at = (line[k + 1] + 90) * ROWS,
        own = Math.floor(at);
      if (own !== row) {
        row = own; // mostly that of the vertex before
        low = tabled(row);
        rise = tabled(row + 1) - low;
      }
      xy[k] = mercX(line[k]) - x;
      xy[k + 1] = low + (at - row) * rise - y;
    }
    return xy;
  }
}
