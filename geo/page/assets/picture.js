// The map as a picture, and files that the page itself makes.

import { make } from './elements.js';

// The map as it stands between the page's boxes, drawn together: canvases, then names.
export function compose(page) {
  const { map } = page,
    room = page.camera.room,
    whole = map.getSize(),
    size = L.point(whole.x - room.left - room.right, whole.y - room.top - room.bottom),
    dpr = Math.min(window.devicePixelRatio || 1, 2),
    canvas = document.createElement('canvas');
  canvas.width = size.x * dpr;
  canvas.height = (size.y + 26) * dpr;
  const ctx = canvas.getContext('2d'),
    { left, top } = map.getContainer().getBoundingClientRect(),
    own = { left: left + room.left, top: top + room.top };
  ctx.scale(dpr, dpr);
  ctx.fillStyle = page.inks.sea;
  ctx.fillRect(0, 0, size.x, size.y + 26);
  for (const layer of map.getContainer().querySelectorAll('canvas.leaflet-zoom-animated')) {
    const box = layer.getBoundingClientRect();
    ctx.drawImage(layer, box.left - own.left, box.top - own.top, box.width, box.height);
  }
  for (const dot of map.getContainer().querySelectorAll('.bs-dot')) {
    const box = dot.getBoundingClientRect(),
      x = (box.left + box.right) / 2 - own.left,
      y = (box.top + box.bottom) / 2 - own.top;
    for (const [color, r] of [
      ['#fff', 4.2],
      ['#23282e', 2.9],
    ]) {
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
    const text = style.textTransform === 'uppercase' ? label.textContent.toUpperCase() : label.textContent,
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
    `${document.querySelector('h1').textContent} · ${page.caption()} · ${page.words.credit}`,
    10,
    size.y + 13,
    size.x - 20,
  );
  return canvas;
}

export const picture = (page) =>
  new Promise((done) => {
    compose(page).toBlob(done, 'image/png');
  });

export function download(name, type, text) {
  const blob = text instanceof Blob ? text : new Blob([text], { type }),
    url = URL.createObjectURL(blob);
  make('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}
