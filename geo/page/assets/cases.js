// Towns named within a sentence: geo/atlas/cases.py in the page, by the endings that it hands over.

/** @import { Bearer, Settlements } from './settlements.js' */

import { isTown } from './namesakes.js';
import { fold } from './places.js';

/** @typedef {{ named_on: string, declines: string, endings: Record<string, string[]>, without: string[] }} CaseRules */

const LEAST_STEM = 2; // as in geo/atlas/cases.py

/**
 * A name as it stands after a word that does not change it, and towns that another case may be of.
 * @param {Settlements} of
 * @param {string} name
 * @returns {{ plain: string, towns: string[] }}
 */
export function inFirstCase(of, name) {
  const { named_on, declines, endings, without } = of.head.rules.cases,
    plain = name.replace(new RegExp(named_on, 'iu'), '');
  if (plain !== name) return { plain, towns: [] };
  const bare = name.replace(new RegExp(declines, 'iu'), ''),
    changed = bare !== name,
    ends = (changed ? Object.keys(endings) : [...without]).sort((a, b) => b.length - a.length || (a < b ? -1 : 1)),
    made = ends.flatMap((end) =>
      bare.endsWith(end) && bare.length - end.length >= LEAST_STEM ? endings[end].map((own) => bare.slice(0, -end.length) + own) : [],
    );
  return { plain: '', towns: changed ? [...made, ...of.hints.undeclined(bare), bare] : made };
}

/**
 * The towns that a name within a sentence may be of.
 * @param {Settlements} of
 * @param {string} name
 * @returns {Bearer[]}
 */
export function inAnotherCase(of, name) {
  /** @type {Map<number, Bearer>} */
  const found = new Map();
  for (const town of inFirstCase(of, name).towns)
    for (const one of of.matches(town))
      if (one.how !== 'variant' && isTown(one.place) && !found.has(one.place.row)) found.set(one.place.row, { ...one, how: 'variant', declined: true });
  return [...found.values()].sort((a, b) => of.before(a, b, fold(name)));
}
