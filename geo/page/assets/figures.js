// What the panel says of the day: the sentence under the heading, the figures, every parallel, the chosen view.

/** @import { Atlas, Epoch, Figures } from './mapdata.js' */
/** @import { Page } from './page.js' */
/** @import { Parts } from './parts.js' */
/** @import { ProfileRow } from './shift.js' */

import { find, findAll, make, say } from './elements.js';
import { dateLegend } from './legend.js';
import { epochOn, shiftOn } from './shift.js';
import { areaWords, fill, inWords, kilometres, latWords, thousands, together } from './words.js';

/** @type {WeakMap<Atlas, Epoch>} */
const told = new WeakMap(); // what the table of figures holds

/** @param {Page} page */
export function tellDay(page) {
  const { atlas, words, state } = page;
  const epoch = epochOn(atlas, state.day);
  tellLead(page);
  if (told.get(atlas) !== epoch) {
    tellFigures(epoch.regions, epoch.total);
    tellLakes(page, epoch.total);
  }
  told.set(atlas, epoch);
  say(page.$('bs-figures-day'), fill(words.figures_day, { before: inWords(words, atlas.days.before), after: inWords(words, state.day) }));
  dateLegend(page);
  tellView(page);
  placeDivider(page);
  page.timeline?.show();
  page.tellStory();
  page.lesson.show();
  if (tableIsOpen(page)) tellParallels(page);
}

/**
 * The page came with the sentence of its own two days; that of any other day lacks only the day.
 * @param {Page} page
 */
function tellLead({ atlas, words, state, $ }) {
  const lead = $('bs-lead'),
    said = () => epochOn(atlas, state.day).sentence.join(inWords(words, state.day));
  const text = state.day === atlas.days.after ? (lead.dataset.text ?? '') : said();
  if (lead.textContent === text && lead.firstElementChild) return;
  lead.replaceChildren(...together(text).flatMap((piece, k) => [k ? ' ' : '', piece.includes(' ') ? make('span', { class: 'bs-whole' }, piece) : piece]));
}

/**
 * @param {Figures[]} regions
 * @param {Figures} total
 */
function tellFigures(regions, total) {
  const rows = new Map(regions.map((row) => [row.region, row]));
  if (regions.length) rows.set('total', total);
  for (const line of findAll(document, '.bs-figures [data-region]', HTMLElement)) {
    const row = rows.get(line.dataset.region ?? '');
    const [area, mean, largest] = line.querySelectorAll('td');
    area.replaceChildren(row ? areaWords(row.area_km2) : '–');
    mean.replaceChildren(row ? kilometres(row.mean_km) : '–');
    if (row && row.sigma_mean_km !== null && row.sigma_area_km2 !== null) {
      area.append(make('small', {}, ` ± ${thousands(Math.max(row.sigma_area_km2, 1))}`));
      mean.append(make('small', {}, ` ± ${kilometres(Math.max(row.sigma_mean_km, 0.1))}`));
    }
    largest.textContent = row ? kilometres(row.max_km) : '–';
    line.classList.toggle('bs-none', !row);
  }
}

/**
 * What the figures of land leave out: others count the lakes that treaties divided as well.
 * @param {Page} page
 * @param {Figures} total
 */
function tellLakes({ words, $ }, { area_km2: land, lake_km2: lake }) {
  const line = $('bs-lakes');
  line.hidden = !lake;
  say(line, lake ? fill(words.lakes_share, { lake: thousands(lake), sum: thousands(land + lake) }) : '');
}

/** @param {Page} page */
export function placeDivider({ state, $ }) {
  const divider = $('bs-divider');
  divider.style.left = `${state.divider * 100}%`;
  divider.setAttribute('aria-valuenow', String(Math.round(state.divider * 100)));
}

/** @param {Page} page */
function tellView({ atlas, words, state, scene, $ }) {
  const { before, after } = atlas.days;
  const chosen = state.view !== 'single' ? state.view : { [before]: 'before', [after]: 'after' }[state.day];
  for (const input of findAll(document, '[name=bs-view]', HTMLInputElement)) input.checked = input.value === chosen;
  for (const input of findAll(document, '[name=bs-layer]', HTMLInputElement))
    {
      const layer = /** @type {keyof Parts} */ (input.value);
      input.checked = state[layer];
      input.disabled = !scene.offers[layer];
    }
  document.documentElement.dataset.view = chosen || 'single';
  $('bs-fade').hidden = state.view !== 'fade';
  find($('bs-fade'), 'input', HTMLInputElement).value = String(Math.round(state.fade * 100));
  $('bs-divider').hidden = state.view !== 'swipe';
  say($('bs-tag-before'), inWords(words, before));
  for (const id of ['bs-tag-after', 'bs-fade-after']) say($(id), inWords(words, state.day));
}

/** @param {Page} page */
export function tellParallels({ atlas, words, state, $ }) {
  const rows = [...shiftOn(atlas, state.day).profile.values()].reverse();
  const known = (/** @type {ProfileRow} */ { gain, loss, net, sigma }) => (sigma === null ? [gain, loss, net] : [gain, loss, net, sigma]);
  const cells = (/** @type {ProfileRow} */ row) => known(row).map((km) => make('td', {}, kilometres(km)));
  const line = (/** @type {ProfileRow} */ row) =>
    make(
      'tr',
      {},
      make('th', { scope: 'row' }, latWords(row.lat)),
      ...cells(row),
      make('td', {}, words.ends[row.end] || row.end),
    );
  find($('bs-table'), 'tbody', HTMLElement).replaceChildren(...rows.map(line));
}

/**
 * Whether the table of every parallel is open: only then it is filled.
 * @param {Page} page
 */
export function tableIsOpen({ $ }) {
  return $('bs-table').hasAttribute('open');
}
