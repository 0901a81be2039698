// The layers of the day as a file.

/** @import { Line } from './mapdata.js' */
/** @import { Page } from './page.js' */

import { bordersOn } from './atlas.js';
import { turned } from './change.js';
import { holding } from './tenure.js';

/** @type {(lon: number, lat: number) => [number, number]} */
const pair = (lon, lat) => [lon, lat];

/**
 * The states of a day and the border between two of them, as GeoJSON (RFC 7946): outer rings turn left.
 * @param {Page} page
 */
export function layersOf(page) {
  const { atlas, words, state } = page,
    round = (/** @type {number} */ v) => Number(v.toFixed(5)),
    { before } = atlas.days;
  const points = (/** @type {Line} */ line) =>
    Array.from({ length: line.length / 2 }, (_, k) => pair(round(line[2 * k]), round(line[2 * k + 1])));
  const ring = (/** @type {number[]} */ arcs) =>
    arcs.flatMap((k, n) => {
      const p = points(atlas.arcs[k < 0 ? ~k : k].line);
      return (k < 0 ? p.reverse() : p).slice(n ? 1 : 0);
    });
  const border = (/** @type {string} */ day) =>
    bordersOn(atlas, day)
      .filter(({ left, right }) => left === atlas.state || right === atlas.state)
      .map(({ arc, left, right }) => ({
        type: 'Feature',
        geometry: { type: 'LineString', coordinates: points(arc.line) },
        properties: {
          layer: 'border',
          day,
          arc: arc.id,
          kind: arc.kind,
          left: atlas.holders[left],
          right: atlas.holders[right],
          sigma_m: arc.sigma,
          legal_basis: arc.legal,
          source: arc.source,
        },
      }));
  const change = atlas.zones
    .filter((zone) => turned(atlas, zone, before, state.day))
    .map((zone) => ({
      type: 'Feature',
      geometry: { type: 'Polygon', coordinates: zone.rings.map(ring).map(turn) },
      properties: {
        layer: 'change',
        zone: zone.id,
        name: zone.name,
        region: zone.region,
        from: atlas.holders[holding(zone, before).holder],
        to: atlas.holders[holding(zone, state.day).holder],
        status: holding(zone, state.day).status,
        since: holding(zone, state.day).start,
      },
    }));
  const days = before === state.day ? [before] : [before, state.day];
  return JSON.stringify({
    type: 'FeatureCollection',
    name: `bordershift ${days.join(' to ')}`,
    attribution: atlas.attribution,
    note: words.layers_note,
    features: [...days.flatMap(border), ...change],
  });
}

/**
 * @param {[number, number][]} ring
 * @param {number} k
 */
function turn(ring, k) {
  let area = 0;
  for (let i = 1; i < ring.length; i++)
    area +=
      (ring[i - 1][0] - ring[0][0]) * (ring[i][1] - ring[0][1]) -
      (ring[i][0] - ring[0][0]) * (ring[i - 1][1] - ring[0][1]);
  return area > 0 === (k === 0) ? ring : ring.slice().reverse();
}
