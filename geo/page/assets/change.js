// What changed hands between two days.

import { holding } from './tenure.js';

// What changed between two days for the state the page is about: +1 gained, -1 lost, 0 neither.
export function turned(atlas, zone, before, after) {
  const had = holding(zone, before).holder === atlas.state,
    has = holding(zone, after).holder === atlas.state;
  return has - had;
}
