// The atlas on a day: who holds which zones, where the borders run, in which zone a place lies.

import { holding } from './tenure.js';

export const heldBy = (atlas, day) => {
  const zones = new Map();
  for (const zone of atlas.zones) {
    const { holder } = holding(zone, day);
    if (!zones.has(holder)) zones.set(holder, []);
    zones.get(holder).push(zone);
  }
  return zones;
};

// Every arc between two holders; the window's edge is none.
export const bordersOn = (atlas, day) => {
  const holder = atlas.zones.map((zone) => holding(zone, day).holder);
  return atlas.arcs
    .map((arc, k) => ({ arc, k, left: holder[arc.left], right: holder[arc.right] }))
    .filter(({ arc, left, right }) => arc.left >= 0 && arc.right >= 0 && left !== right);
};

// The zone a place lies in, by counting the arcs that a parallel crosses east of it.
export function zoneAt(atlas, lon, lat) {
  for (const zone of atlas.zones) {
    const [west, south, east, north] = zone.box;
    if (lon < west || lon > east || lat < south || lat > north) continue;
    let inside = false;
    for (const ring of zone.rings) {
      for (const k of ring) {
        const line = atlas.arcs[k < 0 ? ~k : k].line;
        for (let i = 2; i < line.length; i += 2) {
          const y0 = line[i - 1],
            y1 = line[i + 1];
          if (y0 > lat !== y1 > lat && lon < line[i - 2] + ((line[i] - line[i - 2]) * (lat - y0)) / (y1 - y0))
            inside = !inside;
        }
      }
    }
    if (inside) return zone;
  }
  return null;
}
