// Elements of the page: found, and made.

/**
 * An element by its id.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element ${id}`);
  return found;
}

/**
 * The first element that a selector finds.
 * @template {Element} E
 * @param {ParentNode} box
 * @param {string} selector
 * @param {new () => E} kind what it has to be
 * @returns {E}
 */
export function find(box, selector, kind) {
  const found = box.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`the page has no element ${selector}`);
  return found;
}

/**
 * Every element that a selector finds, of a kind.
 * @template {Element} E
 * @param {ParentNode} box
 * @param {string} selector
 * @param {new () => E} kind
 * @returns {E[]}
 */
export const findAll = (box, selector, kind) =>
  Array.from(box.querySelectorAll(selector)).flatMap((found) => (found instanceof kind ? [found] : []));

/**
 * Make an element with text; text only ever goes in as text.
 * @param {string} tag
 * @param {Record<string, string | boolean | null>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

/**
 * Text that stays as it was written whatever the page speaks - citations, districts -, marked for who reads aloud.
 * @param {string} text
 */
export const cited = (text) => make('span', { lang: 'en' }, text);

/**
 * Say something where it is not said yet: what is said anew is laid out anew.
 * @param {HTMLElement} element
 * @param {string} text
 */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Make a button.
 * @param {Record<string, string>} attributes
 * @param {() => void} press
 * @param {...(Node | string)} children
 */
export function makeButton(attributes, press, ...children) {
  const button = make('button', { type: 'button', ...attributes }, ...children);
  button.addEventListener('click', press);
  return button;
}

/**
 * The pen of a canvas.
 * @param {HTMLCanvasElement} canvas
 * @returns {CanvasRenderingContext2D}
 */
export function penOf(canvas) {
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('this browser draws on no canvas');
  return pen;
}
