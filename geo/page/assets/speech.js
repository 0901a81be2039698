// Another language: what the page says in it lies in a block of its own, and is put in place before anything is drawn.

/** @import { Words } from './words.js' */

import { find } from './elements.js';
import { readBlock } from './mapdata.js';

/**
 * What is different in a language; geo/page/speech.py writes it.
 * @typedef {object} Speech
 * @property {any[]} words in the order of the page's own
 * @property {string} title
 * @property {string} lead
 * @property {(string | number)[]} panel the texts that stand between two comments of the page; 0 is as it is, any other number
 *   that of one of the words
 * @property {string[]} texts those of the page's data, each once, in the order in which they come
 * @property {string[][]} sentences
 * @property {string} view
 */

const root = () => document.documentElement;
const SAID_IN = ['aria-label', 'title', 'placeholder', 'data-text'];

/**
 * Say everything in the language that early.js chose.
 * @param {{ head: any, bytes: Uint8Array }} block what the page knows; its texts are replaced
 * @param {Words} own the page's own words
 * @returns {Promise<Words>}
 */
export async function sayIn(block, own) {
  const tag = root().dataset.say;
  if (!tag) return own;
  try {
    const speech = await speechIn(tag),
      words = /** @type {Words} */ (Object.fromEntries(Object.keys(own).map((name, k) => [name, speech.words[k]])));
    sayTexts(block.head, speech);
    sayMarkup(speech, words);
    root().lang = tag;
    return words;
  } finally {
    delete root().dataset.say;
  }
}

/**
 * Of all languages only this one is read: in a byte a letter, those from 128 on by a table.
 * @param {string} tag
 * @returns {Promise<Speech>}
 */
async function speechIn(tag) {
  const { head, bytes } = await readBlock('bs-languages'),
    letters = Array.from(/** @type {string} */ (head.letters)),
    text = new TextDecoder('x-user-defined').decode(bytes.subarray(...head.spans[tag]));
  return JSON.parse(text.replace(/[\uf780-\uf7ff]/g, (letter) => letters[letter.charCodeAt(0) - 0xf780]));
}

/** @param {any} head @param {Speech} speech */
function sayTexts(head, { texts, sentences, view }) {
  const { tables, labels } = head,
    said = new Map();
  /** @param {string[]} some */
  const say = (some) =>
    some.map((text) => {
      if (!said.has(text)) said.set(text, texts[said.size]);
      return said.get(text);
    });
  for (const [name, heads] of Object.entries(head.said)) for (const column of heads) tables[name][column] = say(tables[name][column]);
  for (const region of Object.keys(labels)) labels[region] = say(labels[region]);
  if (said.size !== texts.length) throw new Error('the data of the page and its other language do not match');
  tables.epochs.sentence = sentences;
  head.view.title = view;
}

/** @param {Speech} speech @param {Words} words */
function sayMarkup({ title, lead, panel, words: own }, words) {
  document.title = title;
  for (const meta of document.querySelectorAll('meta[name=description], meta[property="og:description"]')) meta.setAttribute('content', lead);
  document.querySelector('meta[property="og:title"]')?.setAttribute('content', title);
  const skip = document.querySelector('.bs-skip');
  if (skip) skip.textContent = words.skip;
  find(document, '.folium-map', HTMLElement).setAttribute('aria-label', words.map);
  let next = 0;
  /** @param {string} text @param {(text: string) => void} put */
  const say = (text, put) => {
    if (text.trim()) {
      const said = panel[next++];
      if (said) put(typeof said === 'number' ? own[said - 1] : said);
    }
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
  let within = false;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node instanceof Comment) within = node.data === 'said' || (within && node.data !== '/said');
    else if (!within) continue;
    else if (node instanceof Element) for (const name of SAID_IN) say(node.getAttribute(name) ?? '', (text) => node.setAttribute(name, text));
    else if (node instanceof Text) say(node.data, (text) => (node.data = text));
  }
  if (next !== panel.length) throw new Error('the page and its other language do not match');
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
