// The controls, and what they set.

/** @import { Page, State } from './page.js' */

import { copyAddress, copyFrameCode, leaveBehind, readAddress } from './address.js';
import { find, findAll } from './elements.js';
import { tableIsOpen, tellParallels } from './figures.js';
import { atGuest } from './guests.js';
import { layersText } from './layers.js';
import { download, drawing, picture } from './picture.js';
import { figuresCsv, profileCsv } from './tables.js';
import { makeTabs } from './tabs.js';
import { Tip } from './tip.js';
import { dayLabel } from './words.js';

const TWICE_MS = 230; // within which a second click makes a double click

/** @param {Page} page */
export function wireMap(page) {
  const { map, scene, camera, card, ruler, set } = page;
  const tip = new Tip(map);
  map.on('moveend resize', () => page.changed('view_port'));
  // names come back in the frame in which the map is drawn: two frames that both take long are more than one
  let zoomed = false;
  map.on('zoomend', () => (zoomed = true));
  map.on('moveend', () => {
    if (zoomed) page.flush();
    zoomed = false;
  });
  map.on('move', () => {
    if (!scene.awake) return;
    page.changed('drag');
  });
  map.on('mousemove', (event) => {
    const { containerPoint, latlng } = event;
    if (event.originalEvent.buttons) return; // the map is dragged
    if (ruler.drawing) ruler.point(latlng.lat, latlng.lng);
    const { lines, lat } = ruler.drawing || atGuest(map, event) ? { lines: null, lat: null } : scene.at(latlng, containerPoint);
    set({ lat });
    if (lines) tip.show(containerPoint, lines);
    else tip.hide();
  });
  map.on('mouseout', () => {
    tip.hide();
    set({ lat: null });
  });
  // A second click at once makes a double click: that ends the ruler's line, and elsewhere only zooms.
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let asking;
  map.on('click', (event) => {
    const { lat, lng } = event.latlng;
    tip.hide();
    clearTimeout(asking);
    if (event.originalEvent.detail > 1 || atGuest(map, event)) return;
    if (ruler.drawing) ruler.add(lat, lng);
    else asking = setTimeout(() => card.ask(lat, lng), TWICE_MS);
  });
  map.on('dblclick', () => {
    clearTimeout(asking);
    ruler.end();
  });
  map.getContainer().addEventListener('keydown', ({ key, target }) => {
    if (target !== map.getContainer()) return;
    if (key === 'Enter') {
      const { lat, lng } = map.containerPointToLatLng(camera.middle);
      if (ruler.drawing) ruler.add(lat, lng);
      else card.ask(lat, lng, null, { focus: true });
    }
    if (key === 'Escape') {
      card.close();
      if (ruler.on) ruler.toggle(false);
    }
  });
}

/** @param {Page} page */
export function wirePanel(page) {
  const { atlas, state, set, sheet, $ } = page;
  const panel = $('bs-panel');
  panel.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    const { name, value, checked } = target;
    if (name === 'bs-view') {
      page.timeline?.stop();
      const { before, after } = atlas.days,
        { day } = state;
      if (value !== 'before' && value !== 'after') {
        set({ view: /** @type {State['view']} */ (value), day: day === before ? page.left || after : day });
        return;
      }
      const go = () => set({ view: 'single', day: atlas.days[value] });
      if (day === before || day === after) go();
      else {
        leaveBehind(page, go);
        page.left = day;
      }
    }
    if (name === 'bs-layer') set({ [value]: checked });
    if (name === 'bs-tiles') page.tiles.show(checked);
  });
  for (const row of findAll(panel, '.bs-figures tbody [data-region]', HTMLElement)) wireRegion(page, row);
  $('bs-table').addEventListener('toggle', () => {
    if (tableIsOpen(page)) tellParallels(page);
  });
  $('bs-show-profile').addEventListener('click', () => {
    const open = $('bs-profile').classList.toggle('bs-open');
    $('bs-show-profile').setAttribute('aria-expanded', String(open));
    page.changed('view_port');
  });
  for (const body of panel.querySelectorAll('[role=tabpanel]')) {
    if (!document.getElementById(body.getAttribute('aria-labelledby') ?? '')) body.remove();
  }
  page.chooseTab = makeTabs(find(panel, '[role=tablist]', HTMLElement), () => {
    page.tellStory();
    page.lesson.show();
  });
  find(document, '.bs-skip', HTMLElement).addEventListener('click', (event) => {
    event.preventDefault();
    sheet.unfold();
    page.chooseTab('bs-tab-figures');
    $('bs-figures').focus();
  });
}

/**
 * @param {Page} page
 * @param {HTMLElement} row
 */
function wireRegion({ atlas, camera, set }, row) {
  const { region = '' } = row.dataset;
  const button = find(row, 'button', HTMLButtonElement);
  const point = () => set({ focus: region }),
    leave = () => set({ focus: '' });
  row.addEventListener('mouseenter', point);
  row.addEventListener('mouseleave', leave);
  button.addEventListener('focus', point);
  button.addEventListener('blur', leave);
  const zones = atlas.zones.filter((zone) => zone.region === region);
  button.addEventListener('click', () => camera.fly(zones.map((zone) => zone.box)));
}

/** @type {Record<string, number>} */
const WAYS = { ArrowLeft: -0.02, ArrowRight: 0.02, PageUp: 0.1, PageDown: -0.1 };

/**
 * The swipe's divider, by pointer and by keys; the fade's slider.
 * @param {Page} page
 */
export function wireDivider({ map, state, set, $ }) {
  const divider = $('bs-divider');
  const put = (/** @type {number} */ share) => set({ divider: Math.min(0.98, Math.max(0.02, share)) });
  divider.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    divider.setPointerCapture(event.pointerId);
    divider.focus({ preventScroll: true });
  });
  divider.addEventListener('pointermove', (event) => {
    if (!divider.hasPointerCapture(event.pointerId)) return;
    const box = map.getContainer().getBoundingClientRect();
    put((event.clientX - box.left) / box.width);
  });
  divider.addEventListener('keydown', (event) => {
    const way = WAYS[event.key];
    if (!way) return;
    event.preventDefault();
    put(state.divider + way);
  });
  const fade = find($('bs-fade'), 'input', HTMLInputElement);
  fade.addEventListener('input', () => set({ fade: Number(fade.value) / 100 }));
}

/** @param {Page} page */
export function wireSharing(page) {
  const { atlas, words, state, $ } = page;
  // what stands in the name of a file keeps to letters, figures and hyphens
  const named = (/** @type {string} */ what, /** @type {string} */ ending) => {
    const parts = [atlas.id, what, dayLabel(words, state.day)].filter(Boolean).join('-');
    return `${parts.replace(/[^\p{L}\p{N}-]+/gu, '_')}.${ending}`;
  };
  /** @type {Record<string, () => void>} */
  const save = {
    copy: () => copyAddress(page),
    embed: () => copyFrameCode(page),
    picture: async () => download(named('map', 'png'), 'image/png', await picture(page)),
    drawing: () => download(named('map', 'svg'), 'image/svg+xml', drawing(page).text),
    print: () => window.print(),
    layers: () => download(named('', 'geojson'), 'application/geo+json', layersText(atlas, words, state.day)),
    figures: () => download(named('figures', 'csv'), 'text/csv', figuresCsv(atlas, words, state.day)),
    profile: () => download(named('profile', 'csv'), 'text/csv', profileCsv(atlas, words, state.day)),
  };
  for (const button of findAll(document, '[data-share]', HTMLElement)) {
    button.addEventListener('click', () => save[button.dataset.share ?? '']());
  }
  window.addEventListener('beforeprint', () => ($('bs-print').innerHTML = drawing(page).text));
  window.addEventListener('hashchange', () => page.follow(readAddress(location.hash, page.atlas)));
}
