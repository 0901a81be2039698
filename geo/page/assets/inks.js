// How things look: the colours are geo/export/inks.json, which pictures and QGIS take theirs from too.

// Every state of the atlas has one.
export const stateColor = (inks, atlas, holder) => inks.states[atlas.holders[holder]];

// Kilometres on a ramp that colour-blind eyes read too (viridis, its light end left out).
export const RAMP = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 74, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
];

export class Ramp {
  constructor(most) {
    this.most = most; // kilometres, the largest shift of the page
  }

  color(km) {
    const at = (1 - Math.min(Math.abs(km) / this.most, 1)) * (RAMP.length - 1),
      k = Math.min(Math.floor(at), RAMP.length - 2),
      t = at - k;
    return `rgb(${RAMP[k].map((v, i) => Math.round(v + (RAMP[k + 1][i] - v) * t)).join()})`;
  }
}
