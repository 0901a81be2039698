// The legend, drawn from the same table of inks as the map.

/** @import { AreaInk, Stroke } from './inks.js' */
/** @import { Zone } from './mapdata.js' */
/** @import { Page } from './page.js' */
/** @import { Words } from './words.js' */

import { make } from './elements.js';
import { RAMP } from './inks.js';
import { holding } from './tenure.js';

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
  const kinds = new Set(atlas.arcs.map((arc) => arc.kind)),
    statuses = new Set(atlas.zones.flatMap((zone) => zone.tenure.map((span) => span.status)));
  // land held on the first of the two days or not, and otherwise on some other day
  const turned = (/** @type {boolean} */ held) => (/** @type {Zone} */ zone) =>
    (holding(zone, atlas.days.before).holder === atlas.state) === held &&
    zone.tenure.some((span) => (span.holder === atlas.state) !== held);
  /** @type {[word: `legend_${string}` & keyof Words, drawing: string, there: boolean][]} */
  const swatches = [
    ['legend_before', `<path d="M2 9H38" ${line(inks.before)}/>`, true],
    ['legend_after', `<path d="M2 9H38" ${line(inks.after)}/>`, true],
    [
      'legend_river',
      `<path d="M2 9H38" stroke="${inks.river_casing}" stroke-width="${inks.after.casing + 2}"/><path d="M2 9H38" ${line(inks.after)}/>`,
      kinds.has('river'),
    ],
    [
      'legend_coast',
      `<rect x="2" y="1" width="36" height="16" fill="${inks.states[atlas.holders[atlas.state]]}"/><rect x="2" y="1" width="36" height="8" fill="${inks.sea}"/><path d="M2 11H38" stroke="${inks.after.color}" stroke-width="4" stroke-opacity="${inks.coast.alpha}"/><path d="M2 9H38" stroke="${inks.shore}"/>`,
      true,
    ],
    ['legend_sea', `<path d="M2 9H38" ${line({ ...inks.at_sea, color: inks.after.color })}/>`, kinds.has('sea')],
    ['legend_other', `<path d="M2 9H38" ${line(inks.other)}/>`, true],
    ['legend_gained', area(inks.gained), atlas.zones.some(turned(false))],
    ['legend_lost', area(inks.lost), atlas.zones.some(turned(true))],
    [
      'legend_leased',
      `${area(inks.gained)}<path d="M3 16L17 2M10 16L24 2M17 16L31 2M24 16L37 3M31 16L37 10" stroke="${inks.gained.edge}"/>`,
      statuses.has('leased'),
    ],
    [
      'legend_shift',
      `<defs><linearGradient id="bs-ramp" x1="1" x2="0">${RAMP.map((c, k) => `<stop offset="${1 - k / (RAMP.length - 1)}" stop-color="rgb(${c})"/>`).join('')}</linearGradient></defs><rect x="10" y="8" width="28" height="2" fill="url(#bs-ramp)"/><path d="M2 9L11 5V13Z" fill="${ramp.color(ramp.most)}"/>`,
      true,
    ],
  ];
  for (const [word, drawing, there] of swatches) {
    if (!there || !words[word]) continue;
    const picture = make('span', { class: 'bs-swatch' });
    picture.innerHTML = `<svg width="40" height="18" viewBox="0 0 40 18" aria-hidden="true">${drawing}</svg>`; // drawn above; no data
    list.append(make('li', {}, picture, make('span', {}, words[word])));
  }
}
