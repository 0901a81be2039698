// The controls, and what they set.

/** @import { Page, State } from './page.js' */

import { copyAddress, readAddress } from './address.js';
import { find, findAll } from './elements.js';
import { tableIsOpen, tellParallels } from './figures.js';
import { layersText } from './layers.js';
import { compose, download, picture } from './picture.js';
import { figuresCsv, profileCsv } from './tables.js';
import { makeTabs } from './tabs.js';
import { Tip } from './tip.js';
import { dayLabel } from './words.js';

/** @param {Page} page */
export function wireMap(page) {
  const { map, scene, camera, card, ruler, profile, set, state } = page;
  const tip = new Tip(map);
  map.on('moveend resize', () => page.changed('view_port'));
  map.on('move', () => {
    if (!scene.awake) return;
    profile.draw();
    if (state.view === 'swipe') scene.main.redraw();
  });
  map.on('mousemove', ({ containerPoint, latlng }) => {
    const { lines, lat } = ruler.on ? { lines: null, lat: null } : scene.at(latlng, containerPoint);
    set({ lat });
    if (lines) tip.show(containerPoint, lines);
    else tip.hide();
  });
  map.on('mouseout', () => {
    tip.hide();
    set({ lat: null });
  });
  map.on('click', ({ latlng: { lat, lng } }) => {
    tip.hide();
    if (ruler.on) ruler.add(lat, lng);
    else card.ask(lat, lng);
  });
  map.getContainer().addEventListener('keydown', ({ key, target }) => {
    if (target !== map.getContainer()) return;
    if (key === 'Enter') {
      const { lat, lng } = map.containerPointToLatLng(camera.middle);
      if (ruler.on) ruler.add(lat, lng);
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
  const { atlas, state, set, $ } = page;
  const panel = $('bs-panel');
  panel.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    const { name, value, checked } = target;
    if (name === 'bs-view') {
      const { before, after } = atlas.days;
      if (value === 'before' || value === 'after') set({ view: 'single', day: atlas.days[value] });
      else set({ view: /** @type {State['view']} */ (value), day: state.day === before ? after : state.day });
    }
    if (name === 'bs-layer') set({ [value]: checked });
    if (name === 'bs-tiles') showTiles(page, checked);
  });
  for (const row of findAll(panel, '.bs-figures tbody [data-region]', HTMLElement)) wireRegion(page, row);
  $('bs-table').addEventListener('toggle', () => {
    if (tableIsOpen(page)) tellParallels(page);
  });
  wireFold(page, $('bs-fold'), panel);
  wireFold(page, $('bs-show-profile'), $('bs-profile'));
  for (const body of panel.querySelectorAll('[role=tabpanel]')) {
    if (!document.getElementById(body.getAttribute('aria-labelledby') ?? '')) body.remove();
  }
  const choose = makeTabs(find(panel, '[role=tablist]', HTMLElement));
  find(document, '.bs-skip', HTMLElement).addEventListener('click', (event) => {
    event.preventDefault();
    if ($('bs-fold').getClientRects().length && !panel.classList.contains('bs-open')) $('bs-fold').click();
    choose('bs-tab-figures');
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

/**
 * @param {Page} page
 * @param {HTMLElement} button
 * @param {HTMLElement} box
 */
function wireFold(page, button, box) {
  button.addEventListener('click', () => {
    const open = box.classList.toggle('bs-open');
    button.setAttribute('aria-expanded', String(open));
    const names = button.querySelectorAll('span');
    if (names.length) [names[0].hidden, names[1].hidden] = [open, !open];
    page.changed('view_port');
  });
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
    picture: async () => download(named('map', 'png'), 'image/png', await picture(page)),
    print: () => window.print(),
    layers: () => download(named('', 'geojson'), 'application/geo+json', layersText(atlas, words, state.day)),
    figures: () => download(named('figures', 'csv'), 'text/csv', figuresCsv(atlas, words, state.day)),
    profile: () => download(named('profile', 'csv'), 'text/csv', profileCsv(atlas, words, state.day)),
  };
  for (const button of findAll(document, '[data-share]', HTMLElement)) {
    button.addEventListener('click', () => save[button.dataset.share ?? '']());
  }
  window.addEventListener('beforeprint', () => $('bs-print').replaceChildren(compose(page)));
  window.addEventListener('hashchange', () => page.follow(readAddress(location.hash, page.atlas)));
}

/**
 * Tiles from elsewhere come only when asked for; the page says beforehand whom they are asked of.
 * @param {Page} page
 * @param {boolean} on
 */
function showTiles(page, on) {
  const { map, words } = page;
  /** @type {L.TileLayerOptions} */
  const options = { attribution: words.tiles_credit, maxZoom: 15, referrerPolicy: 'no-referrer' };
  page.tiles ??= L.tileLayer(words.tiles_url, options);
  if (on) page.tiles.addTo(map);
  else page.tiles.remove();
  const sheet = map.getPane('bs-sheet');
  if (sheet) sheet.style.opacity = on ? '0.6' : '';
  page.set({ tiles: on });
}
