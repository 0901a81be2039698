// Share: the address keeps what is shown; pictures, layers and figures come out of the page itself.

const VIEWS = ['single', 'both', 'swipe', 'fade'];
const LAYERS = ['change', 'shift', 'names'];

// What an address says, of what can be believed of it.
function readAddress(atlas) {
  const given = new URLSearchParams(location.hash.slice(1));
  const { first, last } = atlas.days;
  const state = {};
  const day = given.get('d') || '';
  if (VIEWS.includes(given.get('v'))) state.view = given.get('v');
  if (/^\d{4}-\d\d-\d\d$/.test(day) && day >= first && day <= last && isoDay(dayNumber(day)) === day) state.day = day;
  for (const [key, name] of Object.entries({ s: 'divider', f: 'fade' })) {
    const share = given.has(key) ? Number(given.get(key)) : NaN;
    if (share >= 0 && share <= 1) state[name] = share;
  }
  if (given.has('l')) {
    const shown = given.get('l').split(',');
    for (const name of LAYERS) state[name] = shown.includes(name);
  }
  const numbers = (key, separator) => (given.get(key) || '').split(separator).map(Number);
  const [zoom, lat, lon] = numbers('m', '/');
  const [placeLat, placeLon] = numbers('p', ',');
  return {
    state,
    at: Number.isFinite(zoom + lat + lon) && Math.abs(lat) < 85 ? { zoom, lat, lon } : null,
    place: Number.isFinite(placeLat + placeLon) ? { lat: placeLat, lon: placeLon } : null,
  };
}

function address(page) {
  const { state, map, card } = page,
    c = map.getCenter(),
    given = new URLSearchParams();
  given.set('v', state.view);
  given.set('d', state.day);
  if (state.view === 'swipe') given.set('s', state.divider.toFixed(2));
  if (state.view === 'fade') given.set('f', state.fade.toFixed(2));
  given.set('l', LAYERS.filter((name) => state[name]).join());
  given.set('m', `${map.getZoom()}/${c.lat.toFixed(3)}/${c.lng.toFixed(3)}`);
  if (card.at) given.set('p', `${card.at.lat.toFixed(4)},${card.at.lon.toFixed(4)}`);
  return `#${given.toString().replaceAll('%2C', ',').replaceAll('%2F', '/')}`;
}

// In a notebook the page has no address of its own to write to.
function keepAddress(page) {
  try {
    history.replaceState(null, '', address(page));
  } catch {
    /* nothing to keep it in */
  }
}

async function copyAddress(page) {
  keepAddress(page);
  const link = location.href.split('#')[0] + address(page);
  try {
    await navigator.clipboard.writeText(link);
    page.announce(page.words.copied);
  } catch {
    const field = document.getElementById('bs-link');
    field.value = link;
    field.parentElement.hidden = false;
    field.select();
    page.announce(page.words.copy_by_hand);
  }
}

function download(name, type, text) {
  const blob = text instanceof Blob ? text : new Blob([text], { type }),
    url = URL.createObjectURL(blob);
  make('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

// The states of a day and the border between two of them, as GeoJSON (RFC 7946): outer rings turn left.
function layersOf(page) {
  const { atlas, words, state } = page,
    round = (v) => Number(v.toFixed(5)),
    { before } = atlas.days;
  const points = (line) =>
    Array.from({ length: line.length / 2 }, (_, k) => [round(line[2 * k]), round(line[2 * k + 1])]);
  const ring = (arcs) =>
    arcs.flatMap((k, n) => {
      const p = points(atlas.arcs[k < 0 ? ~k : k].line);
      return (k < 0 ? p.reverse() : p).slice(n ? 1 : 0);
    });
  const border = (day) =>
    bordersOn(atlas, day)
      .filter(({ left, right }) => left === atlas.state || right === atlas.state)
      .map(({ arc, left, right }) => ({
        type: 'Feature',
        geometry: { type: 'LineString', coordinates: points(arc.line) },
        properties: {
          layer: 'border',
          day,
          arc: arc.id,
          kind: arc.kind,
          left: atlas.holders[left],
          right: atlas.holders[right],
          sigma_m: arc.sigma,
          legal_basis: arc.legal,
          source: arc.source,
        },
      }));
  const change = atlas.zones
    .filter((zone) => turned(atlas, zone, before, state.day))
    .map((zone) => ({
      type: 'Feature',
      geometry: { type: 'Polygon', coordinates: zone.rings.map(ring).map(turn) },
      properties: {
        layer: 'change',
        zone: zone.id,
        name: zone.name,
        region: zone.region,
        from: atlas.holders[holding(zone, before).holder],
        to: atlas.holders[holding(zone, state.day).holder],
        status: holding(zone, state.day).status,
        since: holding(zone, state.day).start,
      },
    }));
  const days = before === state.day ? [before] : [before, state.day];
  return JSON.stringify({
    type: 'FeatureCollection',
    name: `bordershift ${days.join(' to ')}`,
    attribution: atlas.attribution,
    note: words.layers_note,
    features: [...days.flatMap(border), ...change],
  });
}

function turn(ring, k) {
  let area = 0;
  for (let i = 1; i < ring.length; i++)
    area +=
      (ring[i - 1][0] - ring[0][0]) * (ring[i][1] - ring[0][1]) -
      (ring[i][0] - ring[0][0]) * (ring[i - 1][1] - ring[0][1]);
  return area > 0 === (k === 0) ? ring : ring.slice().reverse();
}

// A cell that a spreadsheet would take for a formula gets an apostrophe before it.
const cell = (value) => {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const csv = (heads, rows) => `${[heads, ...rows].map((row) => row.map(cell).join()).join('\r\n')}\r\n`;

function figuresOf(page) {
  const { total, regions } = epochOn(page.atlas, page.state.day),
    heads = Object.keys(total);
  return csv(
    ['from', 'to', ...heads],
    [...regions, total].map((row) => [page.atlas.days.before, page.state.day, ...heads.map((name) => row[name])]),
  );
}

function profileOf(page) {
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

// The map as it stands between the page's boxes, drawn together: canvases, then names.
function compose(page) {
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
  ctx.fillStyle = INK.sea;
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

const picture = (page) =>
  new Promise((done) => {
    compose(page).toBlob(done, 'image/png');
  });
