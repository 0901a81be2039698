// The columns in which settlements travel, and what is found by them: geo/page/settlement_file.py writes them.

import { fold } from './places.js';

/** @param {number} number */
const signed = (number) => (number % 2 ? -(number + 1) / 2 : number / 2);

/**
 * @param {Uint8Array} bytes
 * @returns {Int32Array}
 */
export function column(bytes) {
  const numbers = new Int32Array(bytes.length);
  let count = 0,
    value = 0,
    shift = 0;
  for (const byte of bytes) {
    value += (byte & 127) << shift;
    shift += 7;
    if (byte & 128) continue;
    numbers[count++] = value;
    value = shift = 0;
  }
  return numbers.subarray(0, count);
}

/**
 * The rows under each key, one key after the other: where those of each begin, and the rows.
 * @param {number} keys
 * @param {Int32Array} of the key of each entry
 * @param {Int32Array} rows the row of each
 */
function byKey(keys, of, rows) {
  const starts = new Int32Array(keys + 1),
    sorted = new Int32Array(of.length);
  for (const key of of) starts[key + 1]++;
  for (let k = 0; k < keys; k++) starts[k + 1] += starts[k];
  const at = starts.slice();
  for (let k = 0; k < of.length; k++) sorted[at[of[k]]++] = rows[k];
  return { starts, rows: sorted };
}

/** @typedef {ReturnType<typeof byKey>} Under */

/**
 * The rows under a key.
 * @param {Under} index
 * @param {number} key
 */
export const under = ({ starts, rows }, key) => rows.subarray(starts[key], starts[key + 1]);

/**
 * Where settlements lie, which names each has, and which settlements each name and each skeleton.
 * @param {Record<string, Int32Array>} columns
 * @param {{ rows: number, steps: number }} head
 * @param {string[]} names
 * @param {number} spellings how many
 */
export function laid(columns, { rows, steps }, names, spellings) {
  const { own, others, other, lon, lat, lon_digit, lat_digit, spelt, spelling } = columns,
    named = new Int32Array(rows + other.length),
    bearer = new Int32Array(named.length),
    firstName = new Int32Array(rows + 1),
    lons = new Float64Array(rows),
    lats = new Float64Array(rows),
    skeleton = new Int32Array(spelling.length),
    speller = new Int32Array(spelling.length);
  for (let row = 0, at = 0, next = 0, name = 0, k = 0, first = 0; row < rows; row++) {
    name += own[row];
    named[at] = name;
    bearer[at++] = row;
    for (let n = others[row]; n; n--) {
      named[at] = other[next++];
      bearer[at++] = row;
    }
    firstName[row + 1] = at;
    lons[row] = (signed(lon[row]) * 10 + lon_digit[row]) / (10 * steps);
    lats[row] = (signed(lat[row]) * 10 + lat_digit[row]) / (10 * steps);
    for (let n = 0, last = first; n < spelt[row]; n++, k++) {
      last += signed(spelling[k]);
      if (!n) first = last;
      skeleton[k] = last;
      speller[k] = row;
    }
  }
  const byName = byKey(names.length, named, bearer);
  return { lons, lats, named, firstName, byName, bySpelling: byKey(spellings, skeleton, speller), parted: parted(names, byName) };
}

/**
 * Names that have brackets or are several in one, by their parts, folded: with their rows.
 * @param {string[]} names
 * @param {Under} byName
 */
function parted(names, byName) {
  /** @type {Map<string, number[]>} */
  const found = new Map();
  for (const [k, name] of names.entries()) {
    if (!/[/(]/.test(name)) continue;
    const parts = [name, ...name.split('/')].flatMap((one) => [one, one.replace(/\s*\(.*?\)/g, '')]);
    for (const part of new Set(parts.map(fold))) if (part) found.set(part, [...(found.get(part) ?? []), ...under(byName, k)]);
  }
  return found;
}
