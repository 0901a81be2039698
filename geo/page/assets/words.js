// Words: every text comes from the page's own table, with numbers and names filled in.

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

export const kilometres = (value, digits = 1) =>
  value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits }).replace('-', '\u2212');

export const thousands = (value) => Math.round(value).toLocaleString('en').replaceAll(',', '\u202f').replace('-', '\u2212');

export const inWords = (words, iso) => {
  if (words.days?.[iso]) return words.days[iso]; // an atlas of two files has names for its two days
  const [y, m, d] = iso.split('-').map(Number);
  return fill(words.day, { d, month: words.months[m - 1], y });
};

export const heldWords = (words, atlas, span) => {
  const holder = words.holders[atlas.holders[span.holder]] || atlas.holders[span.holder];
  if (span.status === 'sovereign') return holder;
  return fill(span.occupier ? words.held_by : words.held, {
    holder,
    status: words.status[span.status] || span.status,
    by: span.occupier,
  });
};

export const latWords = (lat, digits = 1) => `${Math.abs(lat).toFixed(digits)}° ${lat < 0 ? 'S' : 'N'}`;

export const lonWords = (lon, digits = 1) => `${Math.abs(lon).toFixed(digits)}° ${lon < 0 ? 'W' : 'E'}`;
