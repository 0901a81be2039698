// What is named on the map: towns, and kilometres.

/** @import { Ramp } from './inks.js' */
/** @import { Candidate, Spot } from './labels.js' */
/** @import { Atlas, Place } from './mapdata.js' */
/** @import { Segment, Shift } from './shift.js' */
/** @import { Words } from './words.js' */

import { fold } from './places.js';
import { fill, kilometres } from './words.js';

/** @type {Spot[]} */
const AROUND_DOT = [
  [1, 0, 7, 0],
  [-1, 0, -7, 0],
  [0, -1, 0, -7],
  [0, 1, 0, 7],
  [1, -1, 5, -3],
  [1, 1, 5, 3],
  [-1, -1, -5, -3],
  [-1, 1, -5, 3],
];

/**
 * A town by its name of the day, with today's in brackets where there is room; villages when one looks closely.
 * @param {Atlas} atlas
 * @param {L.Map} map
 * @param {Words} words
 * @returns {Candidate[]}
 */
export function townLabels(atlas, map, words) {
  const zoom = map.getZoom(),
    most = Math.max(1, zoom - 3),
    bounds = map.getBounds();
  return atlas.places
    .filter(({ rank, lat, lon }) => (rank ? rank <= most : zoom >= 9) && bounds.contains([lat, lon]))
    .sort((a, b) => (a.rank || 9) - (b.rank || 9))
    .map((place) => ({
      text: bothNames(place, words, zoom >= 6),
      kind: `town${Math.min(place.rank || 3, 3)}`,
      lat: place.lat,
      lon: place.lon,
      places: AROUND_DOT,
      dot: true,
    }));
}

/**
 * What stands in brackets after a name tells places of one name apart in tables; on the map their place does.
 * @param {Pick<Place, 'name' | 'then'>} place
 * @param {Words} words
 * @param {boolean} [long]
 */
export function bothNames(place, words, long = true) {
  const now = place.name.replace(/\s*\(.*\)$/, ''),
    then = (place.then || now).replace(/\s*\(.*\)$/, '');
  return long && fold(then) !== fold(now) ? fill(words.town, { then, now }) : then;
}

/**
 * The net shift of a parallel stands on its widest arrow where that is long enough, or at its tail, where the
 * border was.
 * @param {Shift['profile']} profile
 * @param {Segment[]} segments
 * @param {L.Map} map
 * @param {Words} words
 * @param {Ramp} ramp
 * @returns {Candidate[]}
 */
export function kilometreLabels(profile, segments, map, words, ramp) {
  const whole = map.getZoom() < 5.5 && segments.length > 30,
    widest = new Map();
  for (const s of segments) {
    if (whole && Math.abs(s.lat - Math.round(s.lat)) > 1e-6) continue;
    if (Math.abs(s.km) > Math.abs(widest.get(s.lat)?.km || 0)) widest.set(s.lat, s);
  }
  return [...widest.values()]
    .map((s) => ({ ...s, net: profile.get(s.lat)?.net ?? 0 }))
    .filter((s) => Math.abs(s.net) >= 10)
    .sort((a, b) => Math.abs(b.net) - Math.abs(a.net))
    .map((s) => {
      const length = map.latLngToContainerPoint([s.lat, s.east]).x - map.latLngToContainerPoint([s.lat, s.west]).x;
      /** @type {Spot[]} */
      const places =
        length > 90
          ? [
              [0, 0, -length / 2, 0],
              [1, 0, 7, 0],
            ]
          : [
              [1, 0, 7, 0],
              [-1, 0, -length - 7, 0],
            ];
      return {
        text: fill(words.km, { km: kilometres(s.net, 0) }),
        kind: 'km',
        lat: s.lat,
        lon: s.east,
        places,
        color: ramp.color(s.net),
      };
    });
}
