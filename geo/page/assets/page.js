// The page: what it shows, and what has to be drawn anew when that changes.

/** @import { Address } from './address.js' */
/** @import { Inks } from './inks.js' */
/** @import { Atlas, Chapter } from './mapdata.js' */
/** @import { Parts } from './parts.js' */
/** @import { Words } from './words.js' */

import { keepAddress, readAddress } from './address.js';
import { Camera } from './camera.js';
import { wireDivider, wireMap, wirePanel, wireSharing } from './controls.js';
import { byId, find, make } from './elements.js';
import { placeDivider, tellDay } from './figures.js';
import { addScale, addTools, wireFrame } from './frame.js';
import { Ramp } from './inks.js';
import { wireGuests } from './guests.js';
import { Lesson } from './lesson.js';
import { ALL_PARTS, layParts, partsShown, tiled, wireParts } from './parts.js';
import { PlaceCard } from './place_card.js';
import { Profile } from './profile_chart.js';
import { Ruler } from './ruler.js';
import { Scene } from './scene.js';
import { Search } from './search.js';
import { Sheet } from './sheet.js';
import { tellStory } from './story.js';
import { stint } from './tenure.js';
import { Tiles } from './tiles.js';
import { Timeline } from './timeline.js';
import { fill, inWords } from './words.js';

/**
 * What is shown: how, of which day, which layers; the parallel and the region that are pointed at; where the line of the
 * swipe stands and how far the fade has come, from 0 to 1.
 * @typedef {Parts & Shown} State
 */

/**
 * @typedef {object} Shown
 * @property {'single' | 'both' | 'swipe' | 'fade'} view
 * @property {string} day
 * @property {boolean} tiles
 * @property {number | null} lat
 * @property {string} focus
 * @property {number} divider
 * @property {number} fade
 * @property {Chapter | null} chapter of the story that is shown
 */

/** @type {Omit<State, 'day' | 'focus' | 'lat' | 'tiles' | 'chapter'>} */
const AT_FIRST = { view: 'both', divider: 0.5, fade: 0.5, ...ALL_PARTS };

// What no address says: what is pointed at, and the map behind that asks others.
const UNSAID = { focus: '', lat: null, chapter: null, tiles: false };

/** @typedef {keyof State | 'place' | 'ruler' | 'stint' | 'drag' | 'view_port'} Cause what may have changed */

/**
 * What hangs on what; the tasks are done in their own order.
 * @type {Record<Cause, string[]>}
 */
const NEEDS = {
  view: ['text', 'sheet', 'shift', 'names', 'address'],
  day: ['text', 'place', 'address'],
  stint: ['sheet', 'shift', 'names', 'profile'],
  lat: ['shift', 'profile'],
  focus: ['sheet'],
  chapter: ['text', 'names'],
  divider: ['text', 'sheet', 'names', 'address'],
  fade: ['text', 'sheet', 'names', 'address'],
  ground: ['text', 'ground', 'address'],
  states_before: ['text', 'sheet', 'address'],
  states_after: ['text', 'sheet', 'address'],
  borders_before: ['text', 'sheet', 'address'],
  borders_after: ['text', 'sheet', 'address'],
  sea: ['text', 'sheet', 'address'],
  change: ['text', 'sheet', 'address'],
  shift: ['text', 'shift', 'names', 'address'],
  names: ['text', 'names', 'address'],
  tiles: ['ground', 'sheet'],
  place: ['shift', 'names', 'address'],
  ruler: ['shift'],
  drag: ['dragged', 'divided'],
  view_port: ['names', 'profile', 'address'],
};

// What stands beside what was drawn may follow it in the next frame, or the one after if more is drawn.
const DRAWN = ['ground', 'sheet'],
  FOLLOWS = ['profile', 'names'],
  LATEST = 2; // frames

/**
 * The largest shift of any day, in kilometres.
 * @param {Atlas} atlas
 */
const farthest = (atlas) => Math.max(0, ...atlas.parallels.map((row) => Math.abs(row.net) / 1000)) || 1;

export class Page {
  /**
   * @param {L.Map} map
   * @param {Atlas} atlas
   * @param {Words} words
   * @param {Inks} inks
   */
  constructor(map, atlas, words, inks) {
    this.map = map;
    this.atlas = atlas;
    this.words = words;
    this.inks = inks;
    this.ramp = new Ramp(inks, farthest(atlas));
    this.$ = byId;
    this.set = this.set.bind(this);
    /** @type {(id: string) => void} */
    this.chooseTab = () => undefined;
    /** @type {Set<string>} */
    this.due = new Set();
    /** @type {number | null} */
    this.frame = null;
    this.waited = 0; // frames that something waits already
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.keeping = undefined;
    this.left = ''; // the chosen day that a button for the first or the second led away from
    const given = readAddress(location.hash, atlas);
    this.atFirst = { ...AT_FIRST, ...partsShown(map), day: atlas.days.after };
    /** @type {State} */
    this.state = { ...this.atFirst, ...UNSAID, tiles: tiled(map), ...given.state };
    map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
    map.attributionControl.addAttribution(make('span', {}, words.credit).outerHTML);
    L.control.zoom({ position: 'bottomright', zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
    addTools(this);
    addScale(this);
    this.scene = new Scene(this);
    this.sheet = new Sheet(this);
    this.camera = new Camera(this);
    this.tiles = new Tiles(this);
    this.card = new PlaceCard(this, this.$('bs-card'));
    this.ruler = new Ruler(this, this.$('bs-ruler'));
    this.profile = new Profile(this, this.$('bs-profile'));
    this.search = new Search(this, this.$('bs-search'));
    this.tellStory = tellStory(this, this.$('bs-story-list'));
    this.lesson = new Lesson(this, this.$('bs-chapters'));
    this.timeline = atlas.days.dated ? new Timeline(this, this.$('bs-time')) : null;
    if (!this.timeline) document.documentElement.classList.add('bs-plain');
    for (const wire of [wireMap, wirePanel, wireDivider, wireSharing, wireFrame, wireParts, wireGuests]) wire(this);
    this.open(given);
  }

  /**
   * First the words, for the boxes they fill say what room the map has.
   * @param {Address} given
   */
  open(given) {
    tellDay(this);
    this.camera.setCorners();
    if (!('divider' in given.state)) this.state.divider = this.midway;
    placeDivider(this);
    let own = this.midway;
    this.map.on('resize', () => {
      // a line that nobody has moved stays in the middle
      if (this.state.divider === own) this.set({ divider: this.midway });
      own = this.midway;
    });
    this.look(given);
    this.scene.awake = true;
    this.due = new Set(['ground', 'sheet', 'shift', 'place', 'names', 'profile']);
    this.waited = LATEST; // all at once
    this.flush();
    find(document, '.bs-first', HTMLElement).remove();
    // names are measured again in fonts that come late, where somebody has added some
    if (document.fonts.size)
      document.fonts.ready.then(() => {
        this.scene.labels.sizes.clear();
        this.scene.nameAll();
      });
  }

  // From one of these to the next the same is drawn.
  get stint() {
    const { atlas, state } = this;
    return state.day === atlas.days.before ? -1 : stint(atlas, state.day);
  }

  get midway() {
    return this.camera.middle.x / this.map.getSize().x;
  }

  /**
   * An address says everything: what it does not name is as the page opens, and without a place no card is open.
   * @param {Address} given
   */
  follow(given) {
    this.look(given);
    this.set({ ...this.atFirst, divider: this.midway, ...given.state });
  }

  /** @param {Address} given */
  look({ at, place }) {
    if (at) this.map.setView([at.lat, at.lon], at.zoom, { animate: false });
    else this.camera.goHome(false);
    if (place) this.card.ask(place.lat, place.lon);
    else this.card.close();
    if (place?.name) this.search.recall(place).then((found) => found && this.card.meant(place, found));
  }

  /** @param {Partial<State>} patch */
  set(patch) {
    const names = /** @type {(keyof State)[]} */ (Object.keys(patch)).filter((name) => this.state[name] !== patch[name]),
      before = this.stint;
    Object.assign(this.state, patch);
    layParts(this.map, patch);
    if (names.includes('day')) this.left = '';
    if (names.length) this.changed(...names);
    if (this.stint !== before) this.changed('stint');
  }

  /**
   * What has to be drawn anew is collected and done once, before the next frame.
   * @param {...Cause} names
   */
  changed(...names) {
    if (!this.scene?.awake) return;
    for (const name of names) for (const task of NEEDS[name]) this.due.add(task);
    this.frame ??= requestAnimationFrame(() => this.flush());
  }

  flush() {
    const { due, scene, state } = this,
      split = this.waited < LATEST && DRAWN.some((name) => due.has(name)),
      later = FOLLOWS.filter((name) => split && due.delete(name));
    if (this.frame !== null) cancelAnimationFrame(this.frame); // where it is not what calls
    this.frame = null;
    this.due = new Set(later);
    this.waited = later.length ? this.waited + 1 : 0;
    if (later.length) this.frame = requestAnimationFrame(() => this.flush());
    const tasks = {
      text: () => tellDay(this),
      ground: () => scene.ground.renew(),
      sheet: () => scene.renewSheet(),
      divided: () => state.view === 'swipe' && scene.main.redraw(),
      shift: () => scene.shift.amend(),
      place: () => this.card.show(),
      dragged: () => this.profile.drag(),
      profile: () => this.profile.draw(),
      names: () => scene.nameAll(),
      address: () => this.keepAddress(),
    };
    for (const [name, task] of Object.entries(tasks)) if (due.has(name)) task();
  }

  keepAddress() {
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => keepAddress(this), 250);
  }

  /** @param {string} text */
  announce(text) {
    const box = this.$('bs-say');
    box.textContent = '';
    setTimeout(() => {
      box.textContent = text;
    }, 60);
  }

  caption() {
    const { atlas, words, state } = this;
    const day = inWords(words, state.day);
    return state.view === 'single'
      ? day
      : fill(words.two_days, { before: inWords(words, atlas.days.before), after: day });
  }

  // For tests and for other scripts: when everything that was changed is drawn.
  async settled() {
    do await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    while (this.frame !== null);
  }
}
