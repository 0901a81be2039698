// How things look: the colours are geo/export/inks.json, which pictures and QGIS take theirs from too.

/** @import { Atlas } from './mapdata.js' */

/** @typedef {{ color: string, width: number, dash: number[] }} Stroke */
/** @typedef {Stroke & { casing: number }} BorderInk */
/** @typedef {{ fill: string, alpha: number, edge: string }} AreaInk */

/**
 * The colours by what they are for, and of every state of the atlas.
 * @typedef {object} Inks
 * @property {string} sea
 * @property {string} land
 * @property {string} shore
 * @property {string} lake
 * @property {string} river
 * @property {BorderInk} before
 * @property {BorderInk} after
 * @property {BorderInk} still where a border did not move
 * @property {BorderInk} other
 * @property {{ dash: number[], width: number }} at_sea
 * @property {string} river_casing
 * @property {string} land_casing
 * @property {{ width: number, alpha: number }} coast
 * @property {AreaInk} gained
 * @property {AreaInk} lost
 * @property {string[]} ramp of kilometres, from far to near
 * @property {{ color: string, width: number }} frame the edge of the atlas
 * @property {number} army how strongly land with another's army in it is hatched
 * @property {number} band how strongly the band of one standard error is laid on
 * @property {Record<string, string>} states
 */

/**
 * Every state of the atlas has a colour; land that nobody holds is land.
 * @param {Inks} inks
 * @param {Pick<Atlas, 'holders'>} atlas
 * @param {number} holder
 */
export const stateColor = (inks, atlas, holder) => inks.states[atlas.holders[holder]] ?? inks.land;

/**
 * Kilometres on a ramp that colour-blind eyes read too (viridis, its light end left out).
 */
export class Ramp {
  /**
   * @param {Inks} inks
   * @param {number} most kilometres, the largest shift of the page
   */
  constructor({ ramp }, most) {
    this.colors = ramp.map((color) => [1, 3, 5].map((k) => parseInt(color.slice(k, k + 2), 16)));
    this.most = most;
    /** @type {Map<number, string>} */
    this.told = new Map();
  }

  /** @param {number} km */
  color(km) {
    const known = this.told.get(km) ?? this.mixed(km);
    this.told.set(km, known);
    return known;
  }

  /** @param {number} km */
  mixed(km) {
    const { colors } = this,
      at = (1 - Math.min(Math.abs(km) / this.most, 1)) * (colors.length - 1),
      k = Math.min(Math.floor(at), colors.length - 2),
      t = at - k;
    return `rgb(${colors[k].map((v, i) => Math.round(v + (colors[k + 1][i] - v) * t)).join()})`;
  }
}
