// Figures as CSV.

import { epochOn, shiftOn } from './shift.js';

// A cell that a spreadsheet would take for a formula gets an apostrophe before it.
export const cell = (value) => {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export const csv = (heads, rows) => `${[heads, ...rows].map((row) => row.map(cell).join()).join('\r\n')}\r\n`;

export function figuresOf(page) {
  const { total, regions } = epochOn(page.atlas, page.state.day),
    heads = Object.keys(total);
  return csv(
    ['from', 'to', ...heads],
    [...regions, total].map((row) => [page.atlas.days.before, page.state.day, ...heads.map((name) => row[name])]),
  );
}

export function profileOf(page) {
  const rows = [...shiftOn(page.atlas, page.state.day).profile.values()];
  return csv(
    ['from', 'to', 'lat', 'gain_km', 'loss_km', 'net_km', 'sigma_km', 'end'],
    rows.map((row) => [
      page.atlas.days.before,
      page.state.day,
      row.lat,
      ...[row.gain, row.loss, row.net, row.sigma].map((v) => v.toFixed(3)),
      row.end,
    ]),
  );
}
