// The profile: kilometres by latitude, on the map's own latitudes, so each bar stands beside its parallel.

/** @import { Page } from './page.js' */
/** @import { ProfileRow, Shift } from './shift.js' */
/** @import { Words } from './words.js' */

import { find, make, penOf } from './elements.js';
import { UNITS, mercLat, mercY } from './mercator.js';
import { endWords } from './pointed.js';
import { epochOn, shiftOn } from './shift.js';
import { fill, inWords, kmWords, latWords, number } from './words.js';

const ROUND = [1, 2, 5];
const HEAD = 17, // pixels of the axis, and below it and the last bar
  FOOT = 6;
const BADGE = 7; // pixels, of the number of a claim
const SPARE = 120; // pixels above and below that bars are drawn on, for dragging
const BETWEEN = 8; // pixels that labels of the axis keep apart, at least

/**
 * What stands at a tick of an axis: no more decimals than it has.
 * @param {number} value
 * @param {number} most decimals
 */
const tickText = (value, most) => number(value, String(Number(value.toFixed(most))).split('.')[1]?.length ?? 0);

/**
 * Round kilometres along the axis, as close as their labels leave room for.
 * @param {number} least
 * @param {number} most
 * @param {(text: string) => number} widthOf a label, in pixels
 * @param {number} perKm pixels
 * @returns {number[]}
 */
export function ticks(least, most, widthOf, perKm) {
  for (let power = -1; power < 5; power++) {
    for (const round of ROUND) {
      const step = round * 10 ** power,
        first = Math.ceil(least / step - 1e-9),
        count = Math.floor(most / step + 1e-9) - first + 1;
      if (count * BETWEEN > (most - least) * perKm) continue;
      const km = Array.from({ length: count }, (_, k) => (first + k) * step),
        half = km.map((value) => widthOf(tickText(value, 1)) / 2);
      if (km.every((_, k) => !k || step * perKm >= half[k - 1] + half[k] + BETWEEN)) return km;
    }
  }
  return [0];
}

export class Profile {
  /**
   * @param {Page} page
   * @param {HTMLElement} box
   */
  constructor(page, box) {
    this.page = page;
    this.box = box;
    this.canvas = find(box, 'canvas', HTMLCanvasElement);
    // bars and latitudes lie on a canvas of their own: while the map is dragged it only moves
    this.bars = document.createElement('canvas');
    this.first = 0; // pixels of the world, of the map's upper edge, and the zoom at which bars were drawn
    this.zoom = -1;
    const chart = make('div', { class: 'bs-chart' });
    this.canvas.replaceWith(chart);
    chart.append(this.canvas, make('div', { class: 'bs-bars' }, this.bars));
    this.note = find(box, '.bs-profile-note', HTMLElement);
    // One scale for all days, so that bars grow and shrink with the day and not with the scale.
    const km = page.atlas.parallels.map((row) => row.net / 1000);
    this.least = Math.min(0, ...km) * 1.04;
    this.most = Math.max(0, ...km) * 1.04;
    if (this.least === this.most) this.most = 1;
    /** @type {number[]} */
    this.ticks = [];
    box.classList.toggle('bs-claimed', page.atlas.claims.length > 0);
    this.ticked = 0; // the width they are for
    this.said = '';
    box.addEventListener('pointermove', (event) => this.pointAt(event));
    box.addEventListener('pointerdown', (event) => this.pointAt(event));
    box.addEventListener('pointerleave', () => page.set({ lat: null }));
    box.addEventListener('keydown', (event) => this.key(event));
    box.addEventListener('blur', () => page.set({ lat: null }));
  }

  get rows() {
    return [...shiftOn(this.page.atlas, this.page.state.day).profile.values()];
  }

  /** @param {MouseEvent} event */
  pointAt({ clientY }) {
    const { lat } = this.scale(),
      y = clientY - this.canvas.getBoundingClientRect().top;
    // a bar thinner than a pixel is found from the pixel beside it
    this.point(lat(y), Math.abs(lat(y - 1) - lat(y + 1)));
  }

  /**
   * Pixels down the canvas to latitudes: the map's own, so that each bar stands beside its parallel. Where the chart lies
   * upon a small map, every latitude with a bar is to be seen, and then it has a scale of its own.
   * @returns {{ y: (lat: number) => number, lat: (y: number) => number }}
   */
  scale(own = this.canvas.getBoundingClientRect()) {
    const { map, atlas } = this.page,
      k = (256 * 2 ** map.getZoom()) / UNITS;
    const down = (/** @type {number} */ lat) => mercY(lat) * k,
      up = (/** @type {number} */ y) => mercLat(y / k);
    let first = map.getPixelBounds().getTopLeft().y + own.top - map.getContainer().getBoundingClientRect().top,
      perPixel = 1;
    if (document.documentElement.classList.contains('bs-narrow') && atlas.parallels.length) {
      const lats = atlas.parallels.map((row) => row.parallel * atlas.every),
        [north, south] = [down(Math.max(...lats)), down(Math.min(...lats))];
      perPixel = (south - north || 1) / Math.max(own.height - HEAD - 2 * FOOT, 1);
      first = north - (HEAD + FOOT) * perPixel;
    }
    return { y: (lat) => (down(lat) - first) / perPixel, lat: (y) => up(first + y * perPixel) };
  }

  /**
   * The parallel nearest to a latitude, of those that have land that changed hands.
   * @param {number} lat
   * @param {number} near degrees within which one is found, at least those between two
   */
  point(lat, near) {
    const away = (/** @type {ProfileRow} */ row) => Math.abs(row.lat - lat),
      found = this.rows.length ? this.rows.reduce((best, row) => (away(row) < away(best) ? row : best)) : null;
    this.page.set({ lat: found && away(found) <= Math.max(this.page.atlas.every * 1.01, near) ? found.lat : null });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const rows = this.rows,
      { lat } = this.page.state,
      far = event.key.startsWith('Page') ? 10 : 1;
    if (!rows.length || !['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'].includes(event.key)) return;
    event.preventDefault();
    const middle = this.page.map.getCenter().lat,
      at = rows.findIndex((row) => row.lat === lat);
    let next = at < 0 ? rows.findIndex((row) => row.lat >= middle) : at + (event.key.endsWith('Up') ? far : -far);
    if (event.key === 'Home') next = 0;
    if (event.key === 'End' || next < -1) next = rows.length - 1;
    const row = rows[Math.min(Math.max(next, 0), rows.length - 1)],
      { map } = this.page;
    if (!map.getBounds().contains([row.lat, map.getCenter().lng]))
      map.panTo([row.lat, map.getCenter().lng], { animate: false });
    this.page.set({ lat: row.lat });
  }

  get top() {
    return this.page.map.getPixelBounds().getTopLeft().y;
  }

  /** What is drawn goes with the map that is dragged, as far as it reaches. */
  drag() {
    if (document.documentElement.classList.contains('bs-narrow')) return; // it has a scale of its own
    const down = this.first - this.top;
    if (this.zoom !== this.page.map.getZoom() || Math.abs(down) > SPARE) this.draw();
    else this.bars.style.transform = `translateY(${down}px)`;
  }

  /** @param {HTMLCanvasElement} canvas @param {number} width @param {number} height @param {number} down pixels of what is drawn */
  pen(canvas, width, height, down) {
    const dpr = Math.min(window.devicePixelRatio || 1, 2),
      ctx = penOf(canvas);
    if (canvas.width !== width * dpr || canvas.height !== height * dpr) Object.assign(canvas, { width: width * dpr, height: height * dpr });
    ctx.setTransform(dpr, 0, 0, dpr, 0, down * dpr);
    ctx.clearRect(0, -down, width, height);
    ctx.font = '11px system-ui, sans-serif';
    ctx.textBaseline = 'middle';
    ctx.lineWidth = 1;
    return ctx;
  }

  draw() {
    const { page, canvas, bars, box } = this,
      { atlas, words, state } = page;
    if (!box.getClientRects().length) return;
    const own = canvas.getBoundingClientRect(),
      width = Math.round(own.width),
      height = Math.round(own.height),
      axis = this.pen(canvas, width, height, 0),
      ctx = this.pen(bars, width, height - HEAD + 2 * SPARE, SPARE - HEAD);
    Object.assign(bars.style, { height: `${height - HEAD + 2 * SPARE}px`, transform: '' });
    this.first = this.top;
    this.zoom = page.map.getZoom();
    const { profile } = shiftOn(atlas, state.day),
      rows = [...profile.values()];
    const { least, most } = this,
      left = page.atlas.window[1] < 0 || page.atlas.every < 0.002 ? 48 : 40, // a minus, or decimals, need room
      right = width - 10,
      x = (/** @type {number} */ km) => left + ((km - least) / (most - least)) * (right - left);
    const { y, lat: latitudeAt } = this.scale(own);
    if (this.ticked !== width) {
      this.ticked = width;
      this.ticks = ticks(least, most, (text) => axis.measureText(text).width, (right - left) / (most - least));
    }
    for (const km of this.ticks) {
      axis.strokeStyle = km ? 'rgba(60,60,50,.18)' : 'rgba(40,40,30,.75)';
      axis.beginPath();
      axis.moveTo(x(km), HEAD);
      axis.lineTo(x(km), height);
      axis.stroke();
      axis.fillStyle = '#3c424a';
      axis.textAlign = 'center';
      axis.fillText(tickText(km, 1), x(km), 9);
    }
    // where bars go on below the chart it says how far
    const last = rows[0]?.lat ?? 90,
      more = y(last) > height;
    if (more) {
      axis.textAlign = 'right';
      axis.fillStyle = '#3c424a';
      axis.fillText(`↓ ${tickText(last, 0)}°`, left - 6, height - 7);
    }
    this.latitudes(ctx, y, latitudeAt, height, left, more);
    for (const row of rows) {
      const at = y(row.lat);
      if (at < HEAD - SPARE - 10 || at > height + SPARE + 10) continue;
      const pointed = row.lat === state.lat,
        high = Math.round(y(row.lat + atlas.every / 2)),
        room = Math.round(y(row.lat - atlas.every / 2)) - high,
        thick = Math.max(1, room - (room > 8 ? 1 : 0));
      ctx.fillStyle = page.ramp.color(row.net);
      ctx.globalAlpha = state.lat === null || pointed ? 1 : 0.6;
      ctx.fillRect(Math.min(x(0), x(row.net)), high, Math.max(Math.abs(x(row.net) - x(0)), 0.8), thick);
      if (row.sigma !== null) {
        ctx.globalAlpha = 0.4;
        ctx.fillStyle = '#22262b';
        const band = Math.max(x(row.net + 2 * row.sigma) - x(row.net - 2 * row.sigma), 1);
        ctx.fillRect(x(row.net - 2 * row.sigma), high, band, thick);
      }
      ctx.globalAlpha = 1;
      if (pointed) {
        ctx.strokeStyle = '#22262b';
        ctx.lineWidth = 1.5;
        ctx.strokeRect(
          Math.min(x(0), x(row.net)) - 1,
          at - Math.max(thick, 3) / 2 - 1,
          Math.abs(x(row.net) - x(0)) + 2,
          Math.max(thick, 3) + 2,
        );
      }
    }
    const claimed = this.claims(ctx, x, y, height),
      said = [state.day, state.lat, ...claimed].join();
    if (this.said !== said) this.say(profile, words, claimed); // what is said anew is laid out anew
    this.said = said;
  }

  /**
   * @param {CanvasRenderingContext2D} ctx
   * @param {(lat: number) => number} y
   * @param {(y: number) => number} latitudeAt
   * @param {number} height
   * @param {number} left
   * @param {boolean} more whether something else is written at the lower end
   */
  latitudes(ctx, y, latitudeAt, height, left, more) {
    const [south, middle, north] = [height + SPARE, height / 2, HEAD - SPARE].map(latitudeAt),
      perDegree = Math.abs(y(middle) - y(middle + 0.1)) * 10;
    const step = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20].find((s) => s * perDegree >= 34) || 30;
    ctx.textAlign = 'right';
    ctx.fillStyle = '#3c424a';
    ctx.strokeStyle = 'rgba(60,60,50,.35)';
    for (let lat = Math.ceil(south / step) * step; lat <= north; lat += step) {
      const at = y(lat);
      if (Math.abs(at - HEAD) < 9 || Math.abs(at - height) < (more ? 22 : 8)) continue; // it would be cut
      ctx.fillText(`${tickText(lat, 2)}°`, left - 6, at);
      ctx.beginPath();
      ctx.moveTo(left - 4, at);
      ctx.lineTo(left, at);
      ctx.stroke();
    }
  }

  /**
   * What is claimed of a part of the border: a box from the least to the most it says, over the latitudes of that part
   * on which no other land changed hands.
   * @param {CanvasRenderingContext2D} ctx
   * @param {(km: number) => number} x
   * @param {(lat: number) => number} y
   * @param {number} height
   * @returns {string[]} what each says, by its number
   */
  claims(ctx, x, y, height) {
    /** @type {string[]} */
    const told = [];
    const { atlas, state, words } = this.page,
      regions = new Set(epochOn(atlas, state.day).regions.map(({ region }) => region));
    for (const { low, high, regions: names, start, end, latitudes } of atlas.claims) {
      const boxes = latitudes
        .map(([south, north]) => [x(low), Math.max(y(north), HEAD - SPARE), x(high), y(south)])
        .filter(([, top, , bottom]) => bottom >= HEAD && top <= height);
      if (!boxes.length || !names.every((name) => regions.has(name))) continue;
      ctx.strokeStyle = '#c2185b';
      ctx.setLineDash([3, 2]);
      ctx.lineWidth = 1.2;
      for (const [left, top, right, bottom] of boxes) ctx.strokeRect(left, top, right - left, bottom - top);
      ctx.setLineDash([]);
      // a claim is of its own days, the curve of those that are shown
      const own = start === atlas.days.before && end === state.day ? '' : ` (${inWords(words, start)} – ${inWords(words, end)})`,
        at = told.push(fill(words.claimed, { low, high }) + own),
        [left, top, right, bottom] = boxes.reduce((a, b) => (b[3] - b[1] > a[3] - a[1] ? b : a)),
        [across, down] = this.clear(x, y, [left, Math.max(top, HEAD), right, Math.min(bottom, height)]);
      ctx.fillStyle = '#8c0f45';
      ctx.beginPath();
      ctx.arc(across, down, BADGE, 0, 2 * Math.PI);
      ctx.fill();
      ctx.fillStyle = '#fff';
      ctx.font = 'bold 10.5px system-ui, sans-serif';
      ctx.textAlign = 'center';
      ctx.fillText(String(at), across, down + 0.5);
    }
    return told;
  }

  /**
   * Where in a box, or to its right, a badge covers no bar, or the least of them.
   * @param {(km: number) => number} x
   * @param {(lat: number) => number} y
   * @param {[left: number, top: number, right: number, bottom: number]} box
   * @returns {[across: number, down: number]}
   */
  clear(x, y, [left, top, right, bottom]) {
    const bars = this.rows.map((row) => ({ at: y(row.lat), end: x(Math.max(0, row.net) + 2 * (row.sigma ?? 0)) }));
    let [down, least] = [Math.max(HEAD + BADGE, Math.min(bottom - BADGE, Math.max(top + BADGE, (top + bottom) / 2))), Infinity];
    for (let at = Math.min(down, top + BADGE); at <= Math.max(down, bottom - BADGE - 2); at += BADGE) {
      const end = Math.max(0, ...bars.filter((bar) => Math.abs(bar.at - at) <= BADGE + 2).map((bar) => bar.end));
      if (end < least) [down, least] = [at, end];
    }
    const middle = (left + right) / 2;
    return [least <= middle - BADGE ? middle : Math.max(right, Math.min(least, x(this.most) - BADGE)) + BADGE + 2, down];
  }

  /**
   * @param {Shift['profile']} profile
   * @param {Words} words
   * @param {string[]} claimed
   */
  say(profile, words, claimed) {
    const { lat } = this.page.state,
      row = lat === null ? undefined : profile.get(lat),
      { box } = this;
    const rows = [...profile.keys()];
    box.setAttribute('aria-valuemin', String(rows[0] ?? 0));
    box.setAttribute('aria-valuemax', String(rows.at(-1) ?? 0));
    box.setAttribute('aria-valuenow', String(row?.lat ?? rows[0] ?? 0));
    if (!row) {
      const text = !rows.length ? words.profile_none : matchMedia('(hover: none)').matches ? words.profile_hint_touch : words.profile_hint;
      this.note.replaceChildren(text, ...claimed.map((claim, k) => make('span', {}, make('b', {}, String(k + 1)), claim)));
      box.setAttribute('aria-valuetext', [text, ...claimed].join(' '));
      return;
    }
    const widest = row.pieces.reduce((a, b) => (Math.abs(b.km) > Math.abs(a.km) ? b : a)),
      west = endWords(this.page.atlas, words, widest, 'west'),
      east = endWords(this.page.atlas, words, widest, 'east');
    const values = {
      lat: latWords(row.lat),
      km: kmWords(words, row.net, row.sigma),
      end: words.ends[row.end] || row.end,
      place: west.place,
      from: east.place,
    };
    this.note.textContent = fill(words.profile_row, values);
    box.setAttribute('aria-valuetext', fill(words.profile_row, values));
  }
}
