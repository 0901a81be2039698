// The map as a picture, with what it needs to stand alone: title, legend, scale, credit, the largest shift. And files that the
// page itself makes.

/** @import { Figures } from './mapdata.js' */
/** @import { Page } from './page.js' */

import { find, findAll, make, penOf } from './elements.js';
import { geodesic } from './geodesy.js';
import { REGION } from './legend.js';
import { DOTS, LINES } from './place_card.js';
import { epochOn } from './shift.js';
import { Vector } from './vector.js';
import { fill, inWords, kilometres, latWords, together } from './words.js';

const WIDTH = 1500, // units of the drawing
  PIXELS = 3000,
  PAD = 40,
  COLUMN = 390,
  SCALE_WIDE = 300,
  SCALE_HIGH = 64,
  DATE_WIDE = 230,
  DATE_HIGH = 36,
  LEADING = 1.15, // from one line of a name to the next, to its size
  FONT = 'system-ui, sans-serif',
  SCALES = [1000, 500, 200, 100, 50, 20, 10, 5, 2, 1], // kilometres
  EARTH = 40075016.7; // metres along the equator

const plain = (/** @type {string} */ text) =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** @type {(x: number, y: number, text: string, size: number, look?: string) => string} */
const write = (x, y, text, size, look = '') =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size.toFixed(1)}" ${look}>${plain(text)}</text>`;

/** @type {(text: string, font: string, width: number) => string[]} */
function wrapped(text, font, width) {
  const pen = penOf(document.createElement('canvas'));
  pen.font = font;
  /** @type {string[]} */
  const lines = [];
  for (const word of together(text)) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/**
 * A block of text: its markup, and where the next begins.
 * @type {(x: number, y: number, text: string, size: number, width: number, look?: string, weight?: string) => [string, number]}
 */
function block(x, y, text, size, width, look = '', weight = '') {
  const lines = wrapped(text, `${weight} ${size}px ${FONT}`, width),
    high = size * 1.35;
  return [lines.map((line, k) => write(x, y + size + k * high, line, size, look)).join(''), y + lines.length * high];
}

/**
 * What of the map lies between the page's boxes, as lines and texts.
 * @param {Page} page
 * @param {number} top
 */
function drawMap(page, top) {
  const { map, scene, camera, state, ramp } = page,
    size = map.getSize(),
    { left, top: above, right, bottom: below } = camera.room,
    // where boxes lie over nearly all of the map, the whole of it is drawn
    room = right - left > size.x / 4 && below - above > size.y / 4 ? camera.room : { left: 0, top: 0, right: Math.max(size.x, 1), bottom: Math.max(size.y, 1) },
    view = scene.main.view;
  if (!view) throw new Error('nothing is drawn yet');
  const unit = (WIDTH - 2 * PAD - COLUMN) / (room.right - room.left),
    frame = { left: PAD, top, right: WIDTH - PAD - COLUMN, bottom: top + (room.bottom - room.top) * unit },
    corner = map.layerPointToContainerPoint(view.corner);
  /** @type {(x: number, y: number) => [number, number]} */
  const from = (x, y) => [frame.left + (x - room.left) * unit, frame.top + (y - room.top) * unit],
    vector = new Vector(scene.painter, view, (x, y) => from(view.k * x + view.tx + corner.x, view.k * y + view.ty + corner.y), frame, unit);
  const whole = `M${frame.left} ${frame.top}H${frame.right}V${frame.bottom}H${frame.left}Z`,
    parts = [vector.ground(state.ground)];
  if (state.view === 'swipe') {
    const [x] = from(map.getSize().x * state.divider, 0);
    parts.push(
      `<g ${vector.clip(`M${frame.left} ${frame.top}H${x}V${frame.bottom}H${frame.left}Z`)}>${vector.sheet(scene.before)}</g>`,
      `<g ${vector.clip(`M${x} ${frame.top}H${frame.right}V${frame.bottom}H${x}Z`)}>${vector.sheet(scene.now)}</g>`,
      `<path d="M${x} ${frame.top}V${frame.bottom}" stroke="#fff" stroke-width="6"/><path d="M${x} ${frame.top}V${frame.bottom}" stroke="#22262b" stroke-width="2"/>`,
    );
  } else if (state.view === 'fade') {
    parts.push(vector.sheet(scene.before), `<g opacity="${state.fade}">${vector.sheet(scene.now)}</g>`);
  } else parts.push(vector.sheet(scene.now));
  if (scene.showsShift) parts.push(vector.arrows(scene.arrows(view), scene.moved.profile, (km) => ramp.color(km)));
  const { plane } = vector.paths;
  parts.push(pin(page, (lon, lat) => vector.place(plane.x(lon), plane.y(lat)), unit));
  parts.push(guests(page, from, unit), labels(page, from, unit), scale(page, frame, unit), dates(page, from(map.getSize().x * state.divider, 0)[0], frame));
  const within = vector.clip(whole);
  return {
    bottom: frame.bottom,
    markup: `<defs>${vector.defs.join('')}</defs><g ${within}>${parts.join('')}</g><path d="${whole}" fill="none" stroke="#8d887c" stroke-width="1.5"/>`,
  };
}

/**
 * The place that is asked about, and how far the border is from it; its name stands with the others.
 * @param {Page} page
 * @param {(lon: number, lat: number) => [number, number]} at
 * @param {number} unit
 */
function pin({ card }, at, unit) {
  if (!card.at) return '';
  const { lon, lat } = card.at,
    border = card.answer()?.border,
    [x, y] = at(lon, lat),
    way = border ? geodesic(lon, lat, border.lon, border.lat).map(([a, b]) => at(a, b).map((v) => v.toFixed(1)).join(' ')) : [];
  const lines = LINES.map(
    ({ color, width }) => `<path d="M${way.join('L')}" fill="none" stroke="${color}" stroke-width="${width * unit}" stroke-dasharray="${4 * unit} ${3 * unit}"/>`,
  );
  const dots = DOTS.map(({ color, r }) => `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${(r * unit).toFixed(1)}" fill="${color}"/>`);
  return [...(way.length ? lines : []), ...dots].join('');
}

/**
 * @param {Page} page
 * @param {(x: number, y: number) => [number, number]} from
 * @param {number} unit
 */
function labels({ map, scene }, from, unit) {
  const own = map.getContainer().getBoundingClientRect(),
    at = (/** @type {Element} */ element) => {
      const box = element.getBoundingClientRect();
      return { box, place: from((box.left + box.right) / 2 - own.left, (box.top + box.bottom) / 2 - own.top) };
    };
  const dots = findAll(map.getContainer(), '.bs-dot', HTMLElement).map((dot) => {
    const [x, y] = at(dot).place;
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${(2.9 * unit).toFixed(1)}" fill="#23282e" stroke="#fff" stroke-width="${(1.3 * unit).toFixed(1)}"/>`;
  });
  const texts = findAll(map.getContainer(), '.bs-label', HTMLElement).map((label) => {
    const style = getComputedStyle(label),
      size = parseFloat(style.fontSize) * unit,
      lines = (label.textContent ?? '').split('\n'),
      [x, y] = at(label).place,
      spacing = parseFloat(style.letterSpacing) * unit || 0,
      bare = style.backgroundColor === 'rgba(0, 0, 0, 0)',
      { box } = at(label),
      [left, top] = from(box.left - own.left, box.top - own.top);
    const behind = bare ? '' : `<rect x="${left.toFixed(1)}" y="${top.toFixed(1)}" width="${(box.width * unit).toFixed(1)}" height="${(box.height * unit).toFixed(1)}" rx="${3 * unit}" fill="${style.backgroundColor}"/>`,
      halo = bare ? `stroke="#fff" stroke-opacity=".9" stroke-width="${(3.2 * unit).toFixed(1)}" stroke-linejoin="round" paint-order="stroke"` : '';
    const look = `text-anchor="middle" font-weight="${style.fontWeight}" fill="${style.color}" letter-spacing="${spacing.toFixed(1)}" ${halo}`;
    const written = lines.map((line, k) =>
      write(x, y + size * (0.35 + LEADING * (k - (lines.length - 1) / 2)), style.textTransform === 'uppercase' ? line.toUpperCase() : line, size, look),
    );
    return behind + written.join('');
  });
  const leaders = scene.named.flatMap(({ line }) => {
    if (!line) return [];
    const [[x, y], to] = line.map(([a, b]) => from(a, b)),
      d = `M${[x, y, ...to].map((v) => v.toFixed(1)).join(' ')}`;
    const lines = ['#fff" stroke-opacity=".75', REGION].map((color, k) => `<path d="${d}" stroke="${color}" stroke-width="${(3 - 2 * k) * unit}"/>`);
    return [...lines, `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${(2 * unit).toFixed(1)}" fill="${REGION}" stroke="#fff" stroke-width="${unit}"/>`];
  });
  return dots.join('') + leaders.join('') + texts.join('');
}

/**
 * What the map's owner has added: shapes, and the pictures of markers.
 * @param {Page} page
 * @param {(x: number, y: number) => [number, number]} from
 * @param {number} unit
 */
function guests({ map }, from, unit) {
  const own = map.getContainer().getBoundingClientRect(),
    written = new XMLSerializer();
  return findAll(map.getContainer(), '.leaflet-overlay-pane > svg, .leaflet-marker-icon svg, img.leaflet-marker-icon', Element)
    .map((guest) => {
      const box = guest.getBoundingClientRect(),
        [x, y] = from(box.left - own.left, box.top - own.top),
        place = `x="${x}" y="${y}" width="${box.width * unit}" height="${box.height * unit}"`;
      if (guest instanceof HTMLImageElement) return `<image ${place} href="${plain(guest.src)}"/>`;
      const inner = [...guest.children].map((child) => written.serializeToString(child)).join('');
      return `<svg ${place} viewBox="${guest.getAttribute('viewBox')}">${inner}</svg>`;
    })
    .join('');
}

/**
 * A bar of round kilometres, true on the middle parallel.
 * @param {Page} page
 * @param {{ left: number, bottom: number, right: number }} frame
 * @param {number} unit
 */
function scale({ map, camera, words }, { left, bottom, right }, unit) {
  const { lat } = map.containerPointToLatLng(camera.middle),
    per = (256 * 2 ** map.getZoom() * unit * 1000) / EARTH / Math.cos((lat * Math.PI) / 180),
    km = SCALES.find((each) => each * per < (right - left) / 4) ?? 1,
    d = `M${left + 24} ${bottom - 34}v8h${(km * per).toFixed(1)}v-8`;
  const halo = 'stroke="#fff" stroke-width="4" paint-order="stroke"';
  const said = fill(words.scale_at, { km: kilometres(km, 0), lat: latWords(lat, 0) }),
    bar = ['#fff" stroke-width="5', '#22262b" stroke-width="2'].map((look) => `<path d="${d}" fill="none" stroke="${look}"/>`);
  return bar.join('') + write(left + 24, bottom - 42, said, 15, halo);
}

/**
 * Which day is on which side of the swipe's line; nothing in other views.
 * @param {Page} page
 * @param {number} x
 * @param {{ left: number, top: number, right: number }} frame
 */
function dates({ atlas, state, words }, x, { left, top, right }) {
  if (state.view !== 'swipe') return '';
  /** @type {(day: string, anchor: 'start' | 'end', at: number) => string} */
  const dated = (day, anchor, at) => write(at, top + 26, inWords(words, day), 19, `text-anchor="${anchor}" font-weight="bold" stroke="#fff" stroke-width="5" paint-order="stroke"`);
  return (x > left ? dated(atlas.days.before, 'end', x - 12) : '') + (x < right ? dated(state.day, 'start', x + 12) : '');
}

/**
 * The parts of the map that its scale, and the days beside the swipe's line, stand on, pixels.
 * @param {Page} page
 * @returns {import('./labels.js').Rect[]}
 */
function ownText({ map, camera, state }) {
  const { left, top, right, bottom } = camera.room,
    unit = (right - left) / (WIDTH - 2 * PAD - COLUMN),
    x = map.getSize().x * state.divider;
  /** @type {import('./labels.js').Rect[]} */
  const days = state.view === 'swipe' ? [[x - DATE_WIDE * unit, top, x + DATE_WIDE * unit, top + DATE_HIGH * unit]] : [];
  return [[left, bottom - SCALE_HIGH * unit, left + SCALE_WIDE * unit, bottom], ...days];
}

/**
 * @param {Page} page
 * @param {number} top
 * @returns {[string, number]}
 */
function column(page, top) {
  const { atlas, words, state, ramp } = page,
    x = WIDTH - PAD - COLUMN + 36,
    wide = COLUMN - 36,
    { total, regions } = epochOn(atlas, state.day),
    parts = [];
  let y = top;
  const add = (/** @type {[string, number]} */ [markup, next], /** @type {number} */ gap) => {
    parts.push(markup);
    y = next + gap;
  };
  const compared = state.view !== 'single' && state.day !== atlas.days.before;
  if (compared && total.max_km) {
    const near = total.max_near ? `, ${fill(words.near, { place: total.max_near })}` : '';
    add(block(x, y - 6, words.most, 20, wide, 'fill="#545a63"'), 2);
    add(block(x, y, fill(words.km, { km: kilometres(total.max_km, 0) }), 60, wide, `font-weight="bold" fill="${ramp.color(ramp.most)}"`, 'bold'), 0);
    add(block(x, y, fill(words.on_parallel, { lat: latWords(total.max_lat, 2) }) + near, 20, wide), 26);
  }
  for (const line of findAll(page.$('bs-legend'), 'li', HTMLElement)) {
    const swatch = find(line, 'svg', SVGSVGElement);
    if (!line.getClientRects().length && line.hidden) continue;
    parts.push(`<svg x="${x}" y="${y}" width="52" height="24" viewBox="0 0 40 18">${[...swatch.children].map((child) => new XMLSerializer().serializeToString(child)).join('')}</svg>`);
    add(block(x + 66, y, line.lastElementChild?.textContent ?? '', 18, wide - 66), 8); // without the letters of its picture
  }
  y += 10;
  for (const note of [words.names_note, words.picture_names]) add(block(x, y, note, 16, wide, 'fill="#545a63"'), 8);
  if (compared && regions.length > 1) add(table(page, x, y + 16, wide, regions), 0);
  return [parts.join(''), y];
}

/**
 * How far the border moved in each region.
 * @param {Page} page
 * @param {number} x
 * @param {number} top
 * @param {number} wide
 * @param {Figures[]} regions
 * @returns {[string, number]}
 */
function table({ words }, x, top, wide, regions) {
  const right = `text-anchor="end"`,
    [head, under] = block(x, top, words.region, 16, wide / 2, 'fill="#545a63"');
  const parts = [head, write(x + wide, top + 16, words.mean, 16, `${right} fill="#545a63"`)];
  let y = under + 4;
  for (const { name: own, mean_km } of regions) {
    const number = kilometres(mean_km, 0),
      [name, next] = block(x, y + 2, own, 17, wide - 60);
    parts.push(`<path d="M${x} ${y.toFixed(1)}h${wide}" stroke="#d8d2c4"/>`, name, write(x + wide, y + 19, number, 17, `${right} font-weight="bold"`));
    y = next + 3;
  }
  return [parts.join(''), y];
}

/**
 * The map as it stands between the page's boxes, as an SVG file.
 * @param {Page} page
 */
export function drawing(page) {
  const wide = WIDTH - 2 * PAD,
    heading = find(document, 'h1', HTMLElement).textContent ?? '',
    lead = page.$('bs-lead').textContent ?? '';
  const days = page.caption(),
    told = lead.includes(inWords(page.words, page.state.day)) && page.state.view !== 'single';
  const [title, afterTitle] = block(PAD, PAD - 14, heading, 38, wide, 'font-weight="bold"', 'bold'),
    [day, afterDay] = told ? ['', afterTitle] : block(PAD, afterTitle, days, 24, wide, 'font-weight="bold" fill="#545a63"', 'bold'),
    [said, afterSaid] = block(PAD, afterDay, lead, 22, wide, 'fill="#545a63"'),
    map = page.scene.nameWithin(page.camera.room, ownText(page), () => drawMap(page, afterSaid + 20)),
    [side, low] = column(page, afterSaid + 20),
    [credit, end] = block(PAD, Math.max(map.bottom, low) + 12, page.atlas.attribution, 15, wide, 'fill="#545a63"'),
    high = Math.ceil(end + 16);
  const text = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${high}" width="${WIDTH}" height="${high}" font-family="${FONT}" fill="#22262b" role="img" aria-label="${plain(heading)}"><rect width="${WIDTH}" height="${high}" fill="#fffdf8"/>${title}${day}${said}${map.markup}${side}${credit}</svg>`;
  return { text, high };
}

/**
 * The same in pixels.
 * @param {Page} page
 * @returns {Promise<Blob>}
 */
export async function picture(page) {
  const { text, high } = drawing(page),
    image = new Image(),
    canvas = make('canvas', { width: String(PIXELS), height: String(Math.round((high * PIXELS) / WIDTH)) }),
    url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  if (!(canvas instanceof HTMLCanvasElement)) throw new Error('this browser draws on no canvas');
  image.src = url;
  await image.decode();
  penOf(canvas).drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('the picture is too large'))), 'image/png');
  });
}

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
