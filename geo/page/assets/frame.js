// The page in a frame on another page ("#embed"): a wheel and one finger scroll that page, Ctrl or two fingers the map. And
// the buttons for the whole view and the whole screen, which every page has.

/** @import { Page } from './page.js' */

import { make, makeButton } from './elements.js';
import { fill, kilometres } from './words.js';

const HOUSE = 'M1.5 9.5L9 2.5L16.5 9.5M4 8V15.5H14V8',
  CORNERS = 'M2 6.5V2H6.5M11.5 2H16V6.5M16 11.5V16H11.5M6.5 16H2V11.5';

/** @param {Page} page */
export function addTools(page) {
  const { map, words } = page,
    tool = (/** @type {string} */ name, /** @type {string} */ drawn, /** @type {() => void} */ press) => {
      const button = makeButton({ class: 'bs-tool', title: name, 'aria-label': name }, press);
      button.innerHTML = `<svg viewBox="0 0 18 18" width="18" aria-hidden="true"><path d="${drawn}" fill="none" stroke="currentColor" stroke-width="1.7"/></svg>`; // drawn below; no data
      return button;
    };
  const bar = make('div', { class: 'leaflet-bar' }, tool(words.home, HOUSE, () => page.camera.goHome(true)));
  if (document.fullscreenEnabled) {
    const screen = tool(words.full_screen, CORNERS, () =>
      document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen(),
    );
    bar.append(screen);
  }
  L.DomEvent.disableClickPropagation(bar);
  const control = new L.Control({ position: 'bottomright' });
  control.onAdd = () => bar;
  control.addTo(map);
}

/**
 * Leaflet's bar of round kilometres, which says its length in English: said as the page's language does.
 * @param {Page} page
 */
export function addScale({ map, words }) {
  const bar = /** @type {L.Control.Scale & { _updateMetric(metres: number): void, _getRoundNum(metres: number): number,
    _updateScale(line: HTMLElement, text: string, share: number): void, _mScale: HTMLElement }} */ (
    L.control.scale({ position: 'bottomleft', maxWidth: 120, imperial: false, updateWhenIdle: true })
  );
  bar._updateMetric = (most) => {
    const round = bar._getRoundNum(most),
      km = fill(words.km, { km: kilometres(round / 1000, round < 1000 ? 1 : 0) });
    bar._updateScale(bar._mScale, km, round / most);
  };
  bar.addTo(map);
}

const SHOWN_MS = 1600;

/** @param {Page} page */
export function wireFrame({ map, words }) {
  const own = map.getContainer(),
    hint = make('div', { class: 'bs-hint', 'aria-hidden': 'true', hidden: true });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let fading;
  own.append(hint);
  const held = () => document.documentElement.classList.contains('bs-embed') && !document.fullscreenElement,
    say = (/** @type {string} */ text) => {
      hint.textContent = text;
      hint.hidden = false;
      clearTimeout(fading);
      fading = setTimeout(() => (hint.hidden = true), SHOWN_MS);
    };
  /** @type {AddEventListenerOptions} */
  const first = { capture: true, passive: true };
  own.addEventListener(
    'wheel',
    (event) => {
      if (!held() || event.ctrlKey || event.metaKey) return;
      event.stopPropagation(); // so Leaflet leaves it to the page that holds this one
      say(words.embed_wheel);
    },
    first,
  );
  own.addEventListener(
    'pointerdown',
    ({ pointerType }) => map.dragging[held() && pointerType === 'touch' ? 'disable' : 'enable'](),
    first,
  );
  own.addEventListener(
    'touchmove',
    ({ touches }) => {
      if (held() && touches.length === 1) say(words.embed_touch);
    },
    first,
  );
}
