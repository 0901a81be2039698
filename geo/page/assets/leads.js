// Where a region's name stands that finds no room on its land: beside it, all of it on one state's land, at sea or beyond
// the atlas, with a line to the land it names.

/** @import { Rect } from './labels.js' */
/** @import { Grid } from './state_names.js' */

/** @typedef {[across: number, down: number]} Step pixels */

/** @typedef {[across: number, down: number, far: number]} Try a step, and how far the name's near side is then */

/** @typedef {{ from: Step, to: Step }} Lead the end of the line on the land, and the name's middle, in the view */

const AWAY = 8, // pixels between the end of a line and the name, at least; and from one try to the next
  REACH = 216, // pixels from the land to a name's near side, at most
  FOREIGN = 2, // more that a pixel counts on the land of others
  LITTLE = 30, // pixels there that do not
  BEAD = 5, // pixels from one to the next of the boxes that stand for a line
  MOST = 2 ** 16, // steps that are told apart
  FINE = 2 ** 24; // to a pixel

/** @type {Map<string, Try[]>} */
const STEPS = new Map(); // round the end of a line, by the size of a name

/**
 * Whose each cell of a grid is, and how many cells to its east, with itself, are the same one's.
 * @typedef {{ of: Int32Array, runs: Int32Array }} Owners
 */

const NOBODYS = -2; // where no name may stand

/**
 * @param {Grid} grid
 * @param {(cell: number) => number | undefined} whose what is alike wherever a name may stand across, from -1 on;
 *   undefined where none may
 * @returns {Owners}
 */
export function owners({ columns, rows }, whose) {
  const of = new Int32Array(columns * rows),
    runs = new Int32Array(columns * rows);
  for (let k = of.length - 1; k >= 0; k--) {
    of[k] = whose(k) ?? NOBODYS;
    runs[k] = (k + 1) % columns && of[k + 1] === of[k] ? runs[k + 1] + 1 : 1;
  }
  return { of, runs };
}

/**
 * The shortest way to lead from a land to its name; far over the land of others each pixel counts several times.
 * @param {Grid} grid
 * @param {Step[]} ends from which a line may go, in the view
 * @param {Owners} owners
 * @param {[width: number, height: number]} size of the name, pixels
 * @param {(lead: Lead) => boolean} free whether nothing stands there yet
 * @param {(cell: number) => boolean} foreign whether it is the land of others
 * @param {number} [most] pixels, that it may be long or count
 * @returns {Lead | null}
 */
export function leads({ step, columns, rows }, ends, { of, runs }, [width, height], free, foreign, most = Infinity) {
  const fits = (/** @type {number} */ x, /** @type {number} */ y) => {
    const west = Math.floor((x - width / 2) / step),
      east = Math.floor((x + width / 2) / step),
      north = Math.floor((y - height / 2) / step),
      south = Math.floor((y + height / 2) / step);
    if (west < 0 || north < 0 || east >= columns || south >= rows) return false;
    const first = of[north * columns + west];
    if (first === NOBODYS) return false;
    for (let row = north; row <= south; row++) {
      const cell = row * columns + west;
      if (of[cell] !== first || runs[cell] <= east - west) return false;
    }
    return true;
  };
  /** @type {Lead | null} */
  let best = null,
    least = most;
  for (const [across, down, far] of stepsRound(width, height, Math.min(most, REACH))) {
    if (far > least) break;
    for (const end of ends) {
      const x = end[0] + across,
        y = end[1] + down;
      // in the order of what each costs; nothing is made before a name fits
      if (!fits(x, y)) continue;
      const cost = far + toll(end, endOf(end, [x - width / 2, y - height / 2, x + width / 2, y + height / 2]), foreign, step, columns);
      if (cost > least) continue;
      /** @type {Lead} */
      const lead = { from: end, to: [x, y] };
      if (!free(lead)) continue;
      [best, least] = [lead, cost];
      if (cost === far) return lead;
    }
  }
  return best;
}

/**
 * What a line costs that runs over the land of others.
 * @param {Step} from
 * @param {Step} to
 * @param {(cell: number) => boolean} foreign
 * @param {number} step of the grid
 * @param {number} columns
 */
function toll([x, y], [x1, y1], foreign, step, columns) {
  const count = Math.max(1, Math.floor(Math.hypot(x1 - x, y1 - y) / BEAD));
  let over = 0;
  for (let k = 0; k < count; k++) {
    const [bx, by] = [x + ((x1 - x) * k) / count - 1.5, y + ((y1 - y) * k) / count - 1.5];
    if (foreign(Math.floor(by / step) * columns + Math.floor(bx / step))) over += BEAD;
  }
  return FOREIGN * Math.max(0, over - LITTLE);
}

/**
 * Steps from the end of a line to the middle of a name that stands near enough, the nearest first.
 * @param {number} width of the name, pixels
 * @param {number} height
 * @param {number} reach
 */
function stepsRound(width, height, reach) {
  const key = `${width}/${height}/${reach}`;
  let found = STEPS.get(key);
  if (!found) {
    /** @type {Try[]} */
    const steps = [],
      /** @type {number[]} */
      keys = []; // how far each leads, and which it is, as one number: these sort fast
    for (let across = -reach - width / 2; across <= reach + width / 2; across += AWAY)
      for (let down = -reach / 2; down <= reach / 2; down += AWAY) {
        const far = Math.hypot(Math.max(0, Math.abs(across) - width / 2), Math.max(0, Math.abs(down) - height / 2));
        if (far >= AWAY && far <= reach) keys.push(Math.round(far * FINE) * MOST + steps.push([across, down, far]) - 1);
      }
    found = Array.from(Float64Array.from(keys).sort(), (each) => steps[each % MOST]);
    STEPS.set(key, found);
  }
  return found;
}

/**
 * Where a line from a place meets its name: at the middle of a side, or nearly.
 * @param {Step} from
 * @param {Rect} name
 * @returns {Step}
 */
export function endOf([x, y], [left, top, right, bottom]) {
  const [wide, high] = x < left || x > right ? [0, (bottom - top) / 3] : [(right - left) / 3, 0];
  return [Math.min(Math.max(x, left + wide), right - wide), Math.min(Math.max(y, top + high), bottom - high)];
}

/**
 * Boxes along a line, which no other name may cover, as far as they are wanted.
 * @param {Step} from
 * @param {Step} to
 * @param {(bead: Rect) => boolean} wanted
 * @returns {boolean} whether all of them were
 */
export function everyBead([x, y], [x1, y1], wanted) {
  const count = Math.max(1, Math.floor(Math.hypot(x1 - x, y1 - y) / BEAD));
  for (let k = 0; k < count; k++) {
    const bx = x + ((x1 - x) * k) / count,
      by = y + ((y1 - y) * k) / count;
    if (!wanted([bx - 1.5, by - 1.5, bx + 1.5, by + 1.5])) return false;
  }
  return true;
}
