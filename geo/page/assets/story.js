// The story: the events in their order. A step sets the day and flies to where it happened.

/** @import { Event } from './mapdata.js' */
/** @import { Page } from './page.js' */

import { eventOn } from './days.js';
import { cited, findAll, make, makeButton } from './elements.js';
import { whenIdle } from './idle.js';
import { inWords, sentence } from './words.js';

/**
 * Go to where an event was.
 * @param {Page} page
 * @param {Event} event
 */
export function goWhere({ atlas, camera, map }, event) {
  const turned = atlas.zones.filter((zone) => zone.tenure.some((span) => span.start === event.date && span.event === event)),
    boxes = turned.filter((zone) => zone.tenure.some((span) => span.holder === atlas.state)).map((zone) => zone.box);
  if (boxes.length) camera.fly(boxes);
  else if (event.lon !== null && event.lat !== null) camera.flyTo(event.lat, event.lon, Math.max(map.getZoom(), 6));
}

/**
 * @param {Page} page
 * @param {HTMLElement} list
 * @returns {() => void} what brings the story to the day that is shown
 */
export function tellStory(page, list) {
  const { atlas, words } = page;
  const write = () => list.replaceChildren(
    ...atlas.events.filter(({ date }) => date >= atlas.days.from).map((event) => {
      const go = () => {
        page.timeline?.stop();
        page.set({
          day: event.date,
          view: page.state.view === 'single' && event.date > atlas.days.before ? 'both' : page.state.view,
        });
        goWhere(page, event);
        page.announce([inWords(words, event.date), event.title, event.changed].map(sentence).join(' '));
      };
      const source = make(
        'details',
        {},
        make('summary', {}, words.source),
        cited(event.citation + (event.known ? ` (${event.known})` : '')),
      );
      return make(
        'li',
        { 'data-day': event.date },
        makeButton(
          {},
          go,
          make('time', { datetime: event.date }, inWords(words, event.date)),
          make('strong', {}, event.title),
          make('span', {}, sentence(event.changed)),
        ),
        source,
      );
    }),
  );
  let shown = '';
  const tell = () => {
    const { day } = page.state,
      now = eventOn(atlas, day);
    if (!shown) write();
    if (shown === day) return;
    shown = day;
    for (const item of findAll(list, ':scope > li', HTMLElement)) {
      const { day: own = '' } = item.dataset,
        current = now && own === now.date;
      item.classList.toggle('bs-past', own <= day);
      if (current) item.setAttribute('aria-current', 'step');
      else item.removeAttribute('aria-current');
    }
  };
  // nobody waits for it but who looks at it
  whenIdle(tell);
  return () => {
    if (!list.closest('[hidden]')) tell();
  };
}
