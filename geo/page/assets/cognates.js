// One name in sister languages: geo/atlas/cognates.py in the page, by the rules that it hands over.

/** @import { Bearer, Settlements } from './settlements.js' */
/** @import { Spelling } from './spelling.js' */

import { TOWN } from './namesakes.js';
import { casefolded, fold } from './places.js';
import { under } from './settlement_columns.js';

/**
 * @typedef {object} CognateRules
 * @property {string} belarusian
 * @property {string} ukrainian
 * @property {Record<string, string>} by_country
 * @property {Record<string, [string, string][]>} written
 * @property {[string, string][]} also
 * @property {Record<string, Record<'any' | 'closed' | 'l', string[]>>} vowels
 * @property {string} in_e
 * @property {string} in_none
 */

const CYRILLIC = /[\u0400-\u04ff]/,
  VOWELS = /[aeiouw]+/g,
  FULL = ['o', 'e'];

export const consonants = (/** @type {string} */ skeleton) => skeleton.replace(VOWELS, '');

/** The vowels before, between and behind the consonants. @param {string} skeleton */
const between = (skeleton) => skeleton.split(/[^aeiouw]/);

export class Cognates {
  /**
   * @param {CognateRules} rules
   * @param {Spelling} spelling
   */
  constructor(rules, spelling) {
    this.rules = rules;
    this.spelling = spelling;
    this.belarusian = new RegExp(rules.belarusian);
    this.ukrainian = new RegExp(rules.ukrainian);
    const read = (/** @type {[string, string][]} */ pairs) => pairs.map(([pattern, to]) => /** @type {const} */ ([new RegExp(pattern, 'g'), to.replaceAll('\\', '$')]));
    this.written = Object.fromEntries(Object.entries(rules.written).map(([tongue, pairs]) => [tongue, read(pairs)]));
    this.also = read(rules.also);
    this.inE = new RegExp(rules.in_e);
    this.inNone = new RegExp(rules.in_none);
  }

  /**
   * In which language a name is, by a letter; of one that is asked for there is no country.
   * @param {string} name
   * @param {string} [country]
   */
  tongue(name, country = '') {
    const small = casefolded(name);
    if (!CYRILLIC.test(small)) return country ? (this.rules.by_country[country] ?? '') : 'P';
    if (country === 'UA') return 'U';
    if (this.belarusian.test(small) || (country === 'BY' && small.includes('і'))) return 'B';
    return this.ukrainian.test(small) && !country ? 'U' : 'R';
  }

  /**
   * The skeletons of a name, its endings made those that the languages share.
   * @param {string} name
   * @param {string} tongue
   */
  forms(name, tongue) {
    const write = (/** @type {string} */ text, /** @type {readonly [RegExp, string]} */ [pattern, to]) => text.replace(pattern, to),
      spelt = [this.written[tongue].reduce(write, casefolded(name).normalize('NFC'))];
    if (tongue === 'P') for (const rule of this.also) spelt.push(...spelt.map((one) => write(one, rule)));
    const latin = tongue === 'P' ? ['polish', 'soft'] : ['english'];
    return [...new Set(spelt.flatMap((one) => [...this.spelling.skeletons(one, latin)]))];
  }

  /**
   * A name that no place bears, with the endings that Yiddish leaves out, or has -e for.
   * @param {string} name
   */
  endings(name) {
    if (this.inE.test(name)) return ['a', 'o'].map((end) => name.slice(0, -1) + end);
    return this.inNone.test(name) ? ['y', 'a'].map((end) => name + end) : [];
  }

  /**
   * Whether two names are one, each in its own language.
   * @param {string} name
   * @param {string} tongue
   * @param {string} other
   * @param {string} otherTongue
   * @returns {boolean}
   */
  same(name, tongue, other, otherTongue) {
    const { vowels } = this.rules;
    if (Object.hasOwn(vowels, otherTongue + tongue)) return this.same(other, otherTongue, name, tongue);
    if (!Object.hasOwn(vowels, tongue + otherTongue)) return false;
    const rules = vowels[tongue + otherTongue],
      theirs = this.forms(other, otherTongue);
    return this.forms(name, tongue).some((one) => theirs.some((two) => oneName(one, two, rules, tongue === 'P')));
  }
}

/**
 * @param {string} one
 * @param {string} two
 * @param {Record<'any' | 'closed' | 'l', string[]>} rules
 * @param {boolean} fuller whether the other has a vowel twice about r and l
 */
function oneName(one, two, rules, fuller) {
  const bones = consonants(one),
    [ours, theirs] = [between(one), between(two)],
    last = bones.length;
  if (bones !== consonants(two) || ours[last] !== theirs[last]) return false; // the last makes the number and the gender of a name
  return ours.slice(0, last).every((vowel, k) => {
    const other = theirs[k],
      pair = `${vowel} ${other}`,
      closed = k + 1 === last || !(ours[k + 1] || theirs[k + 1]);
    return (
      vowel === other.replaceAll('w', 'i') ||
      rules.any.includes(pair) ||
      (closed && rules.closed.includes(pair)) ||
      (bones[k - 1] === 'l' && rules.l.includes(pair)) ||
      (fuller && !vowel && FULL.includes(other) && k > 0 && 'rl'.includes(bones[k]) && FULL.includes(ours[k + 1]))
    );
  });
}

/**
 * The skeletons, by their numbers, under their consonants.
 * @param {string[]} spellings
 */
function byConsonants(spellings) {
  /** @type {Map<string, number[]>} */
  const found = new Map();
  for (const [k, bones] of consonants(spellings.join('\n')).split('\n').entries()) {
    const there = found.get(bones);
    if (there) there.push(k);
    else found.set(bones, [k]);
  }
  return found;
}

/**
 * Settlements whose own name is what a sister language makes of a name.
 * @param {Settlements} of
 * @param {string} name
 * @param {Map<number, string>} besides rows that are found already
 */
export function sistersOf(of, name, besides) {
  of.byConsonants ??= byConsonants(of.spellings);
  const { cognates, byConsonants: numbers, laid } = of,
    tongue = cognates.tongue(name),
    near = new Set(cognates.forms(name, tongue).flatMap((form) => numbers.get(consonants(form)) ?? [])),
    rows = new Set([...near].flatMap((k) => [...under(laid.bySpelling, k)]).filter((row) => !besides.has(row)));
  const isSister = (/** @type {number} */ row) => {
    const { name: own, land } = of.place(row);
    return cognates.same(name, tongue, own, cognates.tongue(own, land || '-'));
  };
  return new Set([...rows].filter(isSister));
}

/**
 * The towns that bear a name with an ending that Yiddish has not: a village has no such name.
 * @param {Settlements} of
 * @param {string} name
 * @returns {Bearer[]}
 */
export function endingOtherwise(of, name) {
  /** @type {Map<number, Bearer>} */
  const found = new Map();
  for (const spelt of of.cognates.endings(name))
    for (const one of of.matches(spelt))
      if (!one.cognate && (one.place.rank || one.place.people >= TOWN) && !found.has(one.place.row))
        found.set(one.place.row, { ...one, how: 'variant', cognate: true });
  return [...found.values()].sort((a, b) => of.before(a, b, fold(name)));
}
