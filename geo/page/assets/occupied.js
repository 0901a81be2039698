// What of the view is taken already. A view has dozens of labels and hundreds of boxes along lines, and thousands of places are
// tried: so each is looked for only among what lies near it.

/** @import { Rect } from './labels.js' */

const CELL = 64; // pixels across, of the squares in which boxes are kept

/** @type {(one: Rect, other: Rect) => boolean} */
export const overlap = (one, other) => one[2] > other[0] && one[0] < other[2] && one[3] > other[1] && one[1] < other[3];

export class Occupied {
  /** @param {{ x: number, y: number }} size of the view, pixels */
  constructor({ x, y }) {
    this.columns = Math.max(1, Math.ceil(x / CELL));
    this.rows = Math.max(1, Math.ceil(y / CELL));
    /** @type {Rect[][]} */
    this.squares = Array.from({ length: this.columns * this.rows }, () => []);
  }

  /**
   * Whether something holds for every square that a box lies in, as far as it lies in the view.
   * @param {Rect} box
   * @param {(square: Rect[]) => boolean} holds
   */
  everySquare([left, top, right, bottom], holds) {
    const { columns, rows, squares } = this,
      last = Math.min(columns - 1, Math.floor(right / CELL)),
      low = Math.min(rows - 1, Math.floor(bottom / CELL));
    for (let row = Math.max(0, Math.floor(top / CELL)); row <= low; row++)
      for (let column = Math.max(0, Math.floor(left / CELL)); column <= last; column++) if (!holds(squares[row * columns + column])) return false;
    return true;
  }

  /** @param {Rect} box */
  take(box) {
    this.everySquare(box, (square) => square.push(box) > 0);
  }

  /** @param {Rect} box */
  free(box) {
    return this.everySquare(box, (square) => {
      for (const other of square) if (overlap(box, other)) return false;
      return true;
    });
  }
}
