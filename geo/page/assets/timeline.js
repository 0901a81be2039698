// Time: a slider over every day, with the events on it, and what had just happened in a sentence.

/** @import { Page } from './page.js' */

import { dayNumber, eventOn, isoDay } from './days.js';
import { find, make } from './elements.js';
import { fill, inWords } from './words.js';

export class Timeline {
  /**
   * @param {Page} page
   * @param {HTMLElement} box
   */
  constructor(page, box) {
    this.page = page;
    this.box = box;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    const { atlas } = page;
    this.first = dayNumber(atlas.days.from);
    this.last = dayNumber(atlas.days.last);
    this.range = find(box, 'input[type=range]', HTMLInputElement);
    this.range.max = String(this.last - this.first);
    this.range.addEventListener('input', () => {
      this.stop();
      page.set({ day: isoDay(this.first + Number(this.range.value)) });
    });
    find(box, '[data-step=back]', HTMLElement).addEventListener('click', () => this.step(-1));
    find(box, '[data-step=on]', HTMLElement).addEventListener('click', () => this.step(1));
    this.button = find(box, '[data-step=play]', HTMLElement);
    this.button.addEventListener('click', () => (this.timer ? this.stop() : this.play()));
    const marks = find(box, '.bs-marks', HTMLElement),
      turns = new Set(atlas.epochs.map((epoch) => epoch.day));
    const there = atlas.events.filter(({ date }) => date >= atlas.days.from);
    for (const event of there) {
      const mark = make('i', { class: turns.has(event.date) && event.date > atlas.days.from ? 'bs-turn' : '' });
      mark.style.left = `${((dayNumber(event.date) - this.first) / (this.last - this.first)) * 100}%`;
      marks.append(mark);
    }
    this.days = [...new Set(there.map((event) => event.date))].sort();
  }

  /** @param {number} way */
  step(way) {
    this.stop();
    const { day } = this.page.state,
      next = way > 0 ? this.days.find((d) => d > day) : this.days.findLast((d) => d < day);
    if (next) this.page.set({ day: next });
  }

  play() {
    const { page } = this,
      calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (page.state.day >= isoDay(this.last)) page.set({ day: page.atlas.days.from });
    if (page.state.view === 'single' && page.state.day === page.atlas.days.before) page.set({ view: 'both' });
    const turns = new Set(page.atlas.epochs.map((epoch) => epoch.day));
    this.button.textContent = page.words.pause;
    this.button.setAttribute('aria-pressed', 'true');
    // Day by day, and a halt where the border moves; for those who want no motion, event by event.
    const next = () => {
      const { day } = page.state,
        on = calm ? this.days.find((d) => d > day) : isoDay(dayNumber(day) + 1);
      if (!on || on > isoDay(this.last)) {
        this.stop();
        return;
      }
      page.set({ day: on });
      this.timer = setTimeout(next, calm ? 2500 : turns.has(on) ? 1400 : 22);
    };
    this.timer = setTimeout(next, 50);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.button.textContent = this.page.words.play;
    this.button.setAttribute('aria-pressed', 'false');
  }

  show() {
    const { page, box } = this,
      { words, atlas, state } = page,
      event = eventOn(atlas, state.day);
    this.range.value = String(dayNumber(state.day) - this.first);
    const day = inWords(words, state.day);
    find(box, '.bs-day', HTMLElement).textContent = day;
    const same = event && event.date === state.day;
    const news = event
      ? fill(same ? words.today : words.lately, {
          day: inWords(words, event.date),
          title: event.title,
          changed: event.changed,
        })
      : '';
    find(box, '.bs-news', HTMLElement).textContent = news;
    this.range.setAttribute('aria-valuetext', same ? `${day}: ${event.title}` : day);
  }
}
