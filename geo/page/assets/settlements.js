// The settlements of the gazetteer, searched as the program does: geo/atlas/gazetteer.py and namesakes.py in the page.
// This code comes with them, in the file beside the page.

/** @import { Atlas, Place, Zone } from './mapdata.js' */
/** @import { CaseRules } from './cases.js' */
/** @import { CognateRules } from './cognates.js' */
/** @import { HintRules } from './hints.js' */
/** @import { Beside } from './reach.js' */
/** @import { SpellingRules } from './spelling.js' */

import { edits, likeness } from './alike.js';
import { zonesWithin } from './answer.js';
import { zoneAt } from './atlas.js';
import { besideNotes } from './beside_notes.js';
import { inAnotherCase, inFirstCase } from './cases.js';
import { Cognates, endingOtherwise, sistersOf } from './cognates.js';
import { Hints } from './hints.js';
import { CITY, isLand, isTown, meant, outsideOf, TOWN } from './namesakes.js';
import { fold } from './places.js';
import { column, laid, under } from './settlement_columns.js';
import { pointedBy } from './reach.js';
import { seasonIn } from './season.js';
import { Spelling } from './spelling.js';
import { liesPerhaps } from './whereabouts.js';

/**
 * What the file holds before its bytes.
 * @typedef {object} Head
 * @property {number} rows
 * @property {number} steps of a degree
 * @property {string[]} districts
 * @property {string[]} lands today's countries, two letters
 * @property {number[]} sigmas metres
 * @property {{ spelling: SpellingRules, hints: HintRules, countries: Record<string, string>,
 *   cognates: CognateRules, cases: CaseRules,
 *   regions: Record<string, string>, region_names: Record<string, string>, lands: Record<string, string[]>, land_names: string[], told: Record<string, Record<string, string>>, seasons: string[], provinces: Record<string, Record<string, string[]>>, in_part: Record<string, Record<string, string[]>>, adjective: string, feminine: string, abroad: string[], thin: string[], cities: string[] }} rules
 * @property {Record<string, number>} parts how many bytes each has, in their order
 */

/**
 * A settlement, as the page has places.
 * @typedef {Place & { row: number, sigma: number, district: string, land: string, country: string, people: number }} Settlement
 */

/**
 * A settlement that a name may mean: how it matched, which of its names, how like that is where it is only near, and
 * whether it is but what another language of the land makes of it, or the first case of what was asked.
 * @typedef {{ place: Settlement, how: 'exact' | 'folded' | 'variant' | 'near', bears: string, like?: number, cognate?: boolean, declined?: boolean }} Bearer
 */

/**
 * What bears a name: first what lies where it was asked for, and how many these are.
 * @typedef {{ name: string, bearers: Bearer[], inside: number, unheeded: string[], idle: string[], heeded: boolean, beside: Beside[], outside: '' | 'city' | 'city too' | 'abroad' | 'country' | 'land' }} Namesakes
 */

const WIDE_M = 2500; // as in geo/atlas/candidates.py

const LEAST = 3, // as in geo/atlas/likeness.py
  MEDIUM = 5,
  LONG = 9,
  MOST_LIKE = 12,
  MOST_SPELT = 40,
  END = 3;

const BETWEEN = '\x01'; // names: no blank, for those are folded into one

const WORD_FROM = 3; // letters, from which on later words of a name are looked at too

const alphabetical = (/** @type {string} */ a, /** @type {string} */ b) => (a < b ? -1 : Number(a > b));

/** @param {number} letters */
const mayBeWrong = (letters) => (letters < LEAST ? 0 : letters <= MEDIUM ? 1 : letters <= LONG ? 2 : 3);

export class Settlements {
  /**
   * @param {Head} head
   * @param {Atlas} atlas
   * @param {string[]} names
   * @param {string[]} folded
   * @param {string[]} spellings
   * @param {Record<string, Int32Array>} columns
   */
  constructor(head, atlas, names, folded, spellings, columns) {
    this.head = head;
    this.atlas = atlas;
    this.names = names;
    this.folded = folded;
    this.spellings = spellings;
    this.columns = columns;
    this.spelling = new Spelling(head.rules.spelling);
    this.cognates = new Cognates(head.rules.cognates, this.spelling);
    this.hints = new Hints(head.rules.hints);
    /** @type {Map<string, number[]> | null} */
    this.byConsonants = null; // the skeletons, until a name is sought
    this.cities = new Set(head.rules.cities);
    this.adjective = new RegExp(head.rules.adjective);
    this.feminine = new RegExp(head.rules.feminine);
    this.laid = laid(columns, head, names, spellings.length);
    /** @type {Map<number, Settlement>} */
    this.places = new Map();
  }

  /** @param {number} row */
  namesOf(row) {
    const { firstName, named } = this.laid;
    return Array.from(named.subarray(firstName[row], firstName[row + 1]), (k) => this.names[k]);
  }

  /**
   * @param {number} row
   * @returns {Settlement}
   */
  place(row) {
    const known = this.places.get(row);
    if (known) return known;
    const { then, sigma, district, land, people, rank } = this.columns,
      { districts, lands, sigmas, rules } = this.head,
      names = this.namesOf(row);
    const place = {
      row,
      name: names[0],
      then: then[row] ? names[1] : '',
      lon: this.laid.lons[row],
      lat: this.laid.lats[row],
      rank: rank[row],
      founded: 0,
      sigma: sigmas[sigma[row]],
      district: districts[district[row]],
      land: lands[land[row]],
      country: rules.countries[lands[land[row]]] ?? lands[land[row]],
      people: people[row],
    };
    this.places.set(row, place);
    return place;
  }

  /**
   * The names, by their numbers, that begin so: the first, and the first that no longer does.
   * @param {string} begun folded
   */
  range(begun) {
    const bound = (/** @type {(name: string) => boolean} */ before) => {
      let low = 0,
        high = this.folded.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (before(this.folded[middle])) low = middle + 1;
        else high = middle;
      }
      return low;
    };
    const first = bound((name) => name < begun);
    return [first, bound((name) => name < begun || name.startsWith(begun))];
  }

  /** @param {string} skeleton */
  spelt(skeleton) {
    let low = 0,
      high = this.spellings.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.spellings[middle] < skeleton) low = middle + 1;
      else high = middle;
    }
    return this.spellings[low] === skeleton ? under(this.laid.bySpelling, low) : [];
  }

  /**
   * Every settlement that bears a name, in one spelling or another, the likeliest first.
   * @param {string} name
   * @returns {Bearer[]}
   */
  matches(name) {
    const asked = fold(name),
      written = name.trim().normalize('NFC');
    if (!asked) return [];
    /** @type {Map<number, Bearer['how']>} */
    const hows = new Map();
    const bears = (/** @type {number} */ row, /** @type {boolean} */ exact) =>
      hows.set(row, this.columns.restored[row] ? 'variant' : exact || hows.get(row) === 'exact' ? 'exact' : 'folded');
    for (let [k] = this.range(asked); this.folded[k] === asked; k++)
      for (const row of under(this.laid.byName, k)) bears(row, this.names[k] === written);
    for (const row of this.laid.parted.get(asked) ?? []) bears(row, false);
    const skeletons = this.spelling.skeletons(name);
    for (const skeleton of skeletons) for (const row of this.spelt(skeleton)) if (!hows.has(row)) hows.set(row, 'variant');
    const sisters = sistersOf(this, name, hows);
    for (const row of sisters) hows.set(row, 'variant');
    const bearer = (/** @type {number} */ row) => ({ place: this.place(row), bears: this.bears(row, name, asked, skeletons), cognate: sisters.has(row) });
    return Array.from(hows, ([row, how]) => ({ how, ...bearer(row) })).sort((a, b) => this.before(a, b, asked));
  }

  /** The name of a settlement that matched. @param {number} row @param {string} name @param {string} asked @param {Set<string>} skeletons */
  bears(row, name, asked, skeletons) {
    const names = this.namesOf(row),
      spelt = (/** @type {string} */ one) => [...this.spelling.skeletons(one)].some((skeleton) => skeletons.has(skeleton));
    return names.find((one) => one === name || fold(one) === asked) ?? names.find(spelt) ?? names[0];
  }

  /** @param {Bearer} a @param {Bearer} b @param {string} asked */
  before(a, b, asked) {
    const own = (/** @type {Settlement} */ { name, then, people }) => Number(fold(name) === asked || fold(then) === asked || people >= TOWN),
      tier = (/** @type {Bearer} */ { how, place }) => (how === 'variant' ? (place.people < CITY ? 3 : 1) : isTown(place) ? 0 : 2),
      [p, q] = [a.place, b.place];
    return (
      tier(a) - tier(b) ||
      Number(a.cognate) - Number(b.cognate) ||
      (p.rank || 10) - (q.rank || 10) ||
      own(q) - own(p) ||
      q.people - p.people ||
      alphabetical(p.name, q.name) ||
      q.lat - p.lat ||
      p.lon - q.lon
    );
  }

  /**
   * What bears the name in a text; a name that only looks like one with something beside it is one.
   * @param {string} text
   * @returns {{ name: string, hints: string[], all: Bearer[] }}
   */
  bearing(text) {
    const { name, hints } = this.hints.read(text),
      whole = name === text ? [] : this.matches(text);
    if (whole.length) return { name: text, hints: [], all: whole };
    const all = this.matches(name),
      parted = all.length ? '' : this.hints.lastApart(name, this.head.rules.lands),
      inner = parted ? this.bearing(parted) : null; // a paper that leaves out the comma
    if (inner?.all.length) return { ...inner, hints: [...inner.hints, ...hints] };
    if (all.length) return { name, hints, all };
    const { plain } = inFirstCase(this, name),
      named = plain ? this.bearing(plain) : null;
    if (named?.all.length) return { ...named, hints: [...named.hints, ...hints] };
    const otherwise = endingOtherwise(this, name);
    return { name, hints, all: otherwise.length ? otherwise : inAnotherCase(this, name) };
  }

  /**
   * Everything that bears a name, those first that lie where else was said.
   * @param {string} text
   * @returns {Namesakes}
   */
  find(text) {
    const { name, hints, all } = this.bearing(text),
      [unheeded, idle] = [/** @type {string[]} */ ([]), /** @type {string[]} */ ([])],
      /** @type {Beside[]} */
      besides = [];
    let kept = all;
    for (const where of hints) {
      const { pointed, beside } = pointedBy(this, kept, where);
      besides.push(beside);
      if (pointed.length > 1 && pointed.length === kept.length) idle.push(where);
      if (pointed.length) kept = pointed;
      else unheeded.push(where);
    }
    const found = { name, bearers: [...kept, ...all.filter((one) => !kept.includes(one))], inside: kept.length, unheeded, idle, beside: besides, heeded: unheeded.length < hints.length };
    return { ...found, outside: outsideOf(this, found) || (isLand(this, found, text) ? 'land' : '') };
  }

  /** Sentences on what stands beside a name. @param {Namesakes} found @param {string} lang @param {string} none */
  notes = (found, lang, none) => besideNotes(this, found, lang, none);

  /** Whether it is not known that a place lay where it was asked for. @param {Settlement} place @param {string} where */
  liesPerhaps = (place, where) => liesPerhaps(this, place, where);

  /** A season or a decade in what was typed. @param {string} typed */
  season = (typed) => seasonIn(this.head.rules.seasons, typed);

  /** The one of those that bear a name that is plainly meant, if there is. @param {Namesakes} found */
  meant = (found) => meant(this, found);

  /** @param {Settlement} place */
  zone(place) {
    return /** @type {Zone} */ (zoneAt(this.atlas, place.lon, place.lat));
  }

  /**
   * The zones that a settlement may lie in: its own, and of wide error others about it.
   * @param {Settlement} place
   */
  mayLieIn(place) {
    const { lon, lat, sigma } = place;
    return sigma < WIDE_M ? [this.zone(place)] : zonesWithin(this.atlas, lon, lat, 2 * sigma);
  }

  /**
   * Settlements of which a name, or a word of it, begins so: the likeliest, and how many there are.
   * @param {string} begun
   * @param {number} most
   * @param {Iterable<number>} [besides] rows that are told already
   */
  begin(begun, most, besides = []) {
    const asked = fold(begun),
      told = new Set(besides),
      { byName, named, firstName } = this.laid,
      { rank, people, then } = this.columns,
      /** @type {Map<number, { order: number, name: number }>} */
      found = new Map();
    const take = (/** @type {number} */ name, /** @type {number} */ within) => {
      for (const row of under(byName, name)) {
        const own = named[firstName[row]] === name || (then[row] && named[firstName[row] + 1] === name),
          order = within + Number(!own);
        if (!told.has(row) && order < (found.get(row)?.order ?? Infinity)) found.set(row, { order, name });
      }
    };
    const [first, end] = asked ? this.range(asked) : [0, 0];
    for (let k = first; k < end; k++) take(k, 0);
    if (asked.length >= WORD_FROM) {
      const inner = ` ${asked}`;
      for (let k = 0; k < this.folded.length; k++) if (this.folded[k].includes(inner)) take(k, 2);
    }
    const rows = [...found].sort(
      ([a, { order: p }], [b, { order: q }]) => p - q || (rank[a] || 10) - (rank[b] || 10) || people[b] - people[a] || a - b,
    );
    return {
      begun: rows.slice(0, most).map(([row, { name }]) => ({ place: this.place(row), bears: this.names[name] })),
      count: rows.length,
    };
  }

  /**
   * Settlements whose names are near in spelling, the nearest first.
   * @param {string} name
   * @returns {Bearer[]}
   */
  like(name) {
    /** @type {Map<number, number>} */
    const off = new Map();
    if (this.hints.kindOf(name)) return []; // what only says where a place lies
    for (const skeleton of this.spelling.skeletons(name)) {
      const most = mayBeWrong(skeleton.length),
        end = skeleton.slice(-END);
      if (!most) continue;
      for (let k = 0; k < this.spellings.length; k++) {
        const other = this.spellings[k];
        if (Math.abs(other.length - skeleton.length) > most || other.length < LEAST) continue;
        if (other.charCodeAt(0) !== skeleton.charCodeAt(0) && !other.endsWith(end)) continue;
        const far = edits(skeleton, other, most);
        if (far <= most) off.set(k, Math.min(far, off.get(k) ?? far));
      }
    }
    const nearest = [...off].sort((a, b) => a[1] - b[1] || a[0] - b[0]).slice(0, MOST_SPELT),
      /** @type {Map<number, number>} */
      rows = new Map();
    for (const [k, far] of nearest)
      for (const row of under(this.laid.bySpelling, k)) if (!rows.has(row)) rows.set(row, far);
    const told = Array.from(rows, ([row, far]) => ({ place: this.place(row), far, ...this.likest(name, this.place(row)) }));
    told.sort(
      (a, b) =>
        a.far - b.far ||
        b.like - a.like ||
        b.place.people - a.place.people ||
        alphabetical(a.place.name, b.place.name) ||
        a.place.lon - b.place.lon ||
        a.place.lat - b.place.lat,
    );
    return told.slice(0, MOST_LIKE).map(({ place, bears, like }) => ({ place, how: 'near', bears, like }));
  }

  /** @param {string} name @param {Settlement} place */
  likest(name, { land, row }) {
    const plain = (/** @type {string} */ one) => fold(this.spelling.romanised(one, land)),
      asked = plain(name);
    const all = this.namesOf(row).map((bears) => ({ bears, like: likeness(asked, plain(bears)) }));
    return all.reduce((best, one) => (one.like > best.like || (one.like === best.like && one.bears > best.bears) ? one : best));
  }
}

/**
 * Read the file: one thing after the other, and whoever types goes first.
 * @param {Head} head
 * @param {Uint8Array} bytes
 * @param {Atlas} atlas
 * @param {() => Promise<void>} pause
 */
export async function openSettlements(head, bytes, atlas, pause) {
  /** @type {Record<string, Uint8Array>} */
  const parts = {};
  let at = 0;
  for (const [name, length] of Object.entries(head.parts)) parts[name] = bytes.subarray(at, (at += length));
  const { names: named, skeletons, ...packed } = parts,
    lines = (/** @type {Uint8Array} */ part) => new TextDecoder().decode(part);
  /** @type {Record<string, Int32Array>} */
  const columns = {};
  for (const [name, part] of Object.entries(packed)) {
    columns[name] = column(part);
    await pause();
  }
  const names = lines(named),
    spellings = lines(skeletons).split('\n');
  await pause();
  const folded = fold(names); // all at once: letters are folded each by itself
  await pause();
  return new Settlements(head, atlas, names.split(BETWEEN), folded.split(BETWEEN), spellings, columns);
}
