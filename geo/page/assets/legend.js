// The legend, drawn from the same table of inks as the map.

/** @import { AreaInk, Stroke } from './inks.js' */
/** @import { Page } from './page.js' */

import { make } from './elements.js';

/**
 * @param {HTMLElement} list
 * @param {Page} page
 */
export function drawLegend(list, page) {
  const { words, atlas, inks, ramp } = page,
    dash = (/** @type {{ dash: number[] }} */ style) => `stroke-dasharray="${style.dash.join(' ')}"`;
  const line = (/** @type {Stroke} */ style) => `stroke="${style.color}" stroke-width="${style.width}" ${dash(style)}`;
  const area = (/** @type {AreaInk} */ ink) =>
    `<rect x="3" y="2" width="34" height="14" fill="${ink.fill}" fill-opacity="${ink.alpha}" stroke="${ink.edge}"/>`;
  const hatched = (/** @type {AreaInk} */ ink) =>
    `${area(ink)}<path d="M3 16L17 2M10 16L24 2M17 16L31 2M24 16L37 3M31 16L37 10" stroke="${ink.edge}"/>`;
  const own = inks.states[atlas.holders[atlas.state]];
  /** @type {Record<string, string>} */
  const swatches = {
    legend_before: `<path d="M2 9H38" ${line(inks.before)}/>`,
    legend_after: `<path d="M2 9H38" ${line(inks.after)}/>`,
    legend_river: `<path d="M2 9H38" stroke="${inks.river_casing}" stroke-width="${inks.after.casing + 2}"/><path d="M2 9H38" ${line(inks.after)}/>`,
    legend_coast: `<rect x="2" y="1" width="36" height="16" fill="${own}"/><rect x="2" y="1" width="36" height="8" fill="${inks.sea}"/><path d="M2 11H38" stroke="${inks.after.color}" stroke-width="4" stroke-opacity="${inks.coast.alpha}"/><path d="M2 9H38" stroke="${inks.shore}"/>`,
    legend_sea: `<path d="M2 9H38" ${line({ ...inks.at_sea, color: inks.after.color })}/>`,
    legend_other: `<path d="M2 9H38" ${line(inks.other)}/>`,
    legend_gained: area(inks.gained),
    legend_leased: hatched(inks.gained),
    legend_lost: area(inks.lost),
    legend_leased_out: hatched(inks.lost),
    legend_shift: `<defs><linearGradient id="bs-ramp" x1="1" x2="0">${inks.ramp.map((c, k) => `<stop offset="${1 - k / (inks.ramp.length - 1)}" stop-color="${c}"/>`).join('')}</linearGradient></defs><rect x="10" y="8" width="28" height="2" fill="url(#bs-ramp)"/><path d="M2 9L11 5V13Z" fill="${ramp.color(ramp.most)}"/>`,
  };
  for (const word of atlas.legend) {
    const picture = make('span', { class: 'bs-swatch' });
    picture.innerHTML = `<svg width="40" height="18" viewBox="0 0 40 18" aria-hidden="true">${swatches[word]}</svg>`; // drawn above; no data
    list.append(make('li', {}, picture, make('span', {}, words[word])));
  }
}
