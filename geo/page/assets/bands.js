// The band of one standard error to either side of a border.

/** @import { Arc } from './mapdata.js' */

const LEAST_BAND = 6; // pixels across, for the band of an error to be told from the line in it
const EQUATOR_M = 40075016.7;

/**
 * How wide the band of one standard error to either side of an arc is, in pixels.
 * @param {Pick<Arc, 'sigma' | 'line'>} arc
 * @param {number} zoom
 */
export function bandWidth({ sigma, line }, zoom) {
  const lat = line[2 * Math.floor(line.length / 4) + 1];
  return (2 * (sigma ?? 0) * 256 * 2 ** zoom) / (EQUATOR_M * Math.cos((lat * Math.PI) / 180));
}

/** @param {number} wide pixels */
export const bandShows = (wide) => wide >= LEAST_BAND;
