// What the panel says of the day: the sentence under the heading, the figures, every parallel, the chosen view.

import { make } from './elements.js';
import { epochOn, shiftOn } from './shift.js';
import { fill, inWords, kilometres, latWords, thousands } from './words.js';

export function tellDay(page) {
  const { atlas, words, state } = page;
  const { total, regions } = epochOn(atlas, state.day);
  tellLead(page, total);
  tellFigures(regions, total);
  page.$('bs-figures-day').textContent = fill(words.figures_day, {
    before: inWords(words, atlas.days.before),
    after: inWords(words, state.day),
  });
  tellView(page);
  page.timeline?.show();
  page.tellStory(state.day);
  if (page.$('bs-table').open) tellParallels(page);
}

// The page came with the sentence of its own two days; of other days it is made here.
function tellLead({ atlas, words, state, $ }, row) {
  const lead = $('bs-lead');
  if (state.day === atlas.days.after || atlas.epochs.length < 3) {
    lead.textContent = lead.dataset.text;
    return;
  }
  lead.textContent = fill(row.area_km2 ? words.lead_day : words.lead_none, {
    day: inWords(words, state.day),
    way: row.mean_km < 0 ? words.east : words.west,
    mean: kilometres(Math.abs(row.mean_km), 0),
    max: kilometres(Math.abs(row.max_km), 0),
    near: row.max_near,
    area: thousands(Math.abs(row.area_km2)),
  });
}

function tellFigures(regions, total) {
  const rows = new Map(regions.map((row) => [row.region, row]));
  if (regions.length) rows.set('total', total);
  for (const line of document.querySelectorAll('.bs-figures [data-region]')) {
    const row = rows.get(line.dataset.region);
    const [area, mean, largest] = line.querySelectorAll('td');
    area.textContent = row ? thousands(row.area_km2) : '–';
    mean.replaceChildren(row ? kilometres(row.mean_km, 0) : '–');
    if (row && row.sigma_mean_km !== null)
      mean.append(make('small', {}, ` ± ${kilometres(Math.max(row.sigma_mean_km, 0.1))}`));
    largest.textContent = row ? kilometres(row.max_km, 0) : '–';
    line.classList.toggle('bs-none', !row);
  }
}

function tellView({ atlas, words, state, $ }) {
  const { before, after } = atlas.days;
  const chosen = state.view !== 'single' ? state.view : { [before]: 'before', [after]: 'after' }[state.day];
  for (const input of document.querySelectorAll('[name=bs-view]')) input.checked = input.value === chosen;
  document.documentElement.dataset.view = chosen || 'single';
  $('bs-fade').hidden = state.view !== 'fade';
  $('bs-fade').querySelector('input').value = Math.round(state.fade * 100);
  const divider = $('bs-divider');
  divider.hidden = state.view !== 'swipe';
  divider.style.left = `${state.divider * 100}%`;
  divider.setAttribute('aria-valuenow', Math.round(state.divider * 100));
  $('bs-tag-before').textContent = inWords(words, before);
  $('bs-tag-after').textContent = $('bs-fade-after').textContent = inWords(words, state.day);
}

export function tellParallels({ atlas, words, state, $ }) {
  const rows = [...shiftOn(atlas, state.day).profile.values()].reverse();
  const cells = (row) => [row.gain, row.loss, row.net, row.sigma].map((v) => make('td', {}, kilometres(v)));
  const line = (row) =>
    make(
      'tr',
      {},
      make('th', { scope: 'row' }, latWords(row.lat)),
      ...cells(row),
      make('td', {}, words.ends[row.end] || row.end),
    );
  $('bs-table')
    .querySelector('tbody')
    .replaceChildren(...rows.map(line));
}
