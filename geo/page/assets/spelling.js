// One name in many spellings: geo/atlas/spelling.py in the page, by the rules that it hands over.

import { casefolded } from './places.js';

/**
 * @typedef {object} SpellingRules
 * @property {Record<string, string>} accented
 * @property {Record<string, string>} cyrillic
 * @property {Record<string, string>} alike
 * @property {string} certain
 * @property {Record<string, [string, string][]>} digraphs of each way of reading
 * @property {string} umlaut
 * @property {string} umlaut_or_two
 * @property {Record<string, string>} apart
 * @property {string} round
 * @property {string} soft_round
 * @property {string} soft_t
 * @property {string} no_letter
 * @property {string} twice
 * @property {string} ov
 * @property {string} palatal
 * @property {string} plural
 * @property {Record<string, Record<string, string>>} romanised
 * @property {Record<string, Record<string, string>>} at_start
 */

const MARKS = /\p{M}/gu,
  CYRILLIC = /[\u0400-\u04ff]/,
  APOSTROPHES = /['\u2019\u02bc]/g,
  WORD = /[\p{L}\p{N}_]+/gu;

/**
 * @param {string} text
 * @param {Record<string, string>} table
 */
const translated = (text, table) => Array.from(text, (letter) => table[letter] ?? letter).join('');

export class Spelling {
  /** @param {SpellingRules} rules */
  constructor(rules) {
    this.rules = rules;
    const pattern = (/** @type {string} */ source) => new RegExp(source, 'g');
    this.softT = pattern(rules.soft_t);
    this.noLetter = pattern(rules.no_letter);
    this.twice = pattern(rules.twice);
    this.ov = pattern(rules.ov);
    this.palatal = pattern(rules.palatal);
    this.plural = pattern(rules.plural);
  }

  /**
   * What is left of a name whoever spelt it.
   * @param {string} name
   * @param {string[]} [readings] ways of reading Latin letters; all of them if left out
   */
  skeletons(name, readings = Object.keys(this.rules.digraphs)) {
    const { accented, cyrillic, digraphs } = this.rules,
      kept = translated(casefolded(name).normalize('NFC'), accented),
      apart = kept.replaceAll('й', 'и').replaceAll('ї', 'и').normalize('NFKD').replace(MARKS, '');
    const found = CYRILLIC.test(kept)
      ? [apart, apart.replaceAll('дз', 'д').replace(this.softT, 'т')].map((text) => translated(text, cyrillic))
      : readings.map((reading) => this.read(apart, digraphs[reading]));
    return new Set(found.map((text) => this.merged(text)).filter(Boolean));
  }

  /**
   * @param {string} text
   * @param {[string, string][]} reading
   */
  read(text, reading) {
    const { certain } = this.rules;
    return reading
      .reduce((read, [digraph, letter]) => read.replaceAll(digraph, letter === 'c' ? certain : letter), text)
      .replaceAll(certain, 'c');
  }

  /** @param {string} text */
  merged(text) {
    const once = translated(text, this.rules.alike).replaceAll("'", '').replace(this.twice, '$1');
    return once.replace(this.ov, 'ov').replace(this.palatal, '').replace(this.plural, 'i').replace(this.noLetter, '');
  }

  /**
   * Whether two names that share a skeleton are only like each other, and may be two names.
   * @param {string} name as it was asked for
   * @param {string} bears
   */
  byLikeness(name, bears) {
    const { umlaut, umlaut_or_two: orTwo, apart, round, soft_round: soft } = this.rules,
      numbers = (/** @type {string} */ one) => Array.from(one.matchAll(/\d+/g), String),
      small = [name, bears].map((one) => casefolded(one).normalize('NFC')),
      begins = (/** @type {string} */ one, /** @type {string} */ how) => new RegExp(`^(?:${how})`).test(one);
    if (numbers(name).some((one) => !numbers(bears).includes(one))) return true;
    if (small.some((one, k) => begins(one, soft) && begins(small[1 - k], round))) return true;
    if (!small.some((one) => new RegExp(orTwo).test(one))) return false;
    const share = (/** @type {string} */ pattern, /** @type {string[]} */ readings) => {
      const [own, other] = small.map((one) => this.skeletons(one.replace(new RegExp(pattern, 'g'), (found) => apart[found] ?? 'oqe'), readings));
      return [...own].some((bones) => other.has(bones));
    };
    const readings = Object.keys(this.rules.digraphs);
    if (share(orTwo, readings)) return false;
    return !share(umlaut, readings.filter((reading) => reading !== 'german')); // two letters may be two sounds
  }

  /**
   * A Cyrillic name in Latin letters, as its country writes it.
   * @param {string} name
   * @param {string} country
   */
  romanised(name, country) {
    if (!CYRILLIC.test(name)) return name;
    const { romanised, at_start } = this.rules,
      table = romanised[country] ?? romanised.RU,
      first = at_start[country] ?? {};
    return name.replace(APOSTROPHES, '').replace(WORD, (word) => {
      const small = country === 'UA' ? casefolded(word).replaceAll('зг', 'з\0') : casefolded(word),
        spelt = Array.from(small, (letter, k) => (k ? (letter === '\0' ? 'gh' : (table[letter] ?? letter)) : (first[letter] ?? table[letter] ?? letter))).join('');
      return word[0] === word[0].toUpperCase() ? spelt.charAt(0).toUpperCase() + spelt.slice(1) : spelt;
    });
  }
}
