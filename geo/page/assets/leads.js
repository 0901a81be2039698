// Where a region's name stands that finds no room on its land: beside it, all of it on one state's land, at sea or beyond
// the atlas, with a line to the land it names.

/** @import { Rect } from './labels.js' */
/** @import { Grid } from './zone_grid.js' */

/** @typedef {[across: number, down: number]} Step pixels */

/** @typedef {{ at: Step, serves: () => boolean }} End where a line may begin, in the view; and whether it lies on the land */

/** @typedef {[across: number, down: number, far: number]} Try a step, and how far the name's near side is then */

/** @typedef {{ from: Step, to: Step }} Lead the end of the line on the land, and the name's middle, in the view */

/**
 * Whether there is room for a name, and for the line to it, where nothing stands yet.
 * @typedef {{ name: (lead: Lead) => boolean, line: (lead: Lead) => boolean }} Room
 */

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
 * The shortest way to lead from a land to its name; far over the land of others each pixel counts several times. What fits, and
 * what it costs, hangs on the view alone, and is looked at once however often it is asked what is still free.
 * @param {Grid} grid
 * @param {End[]} ends from which a line may go
 * @param {Owners} owners
 * @param {[width: number, height: number]} size of the name, pixels
 * @param {(cell: number) => boolean} foreign whether it is the land of others
 * @param {number} [most] pixels, that it may be long or count
 * @returns {(room: Room) => Lead | null}
 */
export function leads({ step, columns, rows }, ends, { of, runs }, [width, height], foreign, most = Infinity) {
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
  const steps = stepsRound(width, height, Math.min(most, REACH)),
    /** @type {Set<End>} */
    idle = new Set(), // those that do not serve
    /** @type {(Lead & { end: End, cost: number })[][]} */
    fitting = []; // by step, as far as anybody has looked
  const fittingAt = (/** @type {Try} */ [across, down]) => {
    /** @type {typeof fitting[number]} */
    const found = [];
    for (const end of ends) {
      const { at } = end,
        x = at[0] + across,
        y = at[1] + down;
      if (fits(x, y)) found.push({ from: at, to: [x, y], end, cost: NaN });
    }
    return found;
  };
  return (room) => {
    /** @type {Lead | null} */
    let best = null,
      least = most;
    for (let n = 0; n < steps.length && steps[n][2] <= least; n++) {
      const far = steps[n][2];
      fitting[n] ??= fittingAt(steps[n]);
      for (const one of fitting[n]) {
        if (idle.has(one.end) || one.cost > least || !room.name(one)) continue;
        if (Number.isNaN(one.cost)) one.cost = far + toll(one, width, height, foreign, step, columns);
        if (one.cost > least || !room.line(one)) continue;
        if (!one.end.serves()) {
          idle.add(one.end);
          continue;
        }
        [best, least] = [one, one.cost];
        if (one.cost === far) return one;
      }
    }
    return best;
  };
}

/**
 * What a line costs that runs over the land of others.
 * @param {Lead} lead
 * @param {number} width of the name
 * @param {number} height
 * @param {(cell: number) => boolean} foreign
 * @param {number} step of the grid
 * @param {number} columns
 */
function toll({ from, to: [across, down] }, width, height, foreign, step, columns) {
  const [x, y] = from,
    [x1, y1] = endOf(from, [across - width / 2, down - height / 2, across + width / 2, down + height / 2]),
    count = Math.max(1, Math.floor(Math.hypot(x1 - x, y1 - y) / BEAD));
  let over = 0;
  for (let k = 0; k < count; k++) {
    const column = Math.floor((x + ((x1 - x) * k) / count - 1.5) / step),
      row = Math.floor((y + ((y1 - y) * k) / count - 1.5) / step);
    if (foreign(row * columns + column)) over += BEAD;
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
