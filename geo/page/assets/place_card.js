// Ask about any place: who held it on each day, since when, by which act, how far the border was, how sure.

/** @import { View } from './canvas_layer.js' */
/** @import { Land } from './lands.js' */
/** @import { Army, Place, Zone } from './mapdata.js' */
/** @import { Page } from './page.js' */
/** @import { Settlement } from './settlements.js' */

import { addressOf, copyAddress, copyText } from './address.js';
import { isSure, nearestBorder, nearestPlace, zonesWithin } from './answer.js';
import { zoneAt } from './atlas.js';
import { underPen } from './canvas_layer.js';
import { cited, find, findAll, make, makeButton } from './elements.js';
import { geodesic } from './geodesy.js';
import { landLines } from './land_card.js';
import { bothNames } from './names.js';
import { offShore } from './open_sea.js';
import { armyNear, heldOn, holding, ofState } from './tenure.js';
import { countryWords, fill, heldWords, holderName, inWords, kilometres, latWords, lonWords, sentence, toldShort } from './words.js';

const WIDE_M = 2500, // as in geo/atlas/namesakes.py
  FINE = 12; // zoom, from which on every ring of land is there

/** @typedef {{ start: string, told: string, by?: string, last?: string }} Dated what holds from a day on, empty from the first */

/**
 * Where a settlement lies today; its district is called as its own country has it.
 * @param {import('./words.js').Words} words
 * @param {Settlement} place
 */
function liesIn(words, place) {
  const country = countryWords(words, place),
    [before, after = ''] = fill(words.lies_in, { country }).split('{where}');
  return [before, cited(place.district || place.name), after];
}

export const LINES = [
  { color: '#fff', width: 4 },
  { color: '#22262b', width: 1.6 },
];

export const DOTS = [
  { color: '#fff', r: 7 },
  { color: '#22262b', r: 5.4 },
  { color: '#ffd34d', r: 3 },
];

export class PlaceCard {
  /**
   * @param {Page} page
   * @param {HTMLElement} box
   */
  constructor(page, box) {
    this.page = page;
    this.box = box;
    // what is read rolls, and what may be done with it stands below
    this.roll = make('div', { class: 'bs-roll' });
    const address = makeButton({}, () => copyAddress(page), page.words.card_copy),
      text = makeButton({}, () => copyText(page, this.text(), page.words.copied_text), page.words.card_text);
    box.append(this.roll, make('p', { class: 'bs-card-foot' }, address, text));
    /** @type {{ lat: number, lon: number, place: Place | null } | null} */
    this.at = null;
    /** @type {Land | null} */
    this.land = null; // or a region
    this.also = ''; // another name of it, by which it was found
    this.title = ''; // what the place is called, or which is near; empty for neither
    /** @type {HTMLElement | null} */
    this.from = null;
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
    });
  }

  /**
   * @param {number} lat
   * @param {number} lon
   * @param {Place | null} [place]
   * @param {{ focus?: boolean, also?: string }} [options] whether it is read at once; another name by which it was found
   */
  ask(lat, lon, place = null, { focus = false, also = '' } = {}) {
    const [west, south, east, north] = this.page.atlas.window;
    if (lon < west || lon > east || lat < south || lat > north) {
      this.page.announce(this.page.words.outside);
      return;
    }
    this.leave();
    this.at = { lat, lon, place };
    this.also = also;
    this.open(focus);
  }

  /** @param {Land} land a region that was sought */
  askLand(land) {
    this.leave();
    this.land = land;
    this.open(true);
    this.page.set({ focus: land.zones[0].region });
  }

  leave() {
    this.at = null;
    this.title = '';
    if (this.land) this.page.set({ focus: '' });
    this.land = null;
  }

  /** @param {boolean} focus */
  open(focus) {
    this.from = focus && document.activeElement instanceof HTMLElement ? document.activeElement : null;
    this.show();
    if (focus) find(this.box, 'h2', HTMLElement).focus();
    this.page.changed('place');
  }

  closer() {
    return makeButton({ class: 'bs-close', 'aria-label': this.page.words.close }, () => this.close(), '×');
  }

  // Whoever was reading the card goes back to where it was asked from.
  close() {
    if (!this.at && !this.land) return;
    const within = this.box.contains(document.activeElement);
    this.leave();
    this.box.hidden = true;
    this.page.changed('place');
    if (within) (this.from || this.page.map.getContainer()).focus({ preventScroll: true });
  }

  /**
   * What is known of the place, on a day.
   * @param {string} [day]
   */
  answer(day = this.page.state.day) {
    if (!this.at) return null;
    const { atlas } = this.page,
      { lat, lon } = this.at,
      zone = zoneAt(atlas, lon, lat);
    if (!zone) return null;
    const border = nearestBorder(atlas, lon, lat, day);
    return { zone, span: holding(zone, day), border, shore: offShore(atlas, lon, lat) };
  }

  show() {
    if (this.land) this.fill(landLines(this, this.land));
    if (!this.at) return;
    const { atlas, words, state } = this.page,
      { lat, lon, place } = this.at,
      found = this.answer(),
      of = place && 'row' in place ? /** @type {Settlement} */ (place) : null;
    if (!found) return;
    const near = place ? { place, metres: 0 } : nearestPlace(atlas, lon, lat, 40000);
    const title =
      near && near.metres < 1500
        ? bothNames(near.place, words)
        : near
          ? fill(words.near_by, {
              km: kilometres(near.metres / 1000, near.metres < 9500 ? 1 : 0),
              place: bothNames(near.place, words),
            })
          : words.this_place;
    this.title = near ? title : '';
    const { zone, span, border, shore } = found;
    const lines = [
      this.closer(),
      make('h2', { tabindex: '-1' }, title),
      ...(this.also ? [make('p', { class: 'bs-small' }, sentence(fill(words.search_is, { bears: this.also })))] : []),
      ...(of?.country ? [make('p', { class: 'bs-small' }, ...liesIn(words, of))] : []),
      make('p', { class: 'bs-small' }, `${latWords(lat, 4)}, ${lonWords(lon, 4)}${of ? ` ± ${fill(words.km, { km: kilometres(of.sigma / 1000) })}` : ''}`),
      make(
        'p',
        { class: 'bs-answer' },
        make('span', {}, fill(words.on_day, { day: inWords(words, state.day) })),
        make('strong', {}, shore === null ? heldOn(words, atlas, zone, state.day, this.at) : words.open_sea),
      ),
    ];
    if (shore !== null) {
      const islands = heldWords(words, atlas, span);
      lines.push(make('p', {}, fill(words.off_shore, { km: kilometres(shore, 0), islands })));
    }
    if (border) {
      const km = border.metres / 1000,
        sigma = border.arc.sigma === null ? null : border.arc.sigma / 1000;
      const sides = [border.left, border.right].map(
        (holder) => holderName(words, atlas, holder),
      );
      lines.push(
        make(
          'p',
          {},
          fill(sigma === null ? words.border_exact : words.border_then, {
            km: kilometres(km),
            sigma: sigma === null ? '' : kilometres(sigma, sigma < 0.1 ? 2 : 1),
            left: sides[0],
            right: sides[1],
          }),
        ),
      );
      if (!isSure(border, of?.sigma ?? 0)) lines.push(make('p', { class: 'bs-warn' }, words.too_close));
    }
    const army = shore === null ? armyNear(atlas, zone, state.day, this.at) : null;
    const came = army ? this.came(army) : '';
    if (came) lines.push(make('p', { class: 'bs-warn' }, came));
    const { paths } = this.page.scene,
      dry = place || shore !== null || !atlas.sea.length || paths.onLand(FINE, paths.plane.x(lon), paths.plane.y(lat));
    if (!dry) lines.push(make('p', { class: 'bs-small' }, words.near_shore));
    const others = of ? this.elseTold(of, zone) : [];
    if (of && others.length)
      lines.push(make('p', { class: 'bs-warn' }, fill(words.may_lie, { sigma: kilometres(of.sigma / 1000), told: others.join('; ') })));
    const dated = this.dated(zone, this.at);
    if (shore !== null) {
      // nobody's on any day
    } else if (dated.some(({ start }) => start)) lines.push(this.table(dated, came));
    else lines.push(make('p', { class: 'bs-small' }, words.unchanged));
    const act = shore === null && span.event;
    /** @type {[string, string, string][]} */
    const given = [
      [words.act, act ? `${act.title}. ` : '', act ? act.citation : ''],
      [words.source, '', army ? army.citation : ''],
      [words.line, border ? border.arc.legal || border.arc.id : '', ''],
      [words.line_source, '', border ? [border.arc.source, border.arc.citation].filter(Boolean).join('; ') : ''],
    ];
    const sources = given.filter(([, said, quoted]) => said || quoted);
    if (sources.length)
      lines.push(
        make(
          'details',
          {},
          make('summary', {}, words.sources),
          ...sources.map(([label, said, quoted]) => make('p', { class: 'bs-small' }, make('b', {}, `${label}: `), said, ...(quoted ? [cited(quoted)] : []))),
        ),
      );
    this.fill(lines);
  }

  /**
   * @param {Dated[]} dated
   * @param {string} [came] what is said already
   */
  table(dated, came = '') {
    const { atlas, words, state } = this.page,
      now = dated.findLast(({ start, last = state.day }) => start <= state.day && state.day <= last);
    const rows = dated.map((one) =>
      make(
        'tr',
        one === now ? { class: 'bs-now', 'aria-current': 'true' } : {},
        make('th', { scope: 'row' }, this.dayLink(one.start > atlas.days.from ? one.start : atlas.days.from, one.start ? inWords(words, one.start) : words.before_then)),
        make('td', {}, one.told, ...(one.by && one.by !== came ? [make('small', {}, one.by)] : [])),
      ),
    );
    const heads = [words.since, words.holder].map((head) => make('th', { scope: 'col' }, head));
    return make('table', {}, make('caption', { class: 'bs-hidden' }, words.history), make('thead', { class: 'bs-hidden' }, make('tr', {}, ...heads)), make('tbody', {}, ...rows));
  }

  /** @param {(Node | string)[]} lines */
  fill(lines) {
    // whoever follows a link to another day finds himself on it
    const links = () => findAll(this.box, 'a', HTMLElement),
      at = links().findIndex((link) => link === document.activeElement);
    this.roll.replaceChildren(...lines);
    this.box.hidden = false;
    if (at >= 0) links()[at]?.focus();
  }

  /**
   * From when to when an army was about, and where.
   * @param {Army} army
   */
  came({ start, last, state, places, reach_km: reach }) {
    const { words, atlas } = this.page;
    return fill(words.army_was, { day: inWords(words, start), until: inWords(words, last), by: ofState(words, atlas, state), places, km: kilometres(reach, 0) });
  }

  /**
   * From when who held a zone, or a place in it; armies entered before a treaty, others came and went.
   * @param {Zone} zone
   * @param {{ lon: number, lat: number } | null} [at]
   */
  dated(zone, at = null) {
    const { words, atlas } = this.page,
      told = (/** @type {string} */ start) => heldOn(words, atlas, zone, start, at);
    /** @type {Dated[]} */
    const rows = [
      ...zone.tenure
        .filter((span) => (!span.end || span.end > atlas.days.first) && span.start <= atlas.days.last)
        .flatMap((span) => [
          ...(span.entry ? [{ start: span.entry, told: told(span.entry) }] : []),
          { start: span.start, told: heldWords(words, atlas, span), by: span.event?.title },
        ]),
      ...atlas.armies
        .filter((army) => (at ? armyNear(atlas, zone, army.start, at) === army : army.zone === zone.number))
        .map((army) => ({ start: army.start, told: told(army.start), by: this.came(army), last: army.last })),
    ];
    return rows.sort((a, b) => (a.start < b.start ? -1 : 1));
  }

  /**
   * It has turned out which settlement the place of an address is.
   * @param {{ lat: number, lon: number }} at
   * @param {Place} place
   */
  meant({ lat, lon }, place) {
    if (this.at?.lat !== lat || this.at.lon !== lon) return; // somebody has asked about another since
    this.at = { lat: place.lat, lon: place.lon, place };
    this.show();
    this.page.changed('place');
  }

  /**
   * Other histories of the land in which a settlement of wide error may lie too.
   * @param {Settlement} place
   * @param {Zone} own
   */
  elseTold({ lat, lon, sigma }, own) {
    if (sigma < WIDE_M) return [];
    const { atlas, words } = this.page,
      told = (/** @type {Zone} */ { tenure }) => toldShort(words, atlas, tenure);
    return [...new Set(zonesWithin(atlas, lon, lat, 2 * sigma).map(told))].filter((one) => one !== told(own));
  }

  /** What the card says, line by line, with its address. */
  text() {
    const said = findAll(this.box, 'h2, p:not(.bs-card-foot), tbody tr', HTMLElement).map(({ children, tagName, textContent }) =>
      tagName === 'TR' ? Array.from(children, (cell) => Array.from(cell.childNodes, (node) => node.textContent).join('. ')).join(': ') : textContent,
    );
    return [...said, location.href.split('#')[0] + addressOf(this.page)].join('\n');
  }

  /**
   * The same place on another day: an address to keep, and a step on this page.
   * @param {string} day
   * @param {string} text
   */
  dayLink(day, text) {
    const link = make('a', { href: addressOf(this.page, day) }, text);
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.page.timeline?.stop();
      this.page.set({ day });
    });
    return link;
  }

  /**
   * The place, and the way to the border.
   * @param {CanvasRenderingContext2D} ctx
   * @param {View} view
   */
  draw(ctx, view) {
    if (!this.at) return;
    const px = underPen(ctx, view),
      found = this.answer(),
      { plane } = view,
      { lat, lon } = this.at;
    if (found?.border) {
      ctx.beginPath();
      geodesic(lon, lat, found.border.lon, found.border.lat).forEach(([a, b], k) =>
        k ? ctx.lineTo(plane.x(a), plane.y(b)) : ctx.moveTo(plane.x(a), plane.y(b)),
      );
      for (const { color, width } of LINES) {
        ctx.strokeStyle = color;
        ctx.lineWidth = width * px;
        ctx.setLineDash([4 * px, 3 * px]);
        ctx.stroke();
      }
      ctx.setLineDash([]);
    }
    for (const { color, r } of DOTS) {
      ctx.fillStyle = color;
      ctx.beginPath();
      ctx.arc(plane.x(lon), plane.y(lat), r * px, 0, 7);
      ctx.fill();
    }
  }
}
