// The Mercator square in fixed units. A plane counts them from its own middle, for small numbers fit 32-bit paths.

export const UNITS = 2 ** 22; // to the width of the world: 10 m at the equator

const mercX = (lon) => ((lon + 180) / 360) * UNITS;
const mercY = (lat) => (0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)) * UNITS;

export class Plane {
  constructor([west, south, east, north]) {
    this.origin = [mercX((west + east) / 2), mercY((south + north) / 2)];
  }

  x(lon) {
    return mercX(lon) - this.origin[0];
  }

  y(lat) {
    return mercY(lat) - this.origin[1];
  }

  project(line) {
    const xy = new Float64Array(line.length);
    for (let k = 0; k < line.length; k += 2) {
      xy[k] = this.x(line[k]);
      xy[k + 1] = this.y(line[k + 1]);
    }
    return xy;
  }
}
