// Words: every text comes from the page's own table, with numbers and names filled in.

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
const kilometres = (value, digits = 1) =>
  value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits }).replace('-', '\u2212');
const thousands = (value) => Math.round(value).toLocaleString('en').replaceAll(',', '\u202f').replace('-', '\u2212');
const inWords = (words, iso) => {
  if (words.days?.[iso]) return words.days[iso]; // an atlas of two files has names for its two days
  const [y, m, d] = iso.split('-').map(Number);
  return fill(words.day, { d, month: words.months[m - 1], y });
};
const heldWords = (words, atlas, span) => {
  const holder = words.holders[atlas.holders[span.holder]] || atlas.holders[span.holder];
  if (span.status === 'sovereign') return holder;
  return fill(span.occupier ? words.held_by : words.held, {
    holder,
    status: words.status[span.status] || span.status,
    by: span.occupier,
  });
};
const latWords = (lat, digits = 1) => `${Math.abs(lat).toFixed(digits)}° ${lat < 0 ? 'S' : 'N'}`;
const lonWords = (lon, digits = 1) => `${Math.abs(lon).toFixed(digits)}° ${lon < 0 ? 'W' : 'E'}`;

// Elements with text; text only ever goes in as text.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}
