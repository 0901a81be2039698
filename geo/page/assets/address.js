// The address keeps what is shown.

/** @import { Atlas } from './mapdata.js' */
/** @import { Page, State } from './page.js' */

import { dayNumber, isoDay } from './days.js';
import { make } from './elements.js';
import { languageKept } from './speech.js';
import { fill } from './words.js';

const VIEWS = /** @type {const} */ (['single', 'both', 'swipe', 'fade']);
const EMBED = '&embed'; // the page stands in a frame; early.js reads it
// Layers that an address names when they are shown; of the others, those that are not.
const LAYERS = /** @type {const} */ (['change', 'shift', 'names']),
  OTHERS = /** @type {const} */ (['ground', 'states_before', 'states_after', 'borders_before', 'borders_after', 'sea']);

/**
 * What an address says: what is shown, where the map looks, and the place that is asked about.
 * @typedef {object} Address
 * @property {Partial<State>} state
 * @property {{ zoom: number, lat: number, lon: number } | null} at
 * @property {{ lat: number, lon: number, name: string } | null} place
 */

/**
 * Whether a text is a day of the atlas.
 * @param {string} text
 * @param {Atlas['days']} days
 */
function isDay(text, { from, last }) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < from || text > last) return false;
  const number = dayNumber(text);
  return Number.isFinite(number) && isoDay(number) === text;
}

/**
 * Read an address, as far as it can be believed.
 * @param {string} hash
 * @param {Pick<Atlas, 'days'>} atlas
 * @returns {Address}
 */
export function readAddress(hash, atlas) {
  const given = new URLSearchParams(hash.replace(/^#/, '')),
    said = (/** @type {string} */ key) => given.get(key) ?? '';
  /** @type {Partial<State>} */
  const state = {};
  const view = VIEWS.find((name) => name === said('v'));
  if (view) state.view = view;
  if (isDay(said('d'), atlas.days)) state.day = said('d');
  const share = (/** @type {string} */ key) => (said(key) ? Number(said(key)) : NaN);
  if (share('s') >= 0 && share('s') <= 1) state.divider = share('s');
  if (share('f') >= 0 && share('f') <= 1) state.fade = share('f');
  if (given.has('l')) for (const name of LAYERS) state[name] = said('l').split(',').includes(name);
  if (given.has('h')) for (const name of OTHERS) state[name] = !said('h').split(',').includes(name);
  const [zoom, lat, lon] = said('m').split('/').map(Number),
    [placeLat, placeLon] = said('p').split(',').map(Number);
  return {
    state,
    at: Number.isFinite(zoom + lat + lon) && Math.abs(lat) < 85 ? { zoom, lat, lon } : null,
    place: Number.isFinite(placeLat + placeLon) ? { lat: placeLat, lon: placeLon, name: said('n') } : null,
  };
}

/**
 * Write one.
 * @param {State} state
 * @param {{ zoom: number, lat: number, lon: number } | null} at nothing where the map looks as the page opens
 * @param {{ lat: number, lon: number, place?: { name: string } | null } | null} place
 */
export function writeAddress(state, at, place) {
  const parts = [
    ['v', state.view],
    ['d', state.day],
    ['s', state.view === 'swipe' && state.divider.toFixed(2)],
    ['f', state.view === 'fade' && state.fade.toFixed(2)],
    ['l', LAYERS.filter((name) => state[name]).join()],
    ['h', OTHERS.filter((name) => !state[name]).join() || null],
    ['m', at && `${Number(at.zoom.toFixed(2))}/${at.lat.toFixed(3)}/${at.lon.toFixed(3)}`],
    ['p', place && `${place.lat.toFixed(4)},${place.lon.toFixed(4)}`],
    ['n', place?.place && encodeURIComponent(place.place.name)],
  ];
  const said = parts.filter(([, value]) => typeof value === 'string').map((part) => part.join('='));
  return `#${said.join('&')}`;
}

/**
 * What is shown, on its own day or on another.
 * @param {Page} page
 * @param {string} [day]
 */
export function addressOf({ state, map, card, camera }, day = state.day) {
  const { lat, lng } = map.getCenter(),
    held = document.documentElement.classList.contains('bs-embed');
  const looks = camera.home ? null : { zoom: map.getZoom(), lat, lon: lng };
  return writeAddress({ ...state, day }, looks, card.at) + languageKept() + (held ? EMBED : '');
}

/**
 * In a notebook the page has no address of its own to write to.
 * @param {Page} page
 */
export function keepAddress(page) {
  try {
    history.replaceState(null, '', addressOf(page));
  } catch {
    /* nothing to keep it in */
  }
}

/**
 * What is shown is left for a day that nobody chose on the slider: the browser's own way back leads to it.
 * @param {Page} page
 * @param {() => void} go
 */
export function leaveBehind(page, go) {
  keepAddress(page);
  go();
  try {
    history.pushState(null, '', addressOf(page));
  } catch {
    /* nothing to go back in */
  }
}

/**
 * Copy a text, or offer it to be copied by hand.
 * @param {Page} page
 * @param {string} text
 * @param {string} said what is then said
 * @param {string} [also] what must be known of it
 */
export async function copyText(page, text, said, also = '') {
  const shown = page.$('bs-shared'),
    tell = (/** @type {string} */ sentence) => {
      shown.textContent = `${sentence} ${also}`.trim();
      shown.hidden = false;
      page.announce(shown.textContent);
    };
  try {
    await navigator.clipboard.writeText(text);
    tell(said);
  } catch {
    page.sheet.unfold();
    page.chooseTab('bs-tab-share');
    const field = /** @type {HTMLInputElement} */ (page.$('bs-link'));
    field.value = text;
    field.closest('p')?.removeAttribute('hidden');
    field.select();
    tell(page.words.copy_by_hand);
  }
}

/** @param {Page} page */
const linkTo = (page) => location.href.split('#')[0] + addressOf(page);

/** Whether the page lies on its reader's own disk, where nobody else has its address. */
const atHome = () => location.protocol === 'file:';

/** @param {Page} page */
export function copyAddress(page) {
  keepAddress(page);
  return copyText(page, linkTo(page), page.words.copied, atHome() ? page.words.link_here : '');
}

/**
 * Copy what shows this page as it stands within another; from a disk, by the name of its file alone.
 * @param {Page} page
 */
export function copyFrameCode(page) {
  const link = linkTo(page).replace(EMBED, '') + EMBED,
    file = /** @type {string} */ (location.pathname.split('/').pop()),
    src = atHome() ? file + link.slice(link.indexOf('#')) : link,
    frame = make('iframe', { src, title: document.title, width: '100%', height: '480', style: 'border:0', allow: 'fullscreen', loading: 'lazy' });
  return copyText(page, frame.outerHTML, page.words.copied_code, atHome() ? fill(page.words.code_here, { file: decodeURIComponent(file) }) : '');
}
