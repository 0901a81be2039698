// The layers of the day as a file.

/** @import { Atlas } from './mapdata.js' */
/** @import { Words } from './words.js' */

import { bordersOn } from './atlas.js';
import { turned } from './change.js';
import { holding } from './tenure.js';
import { positions, territory } from './territory.js';
import { dayLabel } from './words.js';

/** @type {(atlas: Atlas, words: Words, day: string) => object[]} */
const borders = (atlas, words, day) =>
  bordersOn(atlas, day)
    .filter(({ left, right }) => left === atlas.state || right === atlas.state)
    .map(({ arc, left, right }) => ({
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: positions(arc.line) },
      properties: {
        layer: 'border',
        day: dayLabel(words, day),
        arc: arc.id,
        kind: arc.kind,
        left: atlas.holders[left],
        right: atlas.holders[right],
        sigma_m: arc.sigma,
        legal_basis: arc.legal,
        source: arc.source,
      },
    }));

/** @type {(atlas: Atlas, words: Words, day: string) => object[]} */
function changed(atlas, words, day) {
  const { before } = atlas.days;
  return atlas.zones
    .map((zone) => ({ zone, sign: turned(atlas, zone, before, day) }))
    .filter(({ sign }) => sign)
    .map(({ zone, sign }) => {
      const now = holding(zone, day);
      return {
        type: 'Feature',
        geometry: territory(atlas, zone),
        properties: {
          layer: 'change',
          zone: zone.id,
          name: zone.name,
          region: zone.region,
          from: atlas.holders[holding(zone, before).holder],
          to: atlas.holders[now.holder],
          status: now.status,
          since: now.start && dayLabel(words, now.start),
          area_km2: sign * (zone.area?.area_km2 ?? NaN),
          lake_km2: sign * (zone.area?.lake_km2 ?? NaN) || 0,
        },
      };
    });
}

/**
 * The state's borders of the page's first day and of another, arc by arc, and the land that changed hands between the
 * two, as GeoJSON (RFC 7946).
 * @param {Atlas} atlas
 * @param {Words} words
 * @param {string} day
 */
export function layersText(atlas, words, day) {
  const { before } = atlas.days,
    days = before === day ? [before] : [before, day];
  return JSON.stringify({
    type: 'FeatureCollection',
    name: `${atlas.id} ${days.map((each) => dayLabel(words, each)).join(' to ')}`,
    attribution: atlas.attribution,
    note: words.layers_note,
    features: [...days.flatMap((each) => borders(atlas, words, each)), ...changed(atlas, words, day)],
  });
}
