// A lesson: the story in chapters, and all of it in large type, with the boxes away, stepped through by keys.

/** @import { Chapter } from './mapdata.js' */
/** @import { Page } from './page.js' */

import { eventOn } from './days.js';
import { find, findAll, make, makeButton, say } from './elements.js';
import { whenIdle } from './idle.js';
import { goWhere } from './story.js';
import { inWords, sentence } from './words.js';

const SMALL = '(height <= 500px), (width <= 600px) and (height <= 700px)'; // as in drawn.css

export class Lesson {
  /**
   * @param {Page} page
   * @param {HTMLElement} list
   */
  constructor(page, list) {
    this.page = page;
    this.list = list;
    const { words } = page;
    whenIdle(() => this.show(true)); // nobody waits for the list but who looks at it
    page.$('bs-lesson').addEventListener('click', () => this.project(true));
    this.leave = makeButton({ id: 'bs-leave', title: words.lesson_keys }, () => this.project(false), words.close);
    this.at = make('output', {});
    const turn = (/** @type {1 | -1} */ way, /** @type {string} */ label, /** @type {string} */ sign) =>
      makeButton({ 'aria-label': label, title: label }, () => this.turn(way), sign);
    this.turns = [turn(-1, words.chapter_back, '‹'), turn(1, words.chapter_on, '›')];
    const [back, on] = this.turns;
    this.steps = make('div', { id: 'bs-steps', class: 'bs-steps', hidden: '' }, this.leave, make('div', { hidden: !page.atlas.chapters.length }, back, this.at, on));
    find(document, '.bs-top', HTMLElement).append(this.steps);
    document.addEventListener('keydown', (event) => this.key(event));
  }

  /**
   * The chapter that is shown, until another day or view is chosen.
   * @returns {Chapter | null}
   */
  get now() {
    const { chapter, day, view } = this.page.state;
    return chapter?.day === day && chapter.view === view ? chapter : null;
  }

  get large() {
    return document.documentElement.classList.contains('bs-large');
  }

  /**
   * Whether a chapter, or to a class what happened on the day, is told whole from the first; on a class's small screen a line
   * of it, until somebody touches that.
   */
  get whole() {
    const { atlas, state } = this.page,
      told = this.now ?? (this.large && eventOn(atlas, state.day));
    return Boolean(told) && !(this.large && matchMedia(SMALL).matches);
  }

  /** @param {Chapter} chapter */
  open(chapter) {
    const { page } = this;
    page.timeline?.stop();
    page.card.close();
    page.sheet.fold();
    page.set({ chapter, day: chapter.day, view: chapter.view });
    page.timeline?.show(); // what is told may lie upon the map
    page.camera.fly([chapter.box]);
    page.announce([inWords(page.words, chapter.day), chapter.title, chapter.says, chapter.note].map(sentence).join(' '));
  }

  /** @param {boolean} on */
  project(on) {
    const { page } = this;
    document.documentElement.classList.toggle('bs-large', on);
    this.steps.hidden = !on;
    page.timeline?.box.classList.toggle('bs-told', this.whole);
    page.scene.labels.sizes.clear();
    if (on) {
      // what is open upon the map is away too, and leaves its room to what is told
      page.card.close();
      const profile = page.$('bs-show-profile');
      if (profile.getAttribute('aria-expanded') === 'true') profile.click();
      page.announce(page.words.lesson_keys);
      this.leave.focus();
      if (!this.now && page.atlas.chapters.length) this.open(page.atlas.chapters[0]);
    } else page.$('bs-lesson').focus();
    requestAnimationFrame(() => {
      page.map.invalidateSize({ animate: false });
      page.changed('view_port');
    });
  }

  /** The number of the chapter that is shown, or of the last before the day. */
  get before() {
    const { chapters } = this.page.atlas,
      { now } = this;
    return now ? chapters.indexOf(now) : chapters.findLastIndex((each) => each.day < this.page.state.day);
  }

  /** @param {1 | -1} way */
  turn(way) {
    const { chapters } = this.page.atlas;
    this.open(chapters[Math.min(Math.max(this.before + way, 0), chapters.length - 1)]);
  }

  /**
   * Go to the next event, or the last before, and to where it was.
   * @param {1 | -1} way
   */
  step(way) {
    const { page } = this;
    page.timeline?.step(way);
    const event = eventOn(page.atlas, page.state.day);
    if (event) goWhere(page, event);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (!this.large || event.target instanceof HTMLInputElement) return;
    const { page } = this,
      { chapters } = page.atlas;
    /** @type {Record<string, () => void>} */
    const does = {
      ArrowRight: () => this.step(1),
      ArrowLeft: () => this.step(-1),
      PageDown: () => this.turn(1),
      PageUp: () => this.turn(-1),
      Escape: () => this.project(false),
    };
    const act = does[event.key];
    if (!act || (event.key.startsWith('Page') && !chapters.length)) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** Write the list. */
  write() {
    const { atlas, words } = this.page;
    this.list.replaceChildren(
      ...atlas.chapters.map((chapter) =>
        make(
          'li',
          {},
          makeButton(
            {},
            () => this.open(chapter),
            make('time', { datetime: chapter.day }, inWords(words, chapter.day)),
            make('strong', {}, chapter.title),
            make('span', {}, chapter.says),
          ),
        ),
      ),
    );
  }

  /**
   * Mark the chapter that is shown, in the list once it is written.
   * @param {boolean} [seen] whether it is to be written, even if nobody sees it
   */
  show(seen = !this.list.closest('[hidden]')) {
    const { now, before } = this,
      { length } = this.page.atlas.chapters;
    say(this.at, `${now ? before + 1 : '–'}/${length}`);
    [before <= 0, before >= length - 1].forEach((end, k) => this.turns[k].setAttribute('aria-disabled', String(end)));
    if (seen && !this.list.firstChild) this.write();
    findAll(this.list, 'li', HTMLElement).forEach((item, k) => {
      if (this.page.atlas.chapters[k] === now) item.setAttribute('aria-current', 'step');
      else item.removeAttribute('aria-current');
    });
  }
}
