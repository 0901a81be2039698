// The Mercator square in fixed units. A plane counts them from its own middle, for small numbers fit 32-bit paths.

/** @import { Box } from './mapdata.js' */

export const UNITS = 2 ** 22; // to the width of the world: 10 m at the equator

/** @param {number} lon */
const mercX = (lon) => ((lon + 180) / 360) * UNITS;

/** @param {number} lat */
const mercY = (lat) => (0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)) * UNITS;

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

  /** @param {ArrayLike<number>} line longitudes and latitudes in turn */
  project(line) {
    const xy = new Float64Array(line.length);
    for (let k = 0; k < line.length; k += 2) {
      xy[k] = this.x(line[k]);
      xy[k + 1] = this.y(line[k + 1]);
    }
    return xy;
  }
}
