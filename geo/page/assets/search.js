// Search: places by any name of theirs, coordinates, states, regions and days. A combobox after the ARIA authoring practices.
// Of several places of one name none is taken unasked; of what is not listed it is said how much there is.

/** @import { Place, Zone } from './mapdata.js' */
/** @import { Page } from './page.js' */
/** @import { Settlement, Settlements } from './settlements.js' */
/** @import { Lack } from './settlement_file.js' */

import { zoneAt } from './atlas.js';
import { readCoordinates } from './coordinates.js';
import { cited, find, findAll, make } from './elements.js';
import { keeper } from './keeping.js';
import { findLands } from './lands.js';
import { bothNames } from './names.js';
import { findPlaces, fold, indexed } from './places.js';
import { loadSettlements } from './settlement_file.js';
import { heldOn } from './tenure.js';
import { typedDay } from './typed_day.js';
import { countryWords, fill, inWords, latWords, lonWords, thousands } from './words.js';

/** @typedef {{ name: string, where: (Node | string)[], held: string, at?: { lat: number, lon: number }, take: () => void }} Entry what it is called, what stands below that, and where a place lies */

const MOST = 60, // of those that bear a name, as the program lists them
  MOST_BEGUN = 8,
  LIKE = 0.86, // of 1, from which on a name near in spelling is proposed
  IDLE_MS = 150, // before names near in spelling are sought
  CLOSE = 8, // zoom
  NEAR = 1.8; // degrees of latitude, 200 km; of longitude so far north it takes twice as many

const keepZone = keeper();

/** @param {string} district @param {string} country */
const placed = (district, country) => (district && country ? [cited(district), `, ${country}`] : district ? [cited(district)] : [country]);

/**
 * Entries of which no two are told alike: those of one name and district have their coordinates.
 * @param {Entry[]} entries
 */
function apart(entries) {
  const told = entries.map(({ name, where }) => [name, ...where].map((part) => (typeof part === 'string' ? part : part.textContent)).join(''));
  return entries.map((entry, k) => {
    const { at, where } = entry,
      alike = told.filter((one) => one === told[k]).length > 1;
    return at && alike ? { ...entry, where: [...where, ` \u00b7 ${latWords(at.lat, 2)} ${lonWords(at.lon, 2)}`] } : entry;
  });
}

export class Search {
  /**
   * @param {Page} page
   * @param {HTMLElement} box
   */
  constructor(page, box) {
    this.page = page;
    /** @type {Entry[]} */
    this.found = [];
    this.at = -1;
    this.sole = false; // whether the first is the only one that can be meant
    this.land = false; // whether the first is a region, a land or a state of that very name
    this.input = find(box, 'input', HTMLInputElement);
    this.popup = find(box, '.bs-found', HTMLElement);
    this.list = find(box, '[role=listbox]', HTMLElement);
    this.count = find(box, '.bs-count', HTMLElement); // above the list: how many, or none
    this.note = find(box, '.bs-note', HTMLElement);
    /** @type {import('./places.js').Known<Place>[] | null} */
    this.index = null; // until somebody seeks
    /** @type {Settlements | Lack | null} */
    this.settlements = null;
    /** @type {Promise<void> | null} */
    this.loading = null;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.idle = undefined;
    /** @type {string | null} */
    this.day = null; // that was typed
    box.hidden = !page.atlas.places.length;
    this.input.addEventListener('input', () => this.look());
    this.input.addEventListener('focus', () => {
      if (this.input.value) this.look();
    });
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.input.addEventListener('blur', () => this.fold());
    this.popup.addEventListener('pointerdown', (event) => {
      event.preventDefault(); // whoever scrolls the list still types
    });
    // a finger that scrolls the list chooses nothing
    this.popup.addEventListener('click', ({ target }) => {
      const at = this.options.findIndex((option) => target instanceof Node && option.contains(target));
      if (at >= 0) this.take(at);
    });
  }

  get options() {
    return findAll(this.list, '[role=option]', HTMLElement);
  }

  /** The settlements, once their file is here; without it the larger places are all. */
  load() {
    const { atlas } = this.page,
      { settlements } = atlas;
    if (!settlements) return Promise.resolve();
    this.loading ??= loadSettlements({ ...atlas, settlements }).then((found) => {
      this.settlements = found;
    });
    return this.loading;
  }

  look() {
    const typed = this.input.value.trim(),
      { page } = this;
    clearTimeout(this.idle);
    if (!typed) {
      this.found = [];
      this.fold();
      return;
    }
    if (!this.settlements) this.load().then(() => this.input.value.trim() && document.activeElement === this.input && this.look());
    const { days } = page.atlas,
      say = (/** @type {string} */ date) => inWords(page.words, date),
      { settlements: of } = this,
      season = of && typeof of !== 'string' ? of.season(typed) : null,
      dated = page.timeline && !readCoordinates(typed) ? (season ?? typedDay(typed, page.words, days)) : null,
      sought = dated ? dated.rest : typed,
      point = readCoordinates(sought),
      notes = [],
      /** @type {Entry[]} */
      entries = [];
    this.day = dated?.day ?? null;
    this.land = false;
    if (dated && !dated.day)
      notes.push(fill(page.words.search_no_day, { date: dated.date, from: say(days.from), last: say(days.last), day: say(page.state.day) }));
    if (!sought) {
      if (dated?.day) entries.push({ name: say(dated.day), where: [page.words.slider], held: '', take: () => {} });
    } else if (point) {
      const inside = zoneAt(page.atlas, point.lon, point.lat);
      if (inside)
        entries.push({
          name: `${latWords(point.lat, 4)}, ${lonWords(point.lon, 4)}`,
          where: [],
          held: this.held(point),
          take: () => this.go({ ...point, place: null }),
        });
      else notes.push(page.words.outside);
    } else {
      const { lands = {}, region_names: regions = {} } = of && typeof of !== 'string' ? of.head.rules : {};
      const told = findLands(page, sought, this.day ?? page.state.day, lands, regions);
      this.land = Boolean(told[0]?.whole);
      for (const { name, what, held, zones, whole, region } of told)
        entries.push({
          name,
          where: [what],
          held: held && `${say(this.day ?? page.state.day)}: ${held}`,
          take: () => {
            const moved = zones.filter(({ area }) => area), // of a land that reaches farther, what the page is about
              framed = moved.length ? moved : zones;
            if (region) page.card.askLand({ name, what, held, zones, whole, region });
            else page.card.close();
            if (held && !region) page.announce(`${name}, ${say(page.state.day)}: ${held}`);
            page.camera.fly((held ? framed : zones).map(({ box }) => box));
          },
        });
    }
    this.sole = entries.length === 1 || this.land;
    const count = point || !sought ? '' : this.named(sought, entries, notes);
    this.sole ||= entries.length === 1;
    this.sole &&= !dated || dated.day !== null; // the answer would be of another day than was typed
    this.show(entries, notes, count);
  }

  /**
   * What bears a name, then what begins so.
   * @param {string} typed
   * @param {Entry[]} entries
   * @param {string[]} notes
   * @returns {string} how many bear the name, if several do, or that none does
   */
  named(typed, entries, notes) {
    const { words, atlas } = this.page,
      { settlements } = this;
    if (!settlements || typeof settlements === 'string') {
      this.index ??= indexed(atlas.places);
      const found = findPlaces(this.index, typed);
      entries.push(...found.slice(0, MOST_BEGUN).map((place) => this.entry(place)));
      this.sole = entries.length === 1 || (this.land && !found.some(({ name, then }) => fold(name) === fold(typed) || fold(then) === fold(typed)));
      if (found.length > MOST_BEGUN) notes.push(fill(words.search_begin, { n: thousands(found.length - MOST_BEGUN) }));
      if (settlements) notes.push(fill(words[settlements], { file: atlas.settlements?.file ?? '' }));
      else if (atlas.settlements) notes.push(words.search_loading);
      return entries.length ? '' : words.no_place;
    }
    const all = settlements.find(typed),
      { name, bearers, idle, inside } = all,
      { begun, count } = settlements.begin(name, MOST_BEGUN, bearers.map(({ place }) => place.row));
    // it stands first; a land does where no place bears its very name
    this.sole = this.land ? bearers.every(({ bears }) => fold(bears) !== fold(name)) : !entries.length && settlements.meant(all) !== null;
    entries.push(...[...bearers.slice(0, MOST), ...begun].map(({ place, bears }) => this.entry(place, bears)));
    const also = bearers.filter(({ cognate }) => cognate).length,
      counted = bearers.length > 1 ? fill(words.search_called, { n: thousands(bearers.length), name }) : '';
    const outside = { city: words.search_city, 'city too': words.search_city_too, abroad: words.search_country, country: '', land: '', '': '' }[all.outside];
    if (outside) notes.push(fill(outside, { name }));
    if (also && bearers.length > 1) notes.push(fill(words.search_cognates, { n: thousands(also) }));
    for (const where of this.sole ? [] : idle) notes.push(fill(words.search_idle, { where, n: thousands(inside) }));
    notes.push(...settlements.notes(all, document.documentElement.lang, words.search_none_there));
    if (bearers.length > MOST) notes.push(fill(words.search_more, { n: thousands(bearers.length - MOST) }));
    if (count > MOST_BEGUN) notes.push(fill(words.search_begin, { n: thousands(count - MOST_BEGUN) }));
    const thin = settlements.head.rules.thin.filter((region) => !bearers.length || bearers.some(({ place }) => this.near(region, place))),
      known = bearers.length === 1 && bearers[0].place.rank;
    const meant = bearers.length > 0 || !entries.length; // a place, and not a region or a state
    if (!count && thin.length && !known && meant) notes.push(fill(words.search_thin, { regions: thin.map((region) => atlas.labels[region]?.find(Boolean)).filter(Boolean).join(', ') }));
    if (entries.length) return counted;
    this.idle = setTimeout(() => {
      const like = settlements.like(name).filter((near) => (near.like ?? 0) >= LIKE);
      if (like.length) this.show(like.map(({ place, bears }) => this.entry(place, bears)), notes, words.search_like);
    }, IDLE_MS);
    return words.no_place;
  }

  /**
   * Whether a region may lie within some 200 km of a place: as its box has it.
   * @param {string} region
   * @param {Place} place
   */
  near(region, { lat, lon }) {
    return this.page.atlas.zones.some(
      ({ region: own, box: [west, south, east, north] }) =>
        own === region && lon > west - 2 * NEAR && lon < east + 2 * NEAR && lat > south - NEAR && lat < north + NEAR,
    );
  }

  /**
   * @param {Place | Settlement} place
   * @param {string} [bears] the name that it was found by
   * @returns {Entry}
   */
  entry(place, bears = place.name) {
    const { words } = this.page,
      also = bears === place.name || bears === place.then ? '' : bears,
      where = 'row' in place ? placed(place.district, countryWords(words, place)) : [],
      by = also ? [fill(words.search_is, { bears: also }), ...(where.length ? [' \u00b7 '] : [])] : [];
    return { name: bothNames(place, words), where: [...by, ...where], at: place, held: this.held(place), take: () => this.go({ ...place, place, also }) };
  }

  /** @param {{ lat: number, lon: number }} point */
  held(point) {
    const { words, atlas, state } = this.page,
      zone = /** @type {Zone | undefined} */ (keepZone(point, '', () => zoneAt(atlas, point.lon, point.lat)));
    if (!zone) return '';
    const told = heldOn(words, atlas, zone, this.day ?? state.day, point);
    return this.day ? `${inWords(words, this.day)}: ${told}` : told;
  }

  /** @param {{ lat: number, lon: number, place: Place | null, also?: string }} at a place, and what else it is called that was sought */
  go({ lat, lon, place, also }) {
    const { camera, card, map } = this.page;
    card.ask(lat, lon, place, { focus: true, also });
    camera.flyTo(lat, lon, Math.max(map.getZoom(), CLOSE));
  }

  /**
   * @param {Entry[]} entries
   * @param {string[]} notes
   * @param {string} [count]
   */
  show(entries, notes, count = '') {
    this.found = entries;
    this.at = -1;
    this.list.replaceChildren(
      ...apart(entries).map(({ name, where, held }, k) =>
        make(
          'li',
          { role: 'option', id: `bs-option-${k}`, 'aria-selected': 'false' },
          make('span', {}, name),
          make('small', {}, held),
          ...(where.length ? [make('small', { class: 'bs-where' }, ...where)] : []),
        ),
      ),
    );
    this.list.hidden = !entries.length;
    this.count.textContent = count;
    this.note.textContent = notes.join(' ');
    this.popup.hidden = false;
    this.list.scrollTop = 0;
    this.input.setAttribute('aria-expanded', String(Boolean(entries.length)));
    this.input.removeAttribute('aria-activedescendant');
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const open = this.found.length && !this.popup.hidden;
    if (event.key === 'Escape') {
      if (!this.popup.hidden) event.stopPropagation(); // what it is in stays open
      this.fold();
      this.input.value = '';
      return;
    }
    if (event.key === 'Enter' && open) {
      event.preventDefault();
      if (this.at >= 0 || this.sole) this.take(Math.max(this.at, 0));
      else {
        this.point(0);
        this.count.textContent = `${this.count.textContent} ${this.page.words.search_choose}`.trim();
      }
      return;
    }
    if (!['ArrowDown', 'ArrowUp'].includes(event.key) || !open) return;
    event.preventDefault();
    const n = this.found.length;
    this.point(event.key === 'ArrowDown' ? (this.at + 1) % n : (Math.max(this.at, 0) - 1 + n) % n);
  }

  /** @param {number} at */
  point(at) {
    this.at = at;
    for (const [k, option] of this.options.entries()) option.setAttribute('aria-selected', String(k === at));
    this.options[at].scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', `bs-option-${at}`);
  }

  /** @param {number} k */
  take(k) {
    const entry = this.found[k];
    if (!entry) return;
    this.input.value = entry.name;
    this.fold();
    this.page.sheet.fold();
    if (this.day) {
      this.page.timeline?.stop();
      this.page.set({ day: this.day });
    }
    entry.take();
  }

  /**
   * The place that an address names, if there is one of that name there.
   * @param {{ name: string, lat: number, lon: number }} at
   */
  async recall({ name, lat, lon }) {
    await this.load();
    const { settlements } = this,
      there = (/** @type {Place} */ place) => Math.abs(place.lat - lat) < 1e-4 && Math.abs(place.lon - lon) < 1e-4;
    if (settlements && typeof settlements !== 'string') return settlements.matches(name).find(({ place }) => there(place))?.place ?? null;
    return this.page.atlas.places.find((place) => place.name === name && there(place)) ?? null;
  }

  fold() {
    clearTimeout(this.idle);
    this.popup.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }
}
