// Words: every text comes from the page's own table, with numbers and names filled in.

/** @import { Atlas, Span } from './mapdata.js' */

/** @typedef {Record<string, string>} Named words by names that data use */

/**
 * The page's texts, by the names that texts.en.json gives them; where an atlas of two files names its days, those too.
 * @typedef {Omit<typeof import('./texts.en.json'), 'holders' | 'genitives' | 'status' | 'ends'> &
 *   { holders: Named, genitives: Named, status: Named, ends: Named, days?: Named, legend_width?: string }} Words
 */

/**
 * Put values where their names stand in braces; a name that has none stays.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export const fill = (text, values) =>
  text.replace(/\{(\w+)(?::gen)?\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));

/**
 * Today's country in the page's language.
 * @param {Pick<Words, 'holders'>} words
 * @param {{ country: string, land: string }} place its country's English name, and its two letters
 */
export function countryWords(words, { country, land }) {
  const { lang } = document.documentElement;
  if (lang === 'en' || country === land) return country;
  return words.holders[country] || new Intl.DisplayNames([lang], { type: 'region' }).of(land) || country;
}

/**
 * The pieces of a text between which a line may end: a number is not parted from what it counts.
 * @param {string} text
 */
export const together = (text) => text.split(/(?<![\d°])[ \n]+/).filter(Boolean);

/** How the page's language writes numbers and the sides of the world; set once, before anything is said. */
const habit = { decimal: '.', group: '\u202f', n: 'N', s: 'S', e: 'E', w: 'W' };

/** @param {Pick<Words, 'decimal' | 'group' | 'sides'>} words */
export const setHabit = (words) => Object.assign(habit, { decimal: words.decimal, group: words.group }, words.sides);

/**
 * A number for the eye: a true minus, thousands apart, and never minus nought. What lies halfway goes to the even digit,
 * as Python's format has it; toFixed alone would send it up.
 * @param {number} value
 * @param {number} digits after the point
 */
export function number(value, digits) {
  const size = Math.abs(value),
    halfway = (size * 2 ** (digits + 1)) % 2 === 1;
  let text = size.toFixed(digits);
  if (halfway && Number(text.at(-1)) % 2) text = (size - 0.5 * 10 ** -digits).toFixed(digits);
  const [whole, part] = text.split('.'),
    parted = whole.replace(/\B(?=(?:\d{3})+$)/g, habit.group);
  return (value < 0 && Number(text) ? '\u2212' : '') + (part ? `${parted}${habit.decimal}${part}` : parted);
}

/** @param {number} value @param {number} [digits] */
export const kilometres = (value, digits = 1) => number(value, digits);

/** @param {number} value */
export const thousands = (value) => number(value, 0);

/**
 * Square kilometres; of less than one two digits, which would else read as none.
 * @param {number} km2
 */
export const areaWords = (km2) => {
  const size = Math.abs(km2);
  return number(km2, size && size < 1 ? 1 - Math.floor(Math.log10(size)) : 0);
};

/**
 * A day in words.
 * @param {Pick<Words, 'day' | 'months' | 'days'>} words
 * @param {string} iso
 */
export const inWords = (words, iso) => {
  if (words.days?.[iso]) return words.days[iso]; // an atlas of two files has names for its two days
  const [y, m, d] = iso.split('-').map(Number);
  return fill(words.day, { d, month: words.months[m - 1], y });
};

/**
 * What a holder is called; -1 is nobody.
 * @param {Pick<Words, 'holders' | 'nobody'>} words
 * @param {Pick<Atlas, 'holders'>} atlas
 * @param {number} holder
 */
export const holderName = (words, atlas, holder) =>
  holder < 0 ? words.nobody : words.holders[atlas.holders[holder]] || atlas.holders[holder];

/**
 * A day for tables and files: as it stands, or what its file is called where days are only an order.
 * @param {Pick<Words, 'days'>} words
 * @param {string} iso
 */
export const dayLabel = (words, iso) => words.days?.[iso] ?? iso;

/**
 * Kilometres with their standard error, if it is known.
 * @param {Words} words
 * @param {number} km
 * @param {number | null} sigma
 */
export const kmWords = (words, km, sigma) =>
  sigma === null
    ? fill(words.km, { km: kilometres(km) })
    : fill(words.km_sigma, { km: kilometres(km), sigma: kilometres(sigma) });

/**
 * Who holds a zone, and by what title.
 * @param {Pick<Words, 'held' | 'held_by' | 'holders' | 'nobody' | 'status'>} words
 * @param {Pick<Atlas, 'holders'>} atlas
 * @param {Pick<Span, 'holder' | 'status' | 'occupier'>} span
 */
export const heldWords = (words, atlas, span) => {
  const holder = holderName(words, atlas, span.holder);
  if (span.status === 'sovereign' || span.holder < 0) return holder;
  return fill(span.occupier ? words.held_by : words.held, {
    holder,
    status: words.status[span.status] || span.status,
    by: words.holders[span.occupier] || span.occupier,
  });
};

/**
 * A history in short: a change of title alone is none.
 * @param {Pick<Words, 'holders' | 'nobody' | 'day' | 'months' | 'days' | 'told_from' | 'told_always'>} words
 * @param {Pick<Atlas, 'holders'>} atlas
 * @param {Pick<Span, 'holder' | 'start'>[]} tenure
 */
export function toldShort(words, atlas, tenure) {
  const turns = tenure.filter(({ holder }, k) => !k || holder !== tenure[k - 1].holder),
    [first, ...later] = turns.map(({ holder, start }) => ({ holder: holderName(words, atlas, holder), start }));
  if (!later.length) return fill(words.told_always, { holder: first.holder });
  return [first.holder, ...later.map(({ holder, start }) => fill(words.told_from, { holder, day: inWords(words, start) }))].join(', ');
}

/** @param {number} lat @param {number} [digits] */
export const latWords = (lat, digits = 1) => `${number(Math.abs(lat), digits)}° ${lat < 0 ? habit.s : habit.n}`;

/** @param {number} lon @param {number} [digits] */
export const lonWords = (lon, digits = 1) => `${number(Math.abs(lon), digits)}° ${lon < 0 ? habit.w : habit.e}`;

/**
 * A sentence as it is written: one capital, one full stop.
 * @param {string} text
 */
export const sentence = (text) => {
  const said = text.trim().replace(/(?<=[^.])\.\.$/, '.').replace(/^\p{Ll}/u, (letter) => (letter.toUpperCase().length > 1 ? letter : letter.toUpperCase()));
  return !said || /[.!?…]$/.test(said) ? said : `${said}.`;
};
