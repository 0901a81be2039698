// Where the map looks: at what the page's boxes leave free of it.

/** @import { Box } from './mapdata.js' */
/** @import { Page } from './page.js' */

import { make } from './elements.js';

export class Camera {
  /** @param {Page} page */
  constructor({ map, $ }) {
    this.map = map;
    this.$ = $;
    this.cross = make('div', { class: 'bs-cross', 'aria-hidden': 'true' });
    map.getContainer().append(this.cross);
    map.on('resize', () => this.placeCross());
  }

  get calm() {
    return matchMedia('(prefers-reduced-motion: reduce)').matches;
  }

  // Room that the boxes take, in pixels from each side.
  get room() {
    const size = this.map.getSize();
    const [panel, clock, strip] = ['bs-panel', 'bs-time', 'bs-profile'].map((id) => this.$(id).getBoundingClientRect());
    if (window.innerWidth <= 720) {
      return {
        left: 8,
        top: 8,
        right: 8,
        bottom: size.y - Math.min(panel.top, clock.height ? clock.top : Infinity) + 8,
      };
    }
    return {
      left: panel.right + 8,
      top: 12,
      right: strip.width ? size.x - strip.left + 8 : 12,
      bottom: clock.height ? size.y - clock.top + 8 : 30,
    };
  }

  get middle() {
    const { left, top, right, bottom } = this.room;
    const size = this.map.getSize();
    return L.point((left + size.x - right) / 2, (top + size.y - bottom) / 2);
  }

  placeCross() {
    const { x, y } = this.middle;
    Object.assign(this.cross.style, { left: `${x}px`, top: `${y}px` });
  }

  /**
   * west, south, east, north
   * @param {Box} box
   * @param {boolean} animate
   */
  fit([w, s, e, n], animate) {
    const { left, top, right, bottom } = this.room;
    const bounds = L.latLngBounds([s, w], [n, e]);
    /** @type {L.FitBoundsOptions} */
    const options = { paddingTopLeft: [left, top], paddingBottomRight: [right, bottom], animate, maxZoom: 10 };
    this.map.fitBounds(bounds, options);
  }

  /** @param {Box[]} boxes */
  fly(boxes) {
    const least = (/** @type {number} */ k) => Math.min(...boxes.map((box) => box[k]));
    const most = (/** @type {number} */ k) => Math.max(...boxes.map((box) => box[k]));
    this.fit([least(0), least(1), most(2), most(3)], !this.calm);
  }

  /**
   * @param {number} lat
   * @param {number} lon
   * @param {number} zoom
   */
  flyTo(lat, lon, zoom) {
    const { map } = this;
    const off = map.getSize().divideBy(2).subtract(this.middle);
    const centre = map.unproject(map.project([lat, lon], zoom).add(off), zoom);
    if (this.calm) map.setView(centre, zoom, { animate: false });
    else map.flyTo(centre, zoom, { duration: 0.9 });
  }
}
