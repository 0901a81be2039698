// Tabs after the ARIA authoring practices: arrows move, one tab stop.

export function makeTabs(list) {
  const tabs = [...list.querySelectorAll('[role=tab]')],
    choose = (tab, focus) => {
      for (const each of tabs) {
        const on = each === tab;
        each.setAttribute('aria-selected', String(on));
        each.tabIndex = on ? 0 : -1;
        document.getElementById(each.getAttribute('aria-controls')).hidden = !on;
      }
      if (focus) tab.focus();
    };
  list.addEventListener('click', ({ target }) => {
    const tab = target.closest('[role=tab]');
    if (tab) choose(tab);
  });
  list.addEventListener('keydown', (event) => {
    const at = tabs.indexOf(document.activeElement),
      to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    choose(tabs[(to + tabs.length) % tabs.length], true);
  });
  return (id) => choose(document.getElementById(id));
}
