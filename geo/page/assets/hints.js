// What a paper writes beside a name: geo/atlas/hints.py in the page, by the patterns that it hands over.

import { fold } from './places.js';

/** @typedef {{ kind: string, hint: string, hint_word: string, hint_end: string,
 *   voivodeship: string, adjective: string, genitive: string, of_district: string, of_genitive: string, seats: Record<string, string[]>, last_word: string, country: Record<string, string>,
 *   kinds: Record<string, string>, declined: Record<string, string[]> }} HintRules */

/** @typedef {{ name: string, hints: string[] }} Asked a name, and what was said of where to look, as it was written */

const INSIDE = /[([]([^()[\]]*)[)\]]/g,
  BRACKETS = /\s*[([][^()[\]]*[)\]]/g,
  PARTED = /\s*[,;]\s*/,
  LEAST_STEM = 2; // letters that stay before an ending

export const PROVINCE = ' Voivodeship'; // behind the name of a province that is a town's, as in geo/atlas/hints.py

export class Hints {
  /** @param {HintRules} rules */
  constructor(rules) {
    this.rules = rules;
    const pattern = (/** @type {string} */ source) => new RegExp(source, 'iu');
    this.kind = pattern(rules.kind);
    this.hint = pattern(rules.hint);
    this.word = pattern(rules.hint_word);
    this.end = pattern(rules.hint_end);
    this.voivodeship = pattern(rules.voivodeship);
    this.adjective = pattern(rules.adjective);
    this.genitive = pattern(rules.genitive);
    this.district = pattern(rules.of_district);
    this.ofGenitive = pattern(rules.of_genitive);
    this.kinds = Object.entries(rules.kinds).map(([kind, source]) => ({ kind, says: pattern(source) }));
    this.ends = Object.keys(rules.declined).sort((a, b) => b.length - a.length);
    this.last = new RegExp(`^(?:${rules.last_word})$`, 'u');
  }

  /**
   * Part a name from what a paper writes beside it.
   * @param {string} text
   * @returns {Asked}
   */
  read(text) {
    const inside = Array.from(text.matchAll(INSIDE), ([, held]) => held),
      [first, ...parts] = text.replace(BRACKETS, '').split(PARTED).map((part) => part.trim()),
      [named, ...more] = first.split(this.hint);
    const name = named.replace(this.kind, '') || named,
      hints = [...more, ...parts, ...inside].flatMap((whole) => whole.split(PARTED)).map((part) => part.trim());
    return { name: name.trim(), hints: [...new Set(hints.filter(Boolean))] };
  }

  /** Of which kind that is which stands beside a name: gubernia, near, raion, district, province, or empty. @param {string} hint */
  kindOf(hint) {
    const stripped = hint.trim();
    return this.kinds.find(({ says }) => says.test(stripped))?.kind ?? '';
  }

  /** The towns of which a district had its adjective where rules lead elsewhere. @param {string} adjective */
  seatsCalled = (adjective) => this.rules.seats[adjective.toLowerCase().replace(this.ofGenitive, 'ий')] ?? [];

  /** What a town may be called of whose name another case, or an adjective, stands beside a place's. @param {string} name */
  undeclined(name) {
    const cases = this.ends.filter((end) => name.endsWith(end) && name.length - end.length >= LEAST_STEM);
    return cases.flatMap((end) => this.rules.declined[end].map((own) => name.slice(0, -end.length) + own));
  }

  /** @param {string} hint */
  bare(hint) {
    const stripped = hint.trim(),
      named = stripped.replace(this.word, '').replace(this.end, '') || stripped,
      bare = named.replace(this.genitive, this.district.test(stripped) ? 'i' : 'ie');
    return this.voivodeship.test(stripped) && !this.adjective.test(bare) ? bare + PROVINCE : bare;
  }

  /**
   * A name that no place bears, its last word parted from it by a comma if that is a land, a province's seat or a country.
   * @param {string} name
   * @param {Record<string, unknown>} lands
   */
  lastApart(name, lands) {
    const found = this.last.exec(name);
    if (!found) return '';
    const bare = this.bare(found[2]).replace(this.genitive, 'ie'),
      isLand = [bare, bare + PROVINCE].some((land) => Object.hasOwn(lands, fold(land))) || this.country(bare);
    return isLand ? `${found[1]}, ${found[2]}` : '';
  }

  /**
   * A country's English name, in whatever language it is given; empty if it is none.
   * @param {string} name
   */
  country(name) {
    return this.rules.country[fold(name)] ?? '';
  }
}
