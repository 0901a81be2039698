// The address keeps what is shown.

import { dayNumber, isoDay } from './days.js';

const VIEWS = ['single', 'both', 'swipe', 'fade'];

const LAYERS = ['change', 'shift', 'names'];

// What an address says, of what can be believed of it.
export function readAddress(atlas) {
  const given = new URLSearchParams(location.hash.slice(1));
  const { first, last } = atlas.days;
  const state = {};
  const day = given.get('d') || '';
  if (VIEWS.includes(given.get('v'))) state.view = given.get('v');
  if (/^\d{4}-\d\d-\d\d$/.test(day) && day >= first && day <= last && isoDay(dayNumber(day)) === day) state.day = day;
  for (const [key, name] of Object.entries({ s: 'divider', f: 'fade' })) {
    const share = given.has(key) ? Number(given.get(key)) : NaN;
    if (share >= 0 && share <= 1) state[name] = share;
  }
  if (given.has('l')) {
    const shown = given.get('l').split(',');
    for (const name of LAYERS) state[name] = shown.includes(name);
  }
  const numbers = (key, separator) => (given.get(key) || '').split(separator).map(Number);
  const [zoom, lat, lon] = numbers('m', '/');
  const [placeLat, placeLon] = numbers('p', ',');
  return {
    state,
    at: Number.isFinite(zoom + lat + lon) && Math.abs(lat) < 85 ? { zoom, lat, lon } : null,
    place: Number.isFinite(placeLat + placeLon) ? { lat: placeLat, lon: placeLon } : null,
  };
}

function address(page) {
  const { state, map, card } = page,
    c = map.getCenter(),
    given = new URLSearchParams();
  given.set('v', state.view);
  given.set('d', state.day);
  if (state.view === 'swipe') given.set('s', state.divider.toFixed(2));
  if (state.view === 'fade') given.set('f', state.fade.toFixed(2));
  given.set('l', LAYERS.filter((name) => state[name]).join());
  given.set('m', `${map.getZoom()}/${c.lat.toFixed(3)}/${c.lng.toFixed(3)}`);
  if (card.at) given.set('p', `${card.at.lat.toFixed(4)},${card.at.lon.toFixed(4)}`);
  return `#${given.toString().replaceAll('%2C', ',').replaceAll('%2F', '/')}`;
}

// In a notebook the page has no address of its own to write to.
export function keepAddress(page) {
  try {
    history.replaceState(null, '', address(page));
  } catch {
    /* nothing to keep it in */
  }
}

export async function copyAddress(page) {
  keepAddress(page);
  const link = location.href.split('#')[0] + address(page);
  try {
    await navigator.clipboard.writeText(link);
    page.announce(page.words.copied);
  } catch {
    const field = document.getElementById('bs-link');
    field.value = link;
    field.parentElement.hidden = false;
    field.select();
    page.announce(page.words.copy_by_hand);
  }
}
