// What is said of that which stands beside a name: geo/atlas/list_notes.py in the page, in the words of the commands.

/** @import { Bearer, Namesakes, Settlement, Settlements } from './settlements.js' */
/** @import { Beside } from './reach.js' */

import { isOnlyLike, meant, perhapsIn } from './namesakes.js';
import { nearestOf } from './reach.js';
import { fill, sentence } from './words.js';

const MOST_TOLD = 3, // as in geo/atlas/list_notes.py
  AMID_M = 10000; // likewise

const called = (/** @type {Settlement} */ { name, district }) => (district ? `${name} (${district})` : name),
  km = (/** @type {number} */ metres) => Math.round(metres / 1000);

/**
 * Sentences in a language, in the order of what was asked beside the name.
 * @param {Settlements} of
 * @param {Namesakes} found
 * @param {string} lang
 * @param {string} none the page's words for that to which no place of the name lies near
 * @returns {string[]}
 */
export function besideNotes(of, found, lang, none) {
  const { told } = of.head.rules,
    says = { ...told.en, ...told[lang] },
    { name, bearers, inside, unheeded, beside } = found,
    first = bearers.slice(0, inside);
  if (found.outside === 'land') return [sentence(fill(says.land, { name }))];
  if (!bearers.length) return of.hints.kindOf(name) ? [sentence(fill(says.names_none, { where: name }))] : [];
  const likeness = (/** @type {Bearer} */ one) => {
    const number = /\p{Nd}/u.test(name) && !/\p{Nd}/u.test(one.bears);
    return isOnlyLike(of, found, one) ? fill(number ? says.number : says.like, { name }) : '';
  };
  const inVain = (/** @type {Beside} */ { where, towns, reach, understood }) => {
    if (!towns.length || !reach) return fill(understood ? none : says.unknown, { where });
    const { town, metres } = bearers.map(({ place }) => nearestOf(towns, place)).reduce((a, b) => (b.metres < a.metres ? b : a));
    return fill(says.out_of_reach, { where, reach: km(reach), place: called(town), km: km(metres) });
  };
  const plainly = meant(of, found);
  const taken = (/** @type {Beside} */ { where, towns }) => {
    const near = (plainly ? [plainly] : first).map(({ place }) => nearestOf(towns, place)),
      all = [...new Set(near.map(({ town }) => called(town)))];
    if (near.length === 1) return fill(says.taken, { where, place: all[0], km: km(near[0].metres) });
    const listed = all.slice(1, MOST_TOLD).reduce((one, other) => fill(says.or, { one, other }), all[0]);
    return fill(says.taken_several, { where, places: all.length > MOST_TOLD ? fill(says.more, { listed, n: all.length - MOST_TOLD }) : listed });
  };
  const vain = beside.filter(({ where }) => unheeded.includes(where)).map(inVain),
    heeded = beside.filter(({ where, towns }) => towns.length && !unheeded.includes(where)).map(taken);
  const sister = first.length === 1 && first[0].cognate ? fill(says.sister, { name: first[0].bears }) : '',
    within = plainly?.declined ? fill(says.case, { where: name, name: plainly.bears }) : '',
    perhaps = perhapsIn(of, found),
    wide = plainly && plainly.place.sigma >= AMID_M && plainly.place.district ? says.wide : '',
    alike = new Set(first.map(likeness));
  return [within, sister, ...(alike.size === 1 ? alike : []), perhaps && fill(says.perhaps, { where: perhaps }), ...vain, ...heeded, wide].filter(Boolean).map(sentence);
}
