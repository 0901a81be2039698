// A map from elsewhere behind the borders: only when asked for, and the page says beforehand whom it asks.

/** @import { Page } from './page.js' */

import { findAll } from './elements.js';

export class Tiles {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    const { words } = page;
    this.layer = L.tileLayer(words.tiles_url, {
      attribution: words.tiles_credit,
      maxZoom: 15,
      referrerPolicy: 'no-referrer',
    });
    this.came = false;
    this.layer.on('tileload', () => (this.came = true));
    this.layer.on('tileerror', () => {
      if (this.came || !page.state.tiles) return;
      this.show(false);
      page.$('bs-tiles-said').hidden = false;
    });
  }

  /** @param {boolean} on */
  show(on) {
    const { page, layer } = this;
    page.$('bs-tiles-said').hidden = true;
    this.came = false;
    if (on) layer.addTo(page.map);
    else layer.remove();
    for (const box of findAll(document, '[name=bs-tiles]', HTMLInputElement)) box.checked = on;
  }
}
