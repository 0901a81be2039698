// Time: a slider over every day, with the events on it, and what had just happened in a sentence.

/** @import { Page } from './page.js' */

import { dayNumber, isoDay } from './days.js';
import { find, make, say } from './elements.js';
import { newsOn, turnsOf } from './news.js';
import { fill, inWords, sentence } from './words.js';

const RUN_MS = 30000, // from the first day to the page's second, at speed 1
  HALTS = 1 / 3; // of that time, on the days on which the border moved

export class Timeline {
  /**
   * @param {Page} page
   * @param {HTMLElement} box
   */
  constructor(page, box) {
    this.page = page;
    this.box = box;
    /** @type {number | undefined} */
    this.frame = undefined;
    const { atlas } = page;
    this.first = dayNumber(atlas.days.from);
    this.last = dayNumber(atlas.days.last);
    this.range = find(box, 'input[type=range]', HTMLInputElement);
    this.speed = find(box, 'select', HTMLSelectElement);
    this.range.max = String(this.last - this.first);
    this.range.addEventListener('input', () => {
      this.stop();
      page.set({ day: isoDay(this.first + Number(this.range.value)) });
    });
    this.news = find(box, '.bs-news', HTMLElement);
    this.told = ''; // what it says, without a heading
    // where there is little room it is cut short, until somebody touches it; a chapter is told whole
    this.news.addEventListener('click', () => this.box.classList.toggle('bs-told'));
    find(box, '[data-step=back]', HTMLElement).addEventListener('click', () => this.step(-1));
    find(box, '[data-step=on]', HTMLElement).addEventListener('click', () => this.step(1));
    this.button = find(box, '[data-step=play]', HTMLElement);
    this.button.addEventListener('click', () => (this.frame ? this.stop() : this.play()));
    const marks = find(box, '.bs-marks', HTMLElement),
      turns = this.turns;
    const told = atlas.events.map(({ date }) => date).filter((day) => day >= atlas.days.from),
      stops = told.length ? told : [atlas.days.from, ...turns]; // files of one's own tell of no events
    for (const day of stops) {
      const mark = make('i', { class: turns.includes(day) ? 'bs-turn' : '' });
      mark.style.left = `${((dayNumber(day) - this.first) / (this.last - this.first)) * 100}%`;
      marks.append(mark);
    }
    this.days = [...new Set(stops)].sort();
  }

  // The days on which the border moved, in the part that the page is about.
  get turns() {
    return turnsOf(this.page.atlas).map(({ day }) => day);
  }

  /** @param {number} way */
  step(way) {
    this.stop();
    const { day } = this.page.state,
      next = way > 0 ? this.days.find((d) => d > day) : this.days.findLast((d) => d < day);
    if (next) this.page.set({ day: next });
  }

  /**
   * The days to be shown, each with how long it stays: all, and longer where the border moves; for those who want no motion
   * only these.
   * @param {number} from
   * @param {number} until
   * @returns {{ day: string, ms: number }[]}
   */
  run(from, until) {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches,
      { turns } = this,
      goal = isoDay(until);
    if (calm) {
      const stops = turns.filter((day) => day > isoDay(from) && day < goal);
      return [...stops, goal].map((day) => ({ day, ms: RUN_MS / (turns.length + 1) }));
    }
    const own = ((1 - HALTS) * RUN_MS) / (dayNumber(this.page.atlas.days.after) - this.first || 1),
      halt = (HALTS * RUN_MS) / (turns.length || 1);
    return Array.from({ length: until - from }, (_, k) => isoDay(from + k + 1)).map((day) => ({
      day,
      ms: own + (turns.includes(day) ? halt : 0),
    }));
  }

  play() {
    const { page } = this,
      second = dayNumber(page.atlas.days.after);
    let from = dayNumber(page.state.day),
      until = from < second ? second : this.last;
    if (from === second || from >= this.last) [from, until] = [this.first, second];
    const days = this.run(from, until);
    page.set({ day: isoDay(from), view: page.state.view === 'single' && isoDay(from) === page.atlas.days.before ? 'both' : page.state.view });
    this.button.textContent = page.words.pause;
    this.button.setAttribute('aria-pressed', 'true');
    let shown = page.state.day,
      last = performance.now(),
      due = 0;
    const next = (/** @type {number} */ now) => {
      // whoever sets a day in the meantime stops the run
      if (page.state.day !== shown) {
        this.stop();
        return;
      }
      due -= Math.max(0, now - last) * Number(this.speed.value);
      last = now;
      let day = '';
      while (due <= 0 && days.length) {
        const step = days.shift();
        if (!step) break;
        day = step.day;
        due += step.ms;
        if (this.turns.includes(day)) break; // no day on which the border moves is passed over
      }
      if (day) page.set({ day: (shown = day) });
      if (days.length) this.frame = requestAnimationFrame(next);
      else this.stop();
    };
    this.frame = requestAnimationFrame(next);
  }

  stop() {
    if (this.frame) cancelAnimationFrame(this.frame);
    this.frame = undefined;
    say(this.button, this.page.words.play);
    this.button.setAttribute('aria-pressed', 'false');
  }

  show() {
    const { page, box } = this,
      { words, atlas, state } = page,
      { event, how } = newsOn(atlas, state.day);
    this.range.value = String(dayNumber(state.day) - this.first);
    const day = inWords(words, state.day);
    say(find(box, '.bs-day', HTMLElement), day);
    const chapter = page.lesson?.now,
      text = { today: words.today, moved: words.last_moved, lately: words.lately, none: words.profile_none }[how];
    const news = chapter
      ? chapter.says
      : event
        ? fill(text, { day: inWords(words, event.date), title: event.title, changed: sentence(event.changed) }).trim()
        : atlas.events.length
          ? text
          : '';
    if (this.told !== news) box.classList.toggle('bs-told', Boolean(page.lesson?.whole));
    this.told = news;
    if (chapter) this.news.replaceChildren(make('strong', {}, chapter.title), news);
    else say(this.news, news);
    this.range.setAttribute('aria-valuetext', event && how === 'today' ? `${day}: ${event.title}` : day);
  }
}
