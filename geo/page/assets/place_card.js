// Ask about any place: who held it on each day, since when, by which act, how far the border was, how sure.

import { nearestBorder, nearestPlace } from './answer.js';
import { zoneAt } from './atlas.js';
import { underPen } from './canvas_layer.js';
import { make } from './elements.js';
import { geodesic } from './geodesy.js';
import { bothNames } from './names.js';
import { holding } from './tenure.js';
import { fill, heldWords, inWords, kilometres, latWords, lonWords } from './words.js';

export class PlaceCard {
  constructor(page, box) {
    Object.assign(this, { page, box, at: null });
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
    });
  }

  ask(lat, lon, place = null, { focus = false } = {}) {
    const [west, south, east, north] = this.page.atlas.window;
    if (lon < west || lon > east || lat < south || lat > north) {
      this.page.announce(this.page.words.outside);
      return;
    }
    this.at = { lat, lon, place };
    this.from = focus ? document.activeElement : null;
    this.show();
    if (focus) this.box.querySelector('h2').focus();
    this.page.changed('place');
  }

  close() {
    if (!this.at) return;
    this.at = null;
    this.box.hidden = true;
    this.page.changed('place');
    (this.from || this.page.map.getContainer()).focus({ preventScroll: true });
  }

  answer(day = this.page.state.day) {
    const { atlas } = this.page,
      { lat, lon } = this.at,
      zone = zoneAt(atlas, lon, lat);
    return zone && { zone, span: holding(zone, day), border: nearestBorder(atlas, lon, lat, day) };
  }

  show() {
    if (!this.at) return;
    const { atlas, words, state } = this.page,
      { lat, lon, place } = this.at,
      found = this.answer();
    if (!found) return;
    const near = place ? { place, metres: 0 } : nearestPlace(atlas, lon, lat, 40000);
    const title =
      place || (near && near.metres < 1500)
        ? bothNames(near.place, words)
        : near
          ? fill(words.near_by, {
              km: kilometres(near.metres / 1000, near.metres < 9500 ? 1 : 0),
              place: bothNames(near.place, words),
            })
          : words.this_place;
    const { zone, span, border } = found;
    const lines = [
      make(
        'button',
        { type: 'button', class: 'bs-close', 'aria-label': words.close, onclick: () => this.close() },
        '×',
      ),
      make('h2', { tabindex: '-1' }, title),
      make('p', { class: 'bs-small' }, `${latWords(lat, 4)}, ${lonWords(lon, 4)}`),
      make(
        'p',
        { class: 'bs-answer' },
        make('span', {}, fill(words.on_day, { day: inWords(words, state.day) })),
        make('strong', {}, heldWords(words, atlas, span)),
      ),
    ];
    if (border) {
      const km = border.metres / 1000,
        sigma = border.arc.sigma / 1000,
        close = km < 2 * sigma;
      const sides = [border.left, border.right].map(
        (holder) => words.holders[atlas.holders[holder]] || atlas.holders[holder],
      );
      lines.push(
        make(
          'p',
          {},
          fill(sigma ? words.border_then : words.border_exact, {
            km: kilometres(km, km < 100 ? 1 : 0),
            sigma: kilometres(sigma, sigma < 0.1 ? 2 : 1),
            left: sides[0],
            right: sides[1],
          }),
        ),
      );
      if (close) lines.push(make('p', { class: 'bs-warn' }, words.too_close));
    }
    const rows = zone.tenure
      .filter((s) => (!s.end || s.end > atlas.days.first) && (!s.start || s.start <= atlas.days.last))
      .map((s) =>
        make(
          'tr',
          s === span ? { class: 'bs-now', 'aria-current': 'true' } : {},
          make('th', { scope: 'row' }, s.start ? inWords(words, s.start) : words.before_then),
          make('td', {}, heldWords(words, atlas, s), ...(s.event ? [make('small', {}, s.event.title)] : [])),
        ),
      );
    if (rows.length && zone.tenure.some((s) => s.start)) {
      lines.push(
        make(
          'table',
          {},
          make('caption', { class: 'bs-hidden' }, words.history),
          make(
            'thead',
            { class: 'bs-hidden' },
            make('tr', {}, make('th', { scope: 'col' }, words.since), make('th', { scope: 'col' }, words.holder)),
          ),
          make('tbody', {}, ...rows),
        ),
      );
    } else lines.push(make('p', { class: 'bs-small' }, words.unchanged));
    const act = span.event;
    const sources = [
      [words.act, act && `${act.title}. ${act.citation}`],
      [words.line, border && (border.arc.legal || border.arc.id)],
      [words.line_source, border && [border.arc.source, border.arc.citation].filter(Boolean).join('; ')],
    ].filter(([, text]) => text);
    if (sources.length)
      lines.push(
        make(
          'details',
          {},
          make('summary', {}, words.sources),
          ...sources.map(([label, text]) => make('p', { class: 'bs-small' }, make('b', {}, `${label}: `), text)),
        ),
      );
    this.box.replaceChildren(...lines);
    this.box.hidden = false;
  }

  // The place, and the way to the border.
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
      for (const [color, width] of [
        ['#fff', 4],
        ['#22262b', 1.6],
      ]) {
        ctx.strokeStyle = color;
        ctx.lineWidth = width * px;
        ctx.setLineDash([4 * px, 3 * px]);
        ctx.stroke();
      }
      ctx.setLineDash([]);
    }
    for (const [color, r] of [
      ['#fff', 7],
      ['#22262b', 5.4],
      ['#ffd34d', 3],
    ]) {
      ctx.fillStyle = color;
      ctx.beginPath();
      ctx.arc(plane.x(lon), plane.y(lat), r * px, 0, 7);
      ctx.fill();
    }
  }
}
