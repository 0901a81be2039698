// Search a place by its name of then or of now: a combobox after the ARIA authoring practices.

import { zoneAt } from './atlas.js';
import { make } from './elements.js';
import { bothNames } from './names.js';
import { findPlaces, indexed } from './places.js';
import { holding } from './tenure.js';
import { heldWords } from './words.js';

export class Search {
  constructor(page, box) {
    Object.assign(this, { page, box, found: [], at: -1 });
    this.input = box.querySelector('input');
    this.list = box.querySelector('[role=listbox]');
    this.index = indexed(page.atlas.places, page.atlas.towns);
    box.hidden = !page.atlas.places.length;
    this.input.addEventListener('input', () => this.look());
    this.input.addEventListener('focus', () => {
      if (this.input.value) this.look();
    });
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.input.addEventListener('blur', () => this.fold());
    this.list.addEventListener('pointerdown', (event) => {
      const option = event.target.closest('[role=option]');
      if (option) {
        event.preventDefault();
        this.take(Number(option.dataset.k));
      }
    });
  }

  look() {
    const sought = this.input.value.trim();
    this.found = findPlaces(this.index, sought, 8);
    this.at = -1;
    const { words, atlas, state } = this.page;
    const holder = (place) => {
      const zone = zoneAt(atlas, place.lon, place.lat);
      return zone ? heldWords(words, atlas, holding(zone, state.day)) : '';
    };
    this.list.replaceChildren(
      ...(this.found.length
        ? this.found.map((place, k) =>
            make(
              'li',
              { role: 'option', id: `bs-option-${k}`, 'data-k': k, 'aria-selected': 'false' },
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
    [...this.list.children].forEach((option, k) => option.setAttribute('aria-selected', String(k === this.at)));
    this.list.children[this.at].scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', `bs-option-${this.at}`);
  }

  take(k) {
    const place = this.found[k];
    if (!place) return;
    this.input.value = place.then || place.name;
    this.fold();
    this.page.camera.flyTo(place.lat, place.lon, Math.max(this.page.map.getZoom(), 8));
    this.page.card.ask(place.lat, place.lon, place, { focus: true });
  }

  fold() {
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }
}
