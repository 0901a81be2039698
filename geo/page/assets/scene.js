// What is painted: the ground, the sheet of states and borders, the arrows, the names; and what lies at a point.

/** @import { View } from './canvas_layer.js' */
/** @import { Placed, Rect, Within } from './labels.js' */
/** @import { Page, State } from './page.js' */
/** @import { Drawn, Sheet } from './painter.js' */
/** @import { Segment } from './shift.js' */
/** @import { TipLine } from './tip.js' */

import { paintSegments, segmentNear, shownSegments } from './arrows.js';
import { zoneAt } from './atlas.js';
import { CanvasLayer } from './canvas_layer.js';
import { Labels } from './labels.js';
import { whenIdle } from './idle.js';
import { drawLegend } from './legend.js';
import { edgeLabels, hereLabels, kilometreLabels, noteLabels, townLabels } from './names.js';
import { offShore } from './open_sea.js';
import { ALL_PARTS } from './parts.js';
import { Painter } from './painter.js';
import { Paths } from './paths.js';
import { seaLines, segmentLines, zoneLines } from './pointed.js';
import { largestOn, shiftOn } from './shift.js';
import { landLabels } from './state_names.js';

export const BOXES =
  '#bs-panel, #bs-time, .bs-news, #bs-profile, #bs-card, .bs-top > *, .bs-handle, .bs-divider-tags span, .leaflet-control';

const LITTLE = 0.6; // of a sheet, that is sooner drawn where it stands than all of a smaller one

/** @type {(...sides: Rect) => Rect} */
const rect = (...sides) => sides;

/** @type {(...ends: Within) => Within} */
const span = (...ends) => ends;

export class Scene {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.awake = false; // nothing is painted before the page knows what to show
    const { map } = page;
    for (const [name, z] of Object.entries({ ground: 200, sheet: 300, shift: 400, names: 500 })) {
      const pane = map.createPane(`bs-${name}`);
      pane.style.zIndex = String(z);
      pane.style.pointerEvents = 'none';
    }
    this.paths = new Paths(page.atlas);
    this.painter = new Painter(this.paths, page.inks);
    // Two sheets, kept until what they show changes; swipe and fade only lay them together anew.
    this.sheets = [0, 1].map(() => ({ canvas: document.createElement('canvas'), key: '' }));
    /** @type {(name: string, paint: (ctx: CanvasRenderingContext2D, view: View) => void) => CanvasLayer} */
    const layer = (name, paint) =>
      new CanvasLayer(`bs-${name}`, this.paths.plane, () => this.awake, paint.bind(this)).addTo(map);
    this.ground = layer('ground', this.paintGround);
    this.main = layer('sheet', this.paintSheets);
    this.shift = layer('shift', this.paintShift);
    this.labels = new Labels(map, 'bs-names');
    /** @type {Placed[]} */
    this.named = [];
    // names stand where they belong before they are seen again
    this.zooming = false;
    map.on('zoomstart', () => {
      this.zooming = true;
      this.showNames(false);
    });
    map.on('zoomend', () => (this.zooming = false));
    this.notYet = () => {};
    this.notWhole = () => {};
    map.on('movestart zoomstart', () => this.notYet());
    map.on('moveend', () => {
      const { view } = this.main;
      if (view) this.prepare([view.level + 1, view.level - 1]);
    });
  }

  /**
   * When there is time, make ready for where the map is zoomed next: one level at a time.
   * @param {number[]} levels
   */
  prepare([level, ...others]) {
    this.notYet();
    if (level === undefined) return;
    this.notYet = whenIdle(() => {
      this.paths.prepare(level);
      this.prepare(others);
    });
  }

  /** @param {boolean} on */
  showNames(on) {
    this.labels.box.style.opacity = on ? '' : '0'; // which, unlike visibility, is no matter of each name's own
  }

  /**
   * A plain map of a day: one is like another.
   * @param {string} day
   * @returns {Sheet}
   */
  plain(day) {
    const { inks, atlas } = this.page;
    const ink = { ...(day === atlas.days.before ? inks.before : inks.after), dash: [] };
    return this.ticked({ day, borders: [{ day, ink, others: true }], change: null, armies: day });
  }

  get before() {
    return this.plain(this.page.atlas.days.before);
  }

  /**
   * The chosen day: a plain map; or, of both days, the states of the first, what changed, and the borders of both.
   * @returns {Sheet}
   */
  get now() {
    const { state, atlas, inks } = this.page;
    const { before } = atlas.days;
    const { day } = state;
    if (state.view !== 'both' || day === before) return this.plain(day);
    return this.ticked({
      day: before,
      borders: [
        { day, ink: inks.still, part: 'still', than: before, others: false },
        { day: before, ink: inks.before, part: 'moved', than: day, others: true },
        { day, ink: inks.after, part: 'moved', than: before, others: false },
      ],
      change: state.change ? { before, after: day, focus: state.focus } : null,
      armies: day,
    });
  }

  /**
   * A sheet with the layers that are ticked; what did not move is of both days.
   * @param {Omit<Sheet, 'tints' | 'own' | 'sea'>} sheet
   * @returns {Sheet}
   */
  ticked(sheet) {
    const { state, atlas } = this.page,
      { borders_before: old, borders_after: young, sea } = state,
      first = (/** @type {string} */ day) => day === atlas.days.before;
    const on = (/** @type {Drawn} */ { day, part }) => (part === 'still' ? old || young : first(day) ? old : young);
    return {
      ...sheet,
      tints: first(sheet.day) ? state.states_before : state.states_after,
      own: sheet.borders[sheet.borders.length - 1],
      borders: sheet.borders.filter(on),
      sea,
    };
  }

  /**
   * @param {number} which
   * @param {View} view
   * @param {Sheet} options
   */
  sheet(which, view, options) {
    const kept = this.sheets[which];
    const key = JSON.stringify([view.zoom, view.tx, view.ty, view.width, view.height, view.shown, view.dpr, options]);
    if (kept.key !== key) {
      this.painter.sheet(kept.canvas, view, options);
      kept.key = key;
    }
    return kept.canvas;
  }

  /** Draw the sheet anew: where it stands, if that is little. */
  renewSheet() {
    const { main, painter, page } = this,
      one = page.state.view === 'single' || page.state.view === 'both';
    this.notWhole();
    if (!one) main.redraw();
    else if (main.view && painter.looks.has(main.canvas) && painter.anew(main.canvas, main.view, this.now) < LITTLE) main.amend();
    else main.renew();
    this.notWhole = whenIdle(() => this.makeWhole());
  }

  /**
   * Where a part of a sheet was drawn, lines that its edge cuts have dots of other strength than on the whole: at rest the
   * whole stands, on the sheets of the swipe and the fade too.
   */
  makeWhole() {
    const { main, painter, sheets } = this,
      parted = [main.canvas, ...sheets.map(({ canvas }) => canvas)].filter((canvas) => painter.parted.has(canvas));
    for (const canvas of parted) painter.looks.delete(canvas);
    for (const kept of sheets) if (parted.includes(kept.canvas)) kept.key = '';
    if (parted.length) main.redraw();
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   */
  paintGround(ctx, view) {
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    if (this.page.state.tiles || !this.page.state.ground) ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    else this.painter.ground(ctx, view);
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   */
  paintSheets(ctx, view) {
    const { state, map } = this.page;
    if (state.view === 'single' || state.view === 'both') {
      this.painter.sheet(ctx.canvas, view, this.now);
      return;
    }
    const { width, height } = ctx.canvas;
    this.painter.looks.delete(ctx.canvas); // it holds no sheet any more
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, width, height);
    if (state.view === 'swipe') {
      const x = map.getSize().x * state.divider - map.layerPointToContainerPoint(view.corner).x;
      const cut = Math.min(width, Math.max(0, Math.round(x * view.dpr)));
      /** @type {(sheet: HTMLCanvasElement, from: number, wide: number) => void} */
      const part = (sheet, from, wide) => {
        if (wide) ctx.drawImage(sheet, from, 0, wide, height, from, 0, wide, height);
      };
      part(this.sheet(0, view, this.before), 0, cut);
      part(this.sheet(1, view, this.now), cut, width - cut);
      return;
    }
    if (state.fade < 1) ctx.drawImage(this.sheet(0, view, this.before), 0, 0);
    ctx.globalAlpha = state.fade;
    if (state.fade > 0) ctx.drawImage(this.sheet(1, view, this.now), 0, 0);
    ctx.globalAlpha = 1;
  }

  // Which layers there is something of to see: a switch of any other does nothing.
  get offers() {
    const { state, atlas } = this.page,
      moved = state.day !== atlas.days.before,
      one = state.view === 'single',
      both = state.view === 'both';
    return {
      ...ALL_PARTS,
      states_before: !moved || !one,
      states_after: moved && !both,
      borders_before: !moved || !one,
      borders_after: moved,
      change: moved && both,
      shift: moved && both,
    };
  }

  get showsShift() {
    return this.page.state.shift && this.offers.shift;
  }

  get moved() {
    return shiftOn(this.page.atlas, this.page.state.day);
  }

  /**
   * The arrows there is room for, and those of the parallel that is pointed at.
   * @param {View | null} [view]
   * @returns {Segment[]}
   */
  arrows(view = this.shift.view) {
    if (!view) return [];
    const { state, atlas } = this.page;
    const shown = shownSegments(atlas, view, state.day);
    const pointed = state.lat === null ? [] : this.moved.profile.get(state.lat)?.pieces || [];
    return [...shown, ...pointed.filter((piece) => !shown.includes(piece))];
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   */
  paintShift(ctx, view) {
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    if (this.showsShift) {
      const { state, ramp } = this.page;
      paintSegments(ctx, view, this.arrows(view), this.moved.profile, state.lat, ramp);
    }
    this.page.card.draw(ctx, view);
    this.page.ruler.draw(ctx, view);
  }

  nameAll() {
    if (this.awake) this.page.camera.hold(() => this.nameNow());
  }

  /**
   * Do something while names stand wholly within a part of the map.
   * @template T
   * @param {import('./camera.js').Sides} part pixels
   * @param {Rect[]} taken
   * @param {() => T} task
   * @returns {T}
   */
  nameWithin({ left, top, right, bottom }, taken, task) {
    const far = Infinity,
      rim = 3; // pixels between a name and the edge, as on the map itself
    this.nameNow([rect(-far, -far, left + rim, far), rect(right - rim, -far, far, far), rect(-far, -far, far, top + rim), rect(-far, bottom - rim, far, far), ...taken]);
    try {
      return task();
    } finally {
      this.nameNow();
    }
  }

  /** @param {Rect[]} [beyond] where no name may stand either */
  nameNow(beyond = []) {
    const { atlas, map, words, state, ramp } = this.page;
    const { before } = atlas.days;
    const width = map.getSize().x;
    const cut = width * state.divider;
    /** @type {{ day: string, within?: Within, tag?: string }[]} */
    const days = {
      single: [{ day: state.day }],
      both: [{ day: before, tag: state.day === before ? '' : words.before_label }],
      fade: [{ day: state.fade < 0.5 ? before : state.day }],
      swipe: [
        { day: before, within: span(0, cut) },
        { day: state.day, within: span(cut, width) },
      ],
    }[state.view];
    const { view } = this.main,
      dry = (/** @type {number} */ lon, /** @type {number} */ lat) => !view || this.painter.dry(view, lon, lat);
    const towns = state.names ? townLabels(atlas, map, words) : [];
    const lands = state.names ? days.flatMap((each) => landLabels(atlas, map, words, dry, each)) : [];
    const shown = this.showsShift && this.shift.view ? shownSegments(atlas, this.shift.view, state.day) : [];
    const largest = largestOn(atlas, state.day),
      km = kilometreLabels(shown, map, words, ramp, largest, this.page.camera.free);
    const along = (/** @type {Segment} */ { lat, west, east }) => {
      const [a, b] = [west, east].map((lon) => map.latLngToContainerPoint([lat, lon]));
      return rect(a.x - 3, a.y - 2, b.x + 3, b.y + 2);
    };
    const lines = shown.map(along),
      most = shown.filter(({ lat }) => lat === largest?.lat).map(along);
    const notes = noteLabels(this.page);
    for (const each of [...notes, ...lands, ...towns]) each.avoid = lines;
    for (const each of lands) each.shun = most;
    const line = state.view === 'swipe' ? [rect(cut - 4, 0, cut + 4, Infinity)] : [];
    const early = map.getZoom() >= 6.5 ? 2 : 1;
    const pinned = towns.filter(({ rank = 9 }) => rank === 1),
      large = towns.filter(({ rank = 9 }) => rank > 1 && rank <= early),
      small = towns.filter(({ rank = 9 }) => rank > early);
    const here = hereLabels(this.page);
    const inOrder = [...here.labels, ...notes, ...km.slice(0, 1), ...pinned, ...lands, ...large, ...km.slice(1), ...small, ...edgeLabels(this.page)];
    this.named = this.labels.place(inOrder, [...this.covered(), ...beyond, ...line, ...here.pins], pinned);
    if (!this.zooming) this.showNames(true);
    drawLegend(this.page.$('bs-legend'), this.page);
  }

  // Where the page's own boxes lie over the map, no label should stand.
  covered() {
    const own = this.page.map.getContainer().getBoundingClientRect();
    return [...document.querySelectorAll(BOXES)]
      .map((el) => el.getBoundingClientRect())
      .filter((r) => r.width && r.height)
      .map((r) => rect(r.left - own.left, r.top - own.top, r.right - own.left, r.bottom - own.top));
  }

  /**
   * What is said of a point: lines of words, and the parallel if an arrow lies there.
   * @param {L.LatLng} place
   * @param {L.Point} point
   * @returns {{ lines: TipLine[] | null, lat: number | null }}
   */
  at({ lat, lng }, point) {
    const { atlas, map, words, state } = this.page;
    const { before } = atlas.days;
    const piece = this.showsShift ? segmentNear(this.arrows(), map, point) : null;
    if (piece) return { lines: segmentLines(atlas, words, this.moved, piece), lat: piece.lat };
    const zone = zoneAt(atlas, lng, lat);
    if (!zone) return { lines: null, lat: null };
    const left = point.x < map.getSize().x * state.divider;
    /** @type {Record<State['view'], [string, string]>} */
    const days = {
      single: [state.day, state.day],
      both: [before, state.day],
      swipe: left ? [before, before] : [state.day, state.day],
      fade: state.fade < 0.5 ? [before, before] : [state.day, state.day],
    };
    const sea = offShore(atlas, lng, lat) !== null;
    return { lines: (sea ? seaLines : zoneLines)(atlas, words, zone, ...days[state.view], { lat, lng }), lat: null };
  }
}
