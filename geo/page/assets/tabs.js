// Tabs after the ARIA authoring practices: arrows move, one tab stop.

import { byId, findAll } from './elements.js';

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
