// Where the map looks: at what the page's boxes leave free of it. What was looked at last is looked at again when the
// window changes, unless somebody has moved the map since.

/** @import { Box } from './mapdata.js' */
/** @import { Page } from './page.js' */

import { make } from './elements.js';

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Sides pixels from the map's corner */

/** @typedef {{ again: () => void, centre: L.LatLng, zoom: number, home: boolean }} Aim */

const OVER = ['#bs-panel', '#bs-time', '#bs-profile'],
  PASSING = ['#bs-card', '.bs-news', '.bs-top > *', '.leaflet-control-attribution'];

const APART = 8, // pixels between a box and what is looked at
  MOVED = 3, // pixels by which somebody has moved the map, and not a rounding
  CLOSEST = 10, // zoom of a region
  FINEST = 13, // zoom of a map that is not of fields
  SMALL = 400, // pixels that a map is high, at most
  FLIGHT_S = 0.8;

export class Camera {
  /** @param {Page} page */
  constructor(page) {
    const { map, atlas, sheet } = page;
    this.page = page;
    this.map = map;
    this.atlas = atlas;
    this.sheet = sheet;
    /** @type {Aim | null} */
    this.aim = null;
    /** @type {Sides | null} */
    this.kept = null; // the room, while it is held
    this.shape = 0; // how many times as wide as high what is looked at is, once something is
    this.least = map.getMinZoom();
    this.cross = make('div', { class: 'bs-cross', 'aria-hidden': 'true' });
    const own = map.getContainer();
    own.append(this.cross);
    this.arrives = 0; // when a flight ends; the map may come to rest on the way, if its size has just changed
    for (const touch of ['pointerdown', 'wheel', 'keydown'])
      own.addEventListener(touch, () => (this.arrives = 0), { capture: true, passive: true });
    map.on('moveend', () => {
      if (performance.now() >= this.arrives && this.aim && this.strayed(this.aim)) this.aim = null;
      this.raiseLeast();
    });
    map.on('resize', () => {
      this.setCorners();
      this.aim?.again();
      this.raiseLeast();
    });
    const watch = new ResizeObserver(() => {
      map.invalidateSize({ animate: false });
      this.setCorners();
    });
    for (const box of [own, ...OVER.flatMap((name) => [...document.querySelectorAll(name)])]) watch.observe(box);
  }

  get calm() {
    return matchMedia('(prefers-reduced-motion: reduce)').matches;
  }

  /** Whether a class looks, and not at a small screen, where what is told lies upon the map at a touch. */
  get taught() {
    return document.documentElement.classList.contains('bs-large') && this.map.getSize().y > SMALL;
  }

  get home() {
    return Boolean(this.aim?.home);
  }

  /** @param {Aim} aim */
  strayed({ centre, zoom }) {
    const { map } = this,
      now = map.getZoom();
    return Math.abs(now - zoom) > 0.01 || map.project(map.getCenter(), now).distanceTo(map.project(centre, now)) > MOVED;
  }

  /**
   * What boxes leave of the map: each is cut off on the side where the least is lost; of a class's map, whose boxes are large, on
   * that which leaves the most room for what is looked at.
   * @param {string[]} [names]
   * @returns {Sides}
   */
  without(names = OVER) {
    const own = this.map.getContainer().getBoundingClientRect(),
      free = { left: 0, top: 0, right: own.width, bottom: own.height },
      shape = this.taught ? this.shape : 0,
      lost = (/** @type {number} */ wide, /** @type {number} */ high, /** @type {number} */ area) => (shape ? -Math.min(wide / shape, high) : area);
    for (const box of names.flatMap((name) => [...document.querySelectorAll(name)])) {
      const rect = box.getBoundingClientRect(),
        [left, top, right, bottom] = [rect.left - own.left, rect.top - own.top, rect.right - own.left, rect.bottom - own.top];
      if (!rect.width || left >= free.right || right <= free.left || top >= free.bottom || bottom <= free.top) continue;
      const wide = free.right - free.left,
        high = free.bottom - free.top;
      /** @type {[keyof Sides, number, number][]} */
      const cuts = [
        ['left', right, lost(free.right - right, high, (right - free.left) * high)],
        ['top', bottom, lost(wide, free.bottom - bottom, (bottom - free.top) * wide)],
        ['right', left, lost(left - free.left, high, (free.right - left) * high)],
        ['bottom', top, lost(wide, top - free.top, (free.bottom - top) * wide)],
      ];
      const [side, at] = cuts.reduce((best, cut) => (cut[2] < best[2] ? cut : best));
      free[side] = at;
    }
    return free;
  }

  /**
   * While something is done that moves no box, the room is measured once: to ask for it lays the page out.
   * @param {() => void} task
   */
  hold(task) {
    this.kept = null;
    this.kept = this.room;
    task();
    this.kept = null;
  }

  // The free part of the map, with some room about it.
  get room() {
    if (this.kept) return this.kept;
    const { left, top, right, bottom } = this.without([...OVER, ...PASSING]);
    return { left: left + APART, top: top + APART, right: right - APART, bottom: bottom - APART };
  }

  /** The part of the map that no box lies over, in pixels. */
  get free() {
    const { left, top, right, bottom } = this.room;
    return L.bounds([left, top], [right, bottom]);
  }

  /** The same on the globe. */
  get bounds() {
    const { min, max } = this.free,
      at = (/** @type {L.Point | undefined} */ point) => this.map.containerPointToLatLng(point ?? [0, 0]);
    return L.latLngBounds(at(min), at(max));
  }

  get middle() {
    const { left, top, right, bottom } = this.room;
    return L.point((left + right) / 2, (top + bottom) / 2);
  }

  // Leaflet's own corners, and the cross, follow the boxes.
  setCorners() {
    const { left, right, bottom } = this.without(),
      { x, y } = this.middle,
      size = this.map.getSize(),
      own = this.map.getContainer();
    for (const [name, room] of Object.entries({ '--below': size.y - bottom, '--ahead': left, '--beside': size.x - right })) {
      const text = `${Math.max(0, room)}px`;
      if (own.style.getPropertyValue(name) === text) continue;
      // only on what asks for it: on the root, every element of the page would be styled anew
      for (const { style } of [own, this.page.$('bs-divider')]) style.setProperty(name, text);
      this.page.changed('view_port');
    }
    Object.assign(this.cross.style, { left: `${x}px`, top: `${y}px` });
  }

  /**
   * The zoom at which the free part of the map has room for a box.
   * @param {Box} box
   */
  zoomFor([w, s, e, n]) {
    const { left, top, right, bottom } = this.room,
      a = this.map.project([n, w], 0),
      b = this.map.project([s, e], 0),
      most = Math.min(Math.max(right - left, 40) / (b.x - a.x), Math.max(bottom - top, 40) / (b.y - a.y));
    const finest = this.map.getMaxZoom(); // of small fields of one's own closer than elsewhere
    return Math.min(finest > FINEST ? finest : CLOSEST, Math.floor(Math.log2(most) * 16) / 16);
  }

  // What a small window needed to show all of the map is no least zoom of a larger one.
  raiseLeast() {
    const { map } = this;
    if (map.getMinZoom() >= this.least) return;
    const least = Math.min(this.least, this.zoomFor(this.atlas.focus));
    if (map.getMinZoom() < least && map.getZoom() >= least) map.setMinZoom(least);
  }

  /**
   * What a flight passes over is not drawn: it leads to what is drawn already, and whoever goes farther, or goes on before the
   * map has arrived, is there at once.
   * @param {L.LatLng} centre
   * @param {number} zoom
   */
  flies(centre, zoom) {
    const { map, page, calm } = this,
      { main } = page.scene;
    if (calm || !main.view || !main.stands(map)) return false;
    const middle = map.project(centre, zoom),
      half = map.getSize().divideBy(2),
      goal = L.latLngBounds(map.unproject(middle.subtract(half), zoom), map.unproject(middle.add(half), zoom));
    return main.view.bounds.contains(goal);
  }

  /**
   * west, south, east, north
   * @param {Box} box
   * @param {boolean} animate
   * @param {boolean} home whether that is what the page opens with
   */
  fit(box, animate, home = false) {
    const { map } = this,
      [w, s, e, n] = box,
      a = map.project([n, w], 0),
      b = map.project([s, e], 0);
    this.shape = (b.x - a.x) / (b.y - a.y);
    const zoom = this.zoomFor(box);
    if (zoom < map.getMinZoom()) map.setMinZoom(zoom);
    this.look(map.unproject(a.add(b).divideBy(2), 0), zoom, animate, () => this.fit(box, false, home), home);
  }

  /** @param {boolean} animate */
  goHome(animate) {
    this.fit(this.atlas.focus, animate, true);
  }

  /** Look at the same again, once the map has arrived: a box upon it has grown. */
  again() {
    if (this.taught) setTimeout(() => this.aim?.again(), Math.max(0, this.arrives - performance.now()));
  }

  /** @param {Box[]} boxes */
  fly(boxes) {
    this.sheet.fold();
    const least = (/** @type {number} */ k) => Math.min(...boxes.map((box) => box[k])),
      most = (/** @type {number} */ k) => Math.max(...boxes.map((box) => box[k]));
    this.fit([least(0), least(1), most(2), most(3)], true);
  }

  /**
   * @param {number} lat
   * @param {number} lon
   * @param {number} zoom
   */
  flyTo(lat, lon, zoom) {
    this.sheet.fold();
    const again = () => this.look(L.latLng(lat, lon), zoom, false, again);
    this.look(L.latLng(lat, lon), zoom, true, again);
  }

  /**
   * Bring a place to the middle of what is free.
   * @param {L.LatLng} place
   * @param {number} zoom
   * @param {boolean} moves whether a reader may see how
   * @param {() => void} again
   * @param {boolean} home
   */
  look(place, zoom, moves, again, home = false) {
    const { map } = this,
      off = map.getSize().divideBy(2).subtract(this.middle),
      centre = map.unproject(map.project(place, zoom).add(off), zoom),
      animate = moves && this.flies(centre, zoom);
    this.aim = null;
    this.arrives = animate ? performance.now() + 1000 * FLIGHT_S : 0;
    if (animate) map.flyTo(centre, zoom, { duration: FLIGHT_S });
    else map.setView(centre, zoom, { animate: false });
    this.aim = { again, centre: animate ? centre : map.getCenter(), zoom, home };
  }
}
