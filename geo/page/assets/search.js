// Search a place by its name of then or of now: a combobox after the ARIA authoring practices.

/** @import { Place } from './mapdata.js' */
/** @import { Page } from './page.js' */

import { zoneAt } from './atlas.js';
import { find, findAll, make } from './elements.js';
import { bothNames } from './names.js';
import { findPlaces, indexed } from './places.js';
import { holding } from './tenure.js';
import { heldWords } from './words.js';

export class Search {
  /**
   * @param {Page} page
   * @param {HTMLElement} box
   */
  constructor(page, box) {
    this.page = page;
    /** @type {Place[]} */
    this.found = [];
    this.at = -1;
    this.input = find(box, 'input', HTMLInputElement);
    this.list = find(box, '[role=listbox]', HTMLElement);
    /** @type {import('./places.js').Known<Place>[] | null} */
    this.index = null; // until somebody seeks
    box.hidden = !page.atlas.places.length;
    this.input.addEventListener('input', () => this.look());
    this.input.addEventListener('focus', () => {
      if (this.input.value) this.look();
    });
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.input.addEventListener('blur', () => this.fold());
    this.list.addEventListener('pointerdown', (event) => {
      const { target } = event,
        at = this.options.findIndex((option) => target instanceof Node && option.contains(target));
      if (at < 0) return;
      event.preventDefault();
      this.take(at);
    });
  }

  get options() {
    return findAll(this.list, '[role=option]', HTMLElement);
  }

  look() {
    const sought = this.input.value.trim();
    const { words, atlas, state } = this.page;
    this.index ??= indexed(atlas.places, atlas.towns);
    this.found = findPlaces(this.index, sought, 8);
    this.at = -1;
    const holder = (/** @type {Place} */ place) => {
      const zone = zoneAt(atlas, place.lon, place.lat);
      return zone ? heldWords(words, atlas, holding(zone, state.day)) : '';
    };
    this.list.replaceChildren(
      ...(this.found.length
        ? this.found.map((place, k) =>
            make(
              'li',
              { role: 'option', id: `bs-option-${k}`, 'aria-selected': 'false' },
              make('span', {}, bothNames(place, words)),
              make('small', {}, holder(place)),
            ),
          )
        : sought
          ? [
              make(
                'li',
                { class: 'bs-none', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' },
                words.no_place,
              ),
            ]
          : []),
    );
    this.list.hidden = !sought;
    this.input.setAttribute('aria-expanded', String(Boolean(sought)));
    this.input.removeAttribute('aria-activedescendant');
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const open = this.found.length && !this.list.hidden;
    if (event.key === 'Escape') {
      this.fold();
      this.input.value = '';
      return;
    }
    if (event.key === 'Enter' && open) {
      event.preventDefault();
      this.take(Math.max(this.at, 0));
      return;
    }
    if (!['ArrowDown', 'ArrowUp'].includes(event.key) || !open) return;
    event.preventDefault();
    const n = this.found.length;
    this.at = event.key === 'ArrowDown' ? (this.at + 1) % n : (this.at - 1 + n) % n;
    for (const [k, option] of this.options.entries()) option.setAttribute('aria-selected', String(k === this.at));
    this.options[this.at].scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', `bs-option-${this.at}`);
  }

  /** @param {number} k */
  take(k) {
    const place = this.found[k];
    if (!place) return;
    this.input.value = place.then || place.name;
    this.fold();
    const { camera, card, map } = this.page;
    this.page.sheet.fold();
    card.ask(place.lat, place.lon, place, { focus: true });
    camera.flyTo(place.lat, place.lon, Math.max(map.getZoom(), 8));
  }

  fold() {
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }
}
