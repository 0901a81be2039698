// Where a region's name stands that finds no room on its land: beside it, all of it on one state's land, at sea or beyond
// the atlas, with a line to the land it names.

/** @import { Rect } from './labels.js' */
/** @import { Grid } from './state_names.js' */

/** @typedef {[across: number, down: number]} Step pixels */

/** @typedef {{ from: Step, to: Step }} Lead the end of the line on the land, and the name's middle, in the view */

const AWAY = 8, // pixels between the end of a line and the name, at least; and from one try to the next
  REACH = 216, // pixels from the land to a name's near side, at most
  BEAD = 5; // pixels from one to the next of the boxes that stand for a line

/**
 * The shortest way to lead from a land to its name.
 * @param {Grid} grid
 * @param {Step[]} ends on the land from which a line may go, in the view
 * @param {(cell: number) => unknown} whose what is alike wherever a name may stand across, undefined where none may
 * @param {[width: number, height: number]} size of the name, pixels
 * @param {(lead: Lead) => boolean} free whether nothing stands there yet
 * @returns {Lead | null}
 */
export function leads({ step, columns, rows }, ends, whose, [width, height], free) {
  const fits = (/** @type {number} */ x, /** @type {number} */ y) => {
    const [west, east] = [x - width / 2, x + width / 2].map((along) => Math.floor(along / step)),
      [north, south] = [y - height / 2, y + height / 2].map((down) => Math.floor(down / step));
    if (west < 0 || north < 0 || east >= columns || south >= rows) return false;
    const first = whose(north * columns + west);
    if (first === undefined) return false;
    for (let row = north; row <= south; row++)
      for (let column = west; column <= east; column++) if (whose(row * columns + column) !== first) return false;
    return true;
  };
  /** @type {Step[]} */
  const steps = [];
  for (let across = -REACH - width / 2; across <= REACH + width / 2; across += AWAY)
    for (let down = -REACH / 2; down <= REACH / 2; down += AWAY) steps.push([across, down]);
  const far = (/** @type {Step} */ [across, down]) =>
    Math.hypot(Math.max(0, Math.abs(across) - width / 2), Math.max(0, Math.abs(down) - height / 2));
  const tried = steps
    .map((one) => ({ one, far: far(one) }))
    .filter((each) => each.far >= AWAY && each.far <= REACH)
    .sort((a, b) => a.far - b.far);
  for (const { one } of tried)
    for (const [x, y] of ends) {
      /** @type {Lead} */
      const lead = { from: [x, y], to: [x + one[0], y + one[1]] };
      if (fits(...lead.to) && free(lead)) return lead;
    }
  return null;
}

/**
 * Boxes along a line from a place to a name, which no other name may cover.
 * @param {Step} from
 * @param {Rect} name
 * @returns {{ end: Step, beads: Rect[] }}
 */
export function beaded([x, y], [left, top, right, bottom]) {
  // to the middle of a side, or nearly
  const [wide, high] = x < left || x > right ? [0, (bottom - top) / 3] : [(right - left) / 3, 0],
    /** @type {Step} */
    end = [Math.min(Math.max(x, left + wide), right - wide), Math.min(Math.max(y, top + high), bottom - high)];
  const count = Math.max(1, Math.floor(Math.hypot(end[0] - x, end[1] - y) / BEAD));
  const beads = Array.from({ length: count }, (_, k) => {
    const [bx, by] = [x + ((end[0] - x) * k) / count, y + ((end[1] - y) * k) / count];
    return /** @type {Rect} */ ([bx - 1.5, by - 1.5, bx + 1.5, by + 1.5]);
  });
  return { end, beads };
}
