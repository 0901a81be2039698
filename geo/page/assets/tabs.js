// Tabs after the ARIA authoring practices: arrows move, one tab stop.

import { byId, findAll } from './elements.js';

const LITTLE = 60; // pixels: of less nobody sees that another tab is open

/**
 * Where there is so little height that what was opened lies below, the tabs go to the top.
 * @param {HTMLElement} list
 * @param {HTMLElement} body
 */
function reveal(list, body) {
  const roll = list.parentElement,
    below = roll?.getBoundingClientRect();
  if (!roll || !below || body.getBoundingClientRect().top + LITTLE < below.bottom) return;
  roll.scrollTop += list.getBoundingClientRect().top - below.top - parseFloat(getComputedStyle(roll).paddingTop);
}

/**
 * @param {HTMLElement} list
 * @param {() => void} opened what is done when another is open
 * @returns {(id: string) => void}
 */
export function makeTabs(list, opened) {
  const tabs = findAll(list, '[role=tab]', HTMLElement),
    choose = (/** @type {HTMLElement} */ tab, focus = false) => {
      for (const each of tabs) {
        const on = each === tab;
        each.setAttribute('aria-selected', String(on));
        each.tabIndex = on ? 0 : -1;
        byId(each.getAttribute('aria-controls') ?? '').hidden = !on;
      }
      if (focus) tab.focus();
      opened();
      reveal(list, byId(tab.getAttribute('aria-controls') ?? ''));
    };
  list.addEventListener('click', ({ target }) => {
    const tab = tabs.find((each) => target instanceof Node && each.contains(target));
    if (tab) choose(tab);
  });
  list.addEventListener('keydown', (event) => {
    const at = tabs.findIndex((tab) => tab === document.activeElement);
    /** @type {Record<string, number>} */
    const ways = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 },
      to = ways[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    choose(tabs[(to + tabs.length) % tabs.length], true);
  });
  return (id) => choose(byId(id));
}
