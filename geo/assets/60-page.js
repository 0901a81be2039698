// The page: panes, the state of the view, the controls, and what they set in motion.

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

function makeTexts(words, atlas) {
  const day = (iso) => { const [y, m, d] = iso.split('-').map(Number); return `${d} ${MONTHS[m - 1]} ${y}`; };
  return { ...words, day,
    town: (then, now) => `${then} (${now})`,
    held: (holder, status, occupier) => (status === 'sovereign' ? holder : `${holder} (${status}${occupier ? ` by ${occupier}` : ''})`),
    on_parallel: (lat, km, net) => `${lat.toFixed(1)}° N${Math.abs(km - net) > 0.05 ? ` · ${words.this_piece}: ${kilometres(Math.abs(km))} km` : ''}`,
    measured: (r) => `${Math.round(r.area_km2).toLocaleString('en')} km² · mean shift ${kilometres(r.mean_km)} km · up to ${kilometres(r.max_km)} km`,
    holders: words.holders || {} };
}

async function start(map, words) {
  const atlas = openAtlas(await readBlock('bs-data')), [west, south, east, north] = atlas.window;
  ORIGIN = [mercX((west + east) / 2), mercY((south + north) / 2)];
  RAMP_KM = Math.max(1, ...[...atlas.profile.values()].map(({ net }) => Math.abs(net)));
  const texts = makeTexts(words, atlas), paths = new Paths(atlas);
  const { before, after } = atlas.days, panel = document.getElementById('bs-panel');
  const state = { view: 'both', change: true, shift: true, names: true, focus: '', hovered: null };
  const sheet = document.createElement('canvas');

  for (const [name, z] of [['bs-ground', 200], ['bs-sheet', 300], ['bs-shift', 400], ['bs-names', 500]]) {
    map.createPane(name).style.zIndex = z;
    map.getPane(name).style.pointerEvents = 'none';
  }
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
  map.attributionControl.addAttribution(words.credit);

  const ground = new CanvasLayer('bs-ground', (ctx, view) => paintGround(ctx, view, paths)).addTo(map);
  const main = new CanvasLayer('bs-sheet', (ctx, view) => {
    const borders = { before: [{ day: before, ink: INK.before }], after: [{ day: after, ink: INK.after }],
      both: [{ day: before, ink: INK.before }, { day: after, ink: INK.after }] }[state.view];
    const change = state.change && state.view !== 'before' ? { before, after, focus: state.focus } : null;
    paintSheet(sheet, view, paths, { day: state.view === 'after' ? after : before, borders, change });
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    ctx.drawImage(sheet, 0, 0);
  }).addTo(map);
  const showsShift = () => state.shift && state.view !== 'before';
  const shift = new CanvasLayer('bs-shift', (ctx, view) => {
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    if (showsShift()) paintSegments(ctx, view, shownSegments(atlas, view), atlas.profile, state.hovered);
  }).addTo(map);

  const labels = new Labels(map, 'bs-names'), tip = new Tip(map);
  const nameAll = () => {
    const day = state.view === 'before' ? before : after;
    const towns = state.names ? townLabels(atlas, map, texts) : [];
    const states = state.names ? stateLabels(atlas, map, state.view === 'both' ? before : day, texts) : [];
    const km = showsShift() ? kilometreLabels(atlas, shownSegments(atlas, shift.view), map) : [];
    const capital = (t) => t.kind === 'town1';
    labels.place([...states, ...towns.filter(capital), ...km, ...towns.filter((t) => !capital(t))], covered());
  };
  // Where the page's own boxes lie over the map, no label should stand.
  const covered = () => {
    const own = map.getContainer().getBoundingClientRect();
    return [...document.querySelectorAll('#bs-panel, .leaflet-control')].filter((el) => el.offsetParent !== null || el.getClientRects().length)
      .map((el) => el.getBoundingClientRect())
      .map((r) => [r.left - own.left, r.top - own.top, r.right - own.left, r.bottom - own.top]);
  };
  map.on('moveend resize', nameAll);
  map.on('zoomstart', () => { labels.box.style.visibility = 'hidden'; });
  map.on('zoomend', () => { labels.box.style.visibility = ''; });

  function refresh() { main.redraw(); shift.redraw(); nameAll(); }

  map.on('mousemove', ({ containerPoint: point, latlng }) => {
    const piece = showsShift() ? segmentNear(shownSegments(atlas, shift.view), map, point) : null;
    if (piece !== state.hovered) { state.hovered = piece; shift.redraw(); }
    if (piece) { tip.show(point, segmentLines(atlas, texts, piece)); return; }
    const zone = zoneAt(atlas, latlng.lng, latlng.lat);
    const days = { before: [before, before], after: [after, after], both: [before, after] }[state.view];
    if (zone) tip.show(point, zoneLines(atlas, texts, zone, ...days)); else tip.hide();
  });
  map.on('mouseout', () => { tip.hide(); if (state.hovered) { state.hovered = null; shift.redraw(); } });

  function setView(view) {
    state.view = view;
    document.documentElement.dataset.view = view;
    refresh();
  }
  panel.addEventListener('input', ({ target }) => {
    if (target.name === 'bs-view') setView(target.value);
    if (target.name === 'bs-layer') { state[target.value] = target.checked; refresh(); }
  });
  for (const row of panel.querySelectorAll('[data-region]')) {
    const region = row.dataset.region, light = (on) => { state.focus = on ? region : ''; main.redraw(); };
    row.addEventListener('mouseenter', () => light(true));
    row.addEventListener('mouseleave', () => light(false));
    const button = row.querySelector('button');
    button.addEventListener('focus', () => light(true));
    button.addEventListener('blur', () => light(false));
    button.addEventListener('click', () => {
      const boxes = atlas.zones.filter((z) => (z.region || z.id) === region).map((z) => z.box);
      const at = (k, best) => Math[best](...boxes.map((b) => b[k]));
      map.fitBounds([[at(1, 'min'), at(0, 'min')], [at(3, 'max'), at(2, 'max')]], { ...padding(), animate: !matchMedia('(prefers-reduced-motion: reduce)').matches });
    });
  }
  const fold = document.getElementById('bs-fold');
  fold.addEventListener('click', () => {
    const open = panel.classList.toggle('bs-open');
    fold.setAttribute('aria-expanded', String(open));
    nameAll();
  });

  // Room that the panel takes from the map.
  function padding() {
    const box = panel.getBoundingClientRect(), wide = window.innerWidth > 720;
    return wide ? { paddingTopLeft: [box.right, 12], paddingBottomRight: [12, 12] } : { paddingTopLeft: [8, 8], paddingBottomRight: [8, window.innerHeight - box.top + 8] };
  }
  drawLegend(document.getElementById('bs-legend'), texts);
  L.control.scale({ position: 'bottomright', maxWidth: 120, imperial: false }).addTo(map);
  // The land that changed hands, in what the panel leaves free.
  const [w, s, e, n] = atlas.focus;
  map.fitBounds([[s, w], [n, e]], { ...padding(), animate: false });
  document.documentElement.dataset.view = state.view;
  refresh();
  await document.fonts.ready;
  refresh();
  return { atlas, map, state, labels, setView, zoneAt: (lat, lon) => zoneAt(atlas, lon, lat), shown: () => shownSegments(atlas, shift.view) };
}

function drawLegend(list, texts) {
  const line = (style) => `stroke="${style.color}" stroke-width="${style.width}" stroke-dasharray="${style.dash.join(' ')}"`;
  const swatches = [
    ['legend_before', `<path d="M2 9H38" ${line(INK.before)}/>`],
    ['legend_after', `<path d="M2 9H38" ${line(INK.after)}/>`],
    ['legend_other', `<path d="M2 9H38" ${line(INK.other)}/>`],
    ['legend_gained', `<rect x="3" y="2" width="34" height="14" fill="${INK.gained.fill}" fill-opacity="${INK.gained.alpha}" stroke="${INK.gained.edge}"/>`],
    ['legend_lost', `<rect x="3" y="2" width="34" height="14" fill="${INK.lost.fill}" fill-opacity="${INK.lost.alpha}" stroke="${INK.lost.edge}"/>`],
    ['legend_leased', `<rect x="3" y="2" width="34" height="14" fill="${INK.gained.fill}" fill-opacity="${INK.gained.alpha}" stroke="${INK.gained.edge}"/><path d="M3 16L17 2M10 16L24 2M17 16L31 2M24 16L37 3M31 16L37 10" stroke="${INK.gained.edge}"/>`],
    ['legend_shift', `<defs><linearGradient id="bs-ramp" x1="1" x2="0">${RAMP.map((c, k) => `<stop offset="${1 - k / (RAMP.length - 1)}" stop-color="rgb(${c})"/>`).join('')}</linearGradient></defs><path d="M38 9L10 9" stroke="url(#bs-ramp)" stroke-width="2"/><path d="M2 9L11 5V13Z" fill="${rampColor(RAMP_KM)}"/><rect x="10" y="8" width="28" height="2" fill="url(#bs-ramp)"/>`],
  ];
  for (const [word, drawing] of swatches.filter(([word]) => texts[word])) {
    const item = document.createElement('li'), picture = document.createElement('span'), name = document.createElement('span');
    picture.className = 'bs-swatch';
    picture.innerHTML = `<svg width="40" height="18" viewBox="0 0 40 18" aria-hidden="true">${drawing}</svg>`;
    name.textContent = texts[word];
    item.append(picture, name);
    list.append(item);
  }
}
