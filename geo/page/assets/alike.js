// How like two spellings are, as the library that the program uses counts it.

/**
 * Letters to change, add, leave out or swap with their neighbour, none twice; more than a number is not counted out.
 * @param {string} a
 * @param {string} b
 * @param {number} most
 */
export function edits(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let last = new Uint8Array(b.length + 1),
    row = Uint8Array.from({ length: b.length + 1 }, (_, k) => k),
    next = new Uint8Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    next[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let value = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, last[j - 2] + 1);
      next[j] = value;
      least = Math.min(least, value);
    }
    if (least > most) return most + 1;
    [last, row, next] = [row, next, last];
  }
  return row[b.length];
}

const PREFIX = 4,
  WEIGHT = 0.1,
  BOOST_FROM = 0.7;

/**
 * The likeness of Jaro and Winkler, 0 to 1.
 * @param {string} a
 * @param {string} b
 */
export function likeness(a, b) {
  if (!a.length || !b.length) return Number(a === b);
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1),
    taken = new Uint8Array(b.length),
    /** @type {string[]} */
    shared = [];
  for (let i = 0; i < a.length; i++) {
    for (let j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j++) {
      if (taken[j] || a[i] !== b[j]) continue;
      taken[j] = 1;
      shared.push(a[i]);
      break;
    }
  }
  const m = shared.length;
  if (!m) return 0;
  const theirs = Array.from(b).filter((_, j) => taken[j]),
    swapped = Math.floor(shared.filter((letter, k) => letter !== theirs[k]).length / 2),
    jaro = (m / a.length + m / b.length + (m - swapped) / m) / 3;
  if (jaro <= BOOST_FROM) return jaro;
  let begun = 0;
  while (begun < Math.min(PREFIX, a.length, b.length) && a[begun] === b[begun]) begun++;
  return jaro + begun * WEIGHT * (1 - jaro);
}
