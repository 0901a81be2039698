// The map as a picture, and files that the page itself makes.

/** @import { Page } from './page.js' */

import { find, findAll, make, penOf } from './elements.js';

const DOTS = [
  { color: '#fff', r: 4.2 },
  { color: '#23282e', r: 2.9 },
];

/**
 * The map as it stands between the page's boxes, drawn together: canvases, then names.
 * @param {Page} page
 */
export function compose(page) {
  const { map } = page,
    room = page.camera.without(),
    size = L.point(room.right - room.left, room.bottom - room.top),
    dpr = Math.min(window.devicePixelRatio || 1, 2),
    canvas = document.createElement('canvas');
  canvas.width = size.x * dpr;
  canvas.height = (size.y + 26) * dpr;
  const ctx = penOf(canvas),
    { left, top } = map.getContainer().getBoundingClientRect(),
    own = { left: left + room.left, top: top + room.top };
  ctx.scale(dpr, dpr);
  ctx.fillStyle = page.inks.sea;
  ctx.fillRect(0, 0, size.x, size.y + 26);
  for (const layer of findAll(map.getContainer(), 'canvas.leaflet-zoom-animated', HTMLCanvasElement)) {
    const box = layer.getBoundingClientRect();
    ctx.drawImage(layer, box.left - own.left, box.top - own.top, box.width, box.height);
  }
  for (const dot of map.getContainer().querySelectorAll('.bs-dot')) {
    const box = dot.getBoundingClientRect(),
      x = (box.left + box.right) / 2 - own.left,
      y = (box.top + box.bottom) / 2 - own.top;
    for (const { color, r } of DOTS) {
      ctx.fillStyle = color;
      ctx.beginPath();
      ctx.arc(x, y, r, 0, 7);
      ctx.fill();
    }
  }
  for (const label of map.getContainer().querySelectorAll('.bs-label')) {
    const box = label.getBoundingClientRect(),
      style = getComputedStyle(label);
    ctx.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    ctx.letterSpacing = style.letterSpacing === 'normal' ? '0px' : style.letterSpacing;
    ctx.textBaseline = 'middle';
    ctx.textAlign = 'left';
    ctx.lineJoin = 'round';
    const words = label.textContent ?? '',
      text = style.textTransform === 'uppercase' ? words.toUpperCase() : words,
      x = box.left - own.left + parseFloat(style.paddingLeft),
      y = (box.top + box.bottom) / 2 - own.top;
    ctx.strokeStyle = 'rgba(255,255,255,.9)';
    ctx.lineWidth = 3.5;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = style.color;
    ctx.fillText(text, x, y);
  }
  ctx.fillStyle = '#fffdf8';
  ctx.fillRect(0, size.y, size.x, 26);
  ctx.fillStyle = '#22262b';
  ctx.font = '12px system-ui, sans-serif';
  ctx.textBaseline = 'middle';
  ctx.letterSpacing = '0px';
  ctx.fillText(
    `${find(document, 'h1', HTMLElement).textContent} · ${page.caption()} · ${page.words.credit}`,
    10,
    size.y + 13,
    size.x - 20,
  );
  return canvas;
}

/**
 * @param {Page} page
 * @returns {Promise<Blob>}
 */
export const picture = (page) =>
  new Promise((done, fail) => {
    compose(page).toBlob((blob) => (blob ? done(blob) : fail(new Error('the picture is too large'))), 'image/png');
  });

/**
 * @param {string} name
 * @param {string} type
 * @param {string | Blob} content
 */
export function download(name, type, content) {
  const blob = content instanceof Blob ? content : new Blob([content], { type }),
    url = URL.createObjectURL(blob);
  make('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
