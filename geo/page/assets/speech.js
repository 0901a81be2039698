// Another language: what the page says in it lies in a block of its own, and is put in place before anything is drawn.

/** @import { Words } from './words.js' */

import { find } from './elements.js';
import { readBlock } from './mapdata.js';

/**
 * What the page says in a language; geo/page/speech.py writes it.
 * @typedef {object} Speech
 * @property {Words} words
 * @property {string} title
 * @property {string} lead
 * @property {string} panel markup of all that stands between two comments of the page
 * @property {string} view
 * @property {Record<string, [string, string]>} labels
 * @property {Record<string, Record<string, any[]>>} tables columns in place of those the page has
 */

const root = () => document.documentElement;

/**
 * Say everything in the language that early.js chose; nothing where it is the page's own.
 * @param {{ head: any, bytes: Uint8Array }} block what the page knows, its texts are replaced
 * @returns {Promise<Words | null>}
 */
export async function sayIn(block) {
  const tag = root().dataset.say;
  if (!tag) return null;
  try {
    const { head } = await readBlock('bs-languages');
    const speech = /** @type {Speech} */ (head[tag]);
    for (const [name, columns] of Object.entries(speech.tables)) Object.assign(block.head.tables[name], columns);
    Object.assign(block.head, { labels: speech.labels, view: { ...block.head.view, title: speech.view } });
    sayMarkup(speech);
    root().lang = tag;
    return speech.words;
  } finally {
    delete root().dataset.say;
  }
}

/** @param {Speech} speech */
function sayMarkup({ words, title, lead, panel }) {
  document.title = title;
  for (const meta of document.querySelectorAll('meta[name=description], meta[property="og:description"]')) meta.setAttribute('content', lead);
  document.querySelector('meta[property="og:title"]')?.setAttribute('content', title);
  const skip = document.querySelector('.bs-skip');
  if (skip) skip.textContent = words.skip;
  find(document, '.folium-map', HTMLElement).setAttribute('aria-label', words.map);
  // what stands between the two comments makes room for the same in the other language
  const marks = document.createTreeWalker(document.body, NodeFilter.SHOW_COMMENT);
  const said = [];
  while (marks.nextNode()) if (/^\/?said$/.test(/** @type {Comment} */ (marks.currentNode).data)) said.push(marks.currentNode);
  const [begin, end] = said;
  while (begin.nextSibling && begin.nextSibling !== end) begin.nextSibling.remove();
  const made = document.createElement('template');
  made.innerHTML = panel;
  begin.parentNode?.insertBefore(made.content, end);
}

/** What an address holds to keep the language that it was opened with. */
export const languageKept = () => (new URLSearchParams(location.hash.slice(1)).has('lang') ? `&lang=${root().lang}` : '');

/**
 * Let the reader choose another language: the page is opened anew at the same address in it.
 * @param {() => string} address what is shown
 */
export function startLanguages(address) {
  const choice = document.getElementById('bs-lang');
  if (!(choice instanceof HTMLSelectElement)) return;
  choice.value = root().lang;
  choice.addEventListener('change', () => {
    const asked = new URLSearchParams(address().slice(1));
    asked.set('lang', choice.value);
    location.hash = decodeURIComponent(asked.toString());
    location.reload();
  });
  window.addEventListener('hashchange', () => {
    const lang = new URLSearchParams(location.hash.slice(1)).get('lang');
    if (lang && lang !== root().lang && Array.from(choice.options).some((option) => option.value === lang)) location.reload();
  });
}
