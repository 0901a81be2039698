// The page: panes, the state of what is shown, the controls, and what they set in motion.

async function start(map, words) {
  const atlas = openAtlas(await readBlock('bs-data')), [west, south, east, north] = atlas.window, { before, after } = atlas.days;
  const $ = (id) => document.getElementById(id), panel = $('bs-panel'), given = readAddress(atlas);
  ORIGIN = [mercX((west + east) / 2), mercY((south + north) / 2)];
  RAMP_KM = Math.max(1, ...[...shiftOn(atlas, after).profile.values()].map(({ net }) => Math.abs(net)));
  const paths = new Paths(atlas), calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
  const state = { view: 'both', day: after, change: true, shift: true, names: true, tiles: false, focus: '', lat: null, divider: 0.5, fade: 0.5, ...given.layers, ...Object.fromEntries(Object.values(KEPT).filter((k) => k in given).map((k) => [k, given[k]])) };
  const page = { atlas, map, words, state, set, changed, announce, fly, flyTo, caption, padding };

  for (const [name, z] of [['bs-ground', 200], ['bs-sheet', 300], ['bs-shift', 400], ['bs-names', 500]]) {
    map.createPane(name).style.zIndex = z;
    map.getPane(name).style.pointerEvents = 'none';
  }
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
  map.attributionControl.addAttribution(words.credit);

  let awake = false;  // nothing is painted before the page knows what to show
  // Two sheets, kept until what they show changes; swipe and fade only lay them together anew.
  const sheets = [0, 1].map(() => ({ canvas: document.createElement('canvas'), key: '' }));
  const sheetOf = (which, view, options) => {
    const sheet = sheets[which], key = JSON.stringify([view.zoom, view.tx, view.ty, view.width, view.height, view.dpr, options]);
    if (sheet.key !== key) { paintSheet(sheet.canvas, view, paths, options); sheet.key = key; }
    return sheet.canvas;
  };
  const old = () => ({ day: before, borders: [{ day: before, ink: INK.before }], change: null });
  const now = () => {
    const { day } = state, two = state.view === 'both', moved = day !== before;
    const borders = [...(two || !moved ? [{ day: before, ink: INK.before }] : []), ...(moved ? [{ day, ink: INK.after }] : [])];
    return { day: two ? before : day, borders, change: state.change && moved ? { before, after: day, focus: state.focus } : null };
  };
  const ground = new CanvasLayer('bs-ground', () => awake, (ctx, view) => { if (!state.tiles) paintGround(ctx, view, paths); else ctx.clearRect(0, 0, 1e5, 1e5); }).addTo(map);
  const main = new CanvasLayer('bs-sheet', () => awake, (ctx, view) => {
    if (state.view === 'single' || state.view === 'both') { paintSheet(ctx.canvas, view, paths, now()); return; }
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    if (state.view === 'swipe') {
      const at = Math.round((map.getSize().x * state.divider - map.layerPointToContainerPoint(view.corner).x) * view.dpr), { width, height } = ctx.canvas;
      const left = sheetOf(0, view, old()), right = sheetOf(1, view, now());
      if (at > 0) ctx.drawImage(left, 0, 0, at, height, 0, 0, at, height);
      if (at < width) ctx.drawImage(right, Math.max(at, 0), 0, width - Math.max(at, 0), height, Math.max(at, 0), 0, width - Math.max(at, 0), height);
      return;
    }
    if (state.fade < 1) ctx.drawImage(sheetOf(0, view, old()), 0, 0);
    ctx.globalAlpha = state.fade;
    if (state.fade > 0) ctx.drawImage(sheetOf(1, view, now()), 0, 0);
    ctx.globalAlpha = 1;
  }).addTo(map);
  const showsShift = () => state.shift && (state.view === 'both' || state.view === 'single') && state.day !== before;
  const arrows = (view = shift.view) => {
    const shown = shownSegments(atlas, view, state.day), pointed = state.lat === null ? [] : shiftOn(atlas, state.day).profile.get(state.lat)?.pieces || [];
    return [...shown, ...pointed.filter((piece) => !shown.includes(piece))];
  };
  const shift = new CanvasLayer('bs-shift', () => awake, (ctx, view) => {
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    if (showsShift()) paintSegments(ctx, view, arrows(view), shiftOn(atlas, state.day).profile, state.lat);
    page.card?.draw(ctx, view);
    page.ruler?.draw(ctx, view);
  }).addTo(map);

  const labels = new Labels(map, 'bs-names'), tip = new Tip(map);
  function nameAll() {
    if (!awake) return;
    const { x } = map.getSize(), cut = x * state.divider, towns = state.names ? townLabels(atlas, map, words) : [];
    const on = { single: [[state.day]], both: [[before]], fade: [[state.fade < 0.5 ? before : state.day]], swipe: [[before, [0, cut]], [state.day, [cut, x]]] }[state.view];
    const states = state.names ? on.flatMap(([day, within]) => stateLabels(atlas, map, day, words, within)) : [];
    const km = showsShift() ? kilometreLabels(shiftOn(atlas, state.day).profile, shownSegments(atlas, shift.view, state.day), map, words) : [];
    const lines = showsShift() ? arrows().map(({ lat, west, east }) => { const a = map.latLngToContainerPoint([lat, west]), b = map.latLngToContainerPoint([lat, east]); return [a.x - 3, a.y - 2, b.x + 3, b.y + 2]; }) : [];
    for (const each of [...states, ...towns]) each.avoid = lines;
    const first = (t) => t.kind === 'town1' || (t.kind === 'town2' && map.getZoom() >= 6.5);
    labels.place([...states, ...towns.filter(first), ...km, ...towns.filter((t) => !first(t))], state.view === 'swipe' ? [...covered(), [cut - 4, 0, cut + 4, 1e5]] : covered());
  }
  // Where the page's own boxes lie over the map, no label should stand.
  function covered() {
    const own = map.getContainer().getBoundingClientRect();
    return [...document.querySelectorAll('#bs-panel, #bs-time, #bs-profile, #bs-card, #bs-ruler, #bs-fade, .bs-handle, .bs-divider-tags span, #bs-show-profile, .leaflet-control')].filter((el) => el.getClientRects().length)
      .map((el) => el.getBoundingClientRect()).filter((r) => r.width && r.height)
      .map((r) => [r.left - own.left, r.top - own.top, r.right - own.left, r.bottom - own.top]);
  }

  // What has to be drawn anew is collected and done once, before the next frame.
  const tasks = { text: tell, ground: () => ground.redraw(), sheet: () => main.redraw(), shift: () => shift.redraw(), place: () => page.card.show(), names: nameAll, profile: () => page.profile.draw(), address: () => { clearTimeout(keeping); keeping = setTimeout(() => keepAddress(page), 250); } };
  const needs = { view: ['sheet', 'shift', 'names', 'text', 'address'], day: ['sheet', 'shift', 'names', 'profile', 'text', 'place', 'address'], lat: ['shift', 'profile'], focus: ['sheet'],
    divider: ['sheet', 'names', 'text', 'address'], fade: ['sheet', 'names', 'text', 'address'], change: ['sheet', 'address'], shift: ['shift', 'names', 'address'], names: ['names', 'address'], tiles: ['ground', 'sheet'], place: ['shift', 'names', 'address'] };
  let due = new Set(), frame = null, keeping = null;
  function flush() { frame = null; const todo = due; due = new Set(); for (const name of Object.keys(tasks)) if (todo.has(name)) tasks[name](); }
  function changed(...names) {
    for (const name of names) for (const task of needs[name]) due.add(task);
    frame ??= requestAnimationFrame(flush);
  }
  function set(patch) {
    const names = Object.keys(patch).filter((name) => state[name] !== patch[name]);
    Object.assign(state, patch);
    if (names.length) changed(...names);
  }
  function announce(text) { $('bs-say').textContent = ''; setTimeout(() => { $('bs-say').textContent = text; }, 60); }
  function caption() {
    const then = inWords(words, before), day = inWords(words, state.day);
    return state.view === 'single' ? day : fill(words.two_days, { before: then, after: day });
  }

  // Sentences and figures of the day.
  const story = tellStory(page, $('bs-story-list'));
  function tell() {
    const { total, regions } = epochOn(atlas, state.day), by = new Map(regions.map((row) => [row.region, row]));
    const values = (row) => ({ day: inWords(words, state.day), way: row.mean_km < 0 ? words.east : words.west, mean: kilometres(Math.abs(row.mean_km), 0), max: kilometres(Math.abs(row.max_km), 0), near: row.max_near, area: thousands(Math.abs(row.area_km2)) });
    const own = state.day === after || atlas.epochs.length < 3;
    if (!own) $('bs-lead').textContent = fill(total.area_km2 ? words.lead_day : words.lead_none, values(total));
    else $('bs-lead').textContent = $('bs-lead').dataset.text;
    const cells = (row) => (row ? [thousands(row.area_km2), [kilometres(row.mean_km, 0), ` ± ${kilometres(Math.max(row.sigma_mean_km, 0.1), 1)}`], kilometres(row.max_km, 0)] : ['–', ['–', ''], '–']);
    for (const line of document.querySelectorAll('.bs-figures [data-region]')) {
      const row = line.dataset.region === 'total' ? (regions.length ? total : null) : by.get(line.dataset.region), [area, [mean, sigma], most] = cells(row), td = line.querySelectorAll('td');
      td[0].textContent = area; td[1].replaceChildren(mean, make('small', {}, sigma)); td[2].textContent = most;
      line.classList.toggle('bs-none', !row);
    }
    $('bs-figures-day').textContent = fill(words.figures_day, { before: inWords(words, before), after: inWords(words, state.day) });
    const chosen = state.view !== 'single' ? state.view : { [before]: 'before', [after]: 'after' }[state.day];
    for (const input of panel.querySelectorAll('[name=bs-view]')) input.checked = input.value === chosen;
    document.documentElement.dataset.view = chosen || 'single';
    $('bs-fade').hidden = state.view !== 'fade'; $('bs-fade').querySelector('input').value = Math.round(state.fade * 100);
    for (const el of document.querySelectorAll('.bs-swipe')) el.hidden = state.view !== 'swipe';
    divider.style.left = `${state.divider * 100}%`; divider.setAttribute('aria-valuenow', Math.round(state.divider * 100));
    $('bs-tag-after').textContent = $('bs-fade-after').textContent = inWords(words, state.day); $('bs-tag-before').textContent = inWords(words, before);
    page.timeline?.show();
    story(state.day);
    if ($('bs-table').open) tellParallels();
  }
  function tellParallels() {
    const rows = [...shiftOn(atlas, state.day).profile.values()].reverse();
    $('bs-table').querySelector('tbody').replaceChildren(...rows.map((row) => make('tr', {}, make('th', { scope: 'row' }, latWords(row.lat)), ...[row.gain, row.loss, row.net, row.sigma].map((v) => make('td', {}, kilometres(v))), make('td', {}, words.ends[row.end] || row.end))));
  }
  $('bs-table').addEventListener('toggle', () => { if ($('bs-table').open) tellParallels(); });

  // The swipe's divider, by pointer and by keys.
  const divider = $('bs-divider'), place = (clientX) => { const box = map.getContainer().getBoundingClientRect(); set({ divider: Math.min(0.98, Math.max(0.02, (clientX - box.left) / box.width)) }); };
  divider.addEventListener('pointerdown', (event) => { event.preventDefault(); divider.setPointerCapture(event.pointerId); divider.focus({ preventScroll: true }); });
  divider.addEventListener('pointermove', (event) => { if (divider.hasPointerCapture(event.pointerId)) place(event.clientX); });
  divider.addEventListener('keydown', (event) => {
    const way = { ArrowLeft: -0.02, ArrowRight: 0.02, PageUp: 0.1, PageDown: -0.1 }[event.key];
    if (way) { event.preventDefault(); set({ divider: Math.min(0.98, Math.max(0.02, state.divider + way)) }); }
  });
  $('bs-fade').querySelector('input').addEventListener('input', ({ target }) => set({ fade: Number(target.value) / 100 }));

  page.card = new PlaceCard(page, $('bs-card'));
  page.ruler = new Ruler(page, $('bs-ruler'));
  page.profile = new Profile(page, $('bs-profile'));
  page.search = new Search(page, $('bs-search'));
  $('bs-search').hidden = !atlas.places.length;
  if (!$('bs-time').hidden) page.timeline = new Timeline(page, $('bs-time'));
  else document.documentElement.classList.add('bs-plain');
  for (const body of panel.querySelectorAll('[role=tabpanel]')) if (!$(body.getAttribute('aria-labelledby'))) body.remove();

  map.on('moveend resize', () => { if (awake) { nameAll(); page.profile.draw(); tasks.address(); } });
  map.on('move', () => { if (awake) page.profile.draw(); if (state.view === 'swipe') main.redraw(); });
  map.on('zoomstart', () => { labels.box.style.visibility = 'hidden'; });
  map.on('zoomend', () => { labels.box.style.visibility = ''; });
  const inkAt = (latlng, point) => {
    const piece = showsShift() ? segmentNear(arrows(), map, point) : null;
    if (piece) return [segmentLines(atlas, words, shiftOn(atlas, state.day), piece), piece.lat];
    const zone = zoneAt(atlas, latlng.lng, latlng.lat), size = map.getSize();
    const first = state.view === 'both' ? before : state.view === 'swipe' && point.x < size.x * state.divider ? before : state.day;
    const last = state.view === 'swipe' ? first : state.view === 'fade' ? (state.fade < 0.5 ? before : state.day) : state.day;
    return [zone ? zoneLines(atlas, words, zone, state.view === 'fade' ? last : first, last) : null, null];
  };
  map.on('mousemove', ({ containerPoint: point, latlng }) => {
    const [lines, lat] = page.ruler.on ? [null, null] : inkAt(latlng, point);
    set({ lat });
    if (lines) tip.show(point, lines); else tip.hide();
  });
  map.on('mouseout', () => { tip.hide(); set({ lat: null }); });
  map.on('click', ({ latlng }) => { tip.hide(); if (page.ruler.on) page.ruler.add(latlng.lat, latlng.lng); else page.card.ask(latlng.lat, latlng.lng); });
  map.getContainer().addEventListener('keydown', (event) => {
    if (event.target !== map.getContainer()) return;
    if (event.key === 'Enter') {
      const at = map.containerPointToLatLng(middle());
      if (page.ruler.on) page.ruler.add(at.lat, at.lng); else page.card.ask(at.lat, at.lng, null, { focus: true });
    }
    if (event.key === 'Escape') { page.card.close(); if (page.ruler.on) measuring(false); }
  });

  panel.addEventListener('input', ({ target }) => {
    if (target.name === 'bs-view') {
      if (target.value === 'before' || target.value === 'after') set({ view: 'single', day: atlas.days[target.value] });
      else set({ view: target.value, day: state.day === before ? after : state.day });
    }
    if (target.name === 'bs-layer') set({ [target.value]: target.checked });
    if (target.name === 'bs-tiles') showTiles(target.checked);
  });
  for (const input of panel.querySelectorAll('[name=bs-layer]')) input.checked = state[input.value];
  for (const row of panel.querySelectorAll('.bs-figures tbody [data-region]')) {
    const region = row.dataset.region, light = (on) => set({ focus: on ? region : '' }), button = row.querySelector('button');
    row.addEventListener('mouseenter', () => light(true)); row.addEventListener('mouseleave', () => light(false));
    button.addEventListener('focus', () => light(true)); button.addEventListener('blur', () => light(false));
    button.addEventListener('click', () => fly(atlas.zones.filter((z) => (z.region || z.id) === region).map((z) => z.box)));
  }
  const measuring = (on) => { page.ruler.toggle(on); $('bs-measure').setAttribute('aria-pressed', String(on)); map.doubleClickZoom[on ? 'disable' : 'enable'](); map.getContainer().classList.toggle('bs-measuring', on); };
  $('bs-measure').addEventListener('click', () => measuring(!page.ruler.on));
  $('bs-ruler').querySelector('[data-do=undo]').addEventListener('click', () => page.ruler.undo());
  $('bs-ruler').querySelector('[data-do=done]').addEventListener('click', () => { measuring(false); $('bs-measure').focus(); });
  const folds = (button, box, name) => button.addEventListener('click', () => {
    const open = box.classList.toggle(name);
    button.setAttribute('aria-expanded', String(open));
    const names = button.querySelectorAll('span');
    if (names.length) { names[0].hidden = open; names[1].hidden = !open; }
    nameAll(); page.profile.draw();
  });
  folds($('bs-fold'), panel, 'bs-open');
  folds($('bs-show-profile'), $('bs-profile'), 'bs-open');
  const chooseTab = makeTabs(panel.querySelector('[role=tablist]'));
  document.querySelector('.bs-skip').addEventListener('click', (event) => {
    event.preventDefault();
    if ($('bs-fold').getClientRects().length && !panel.classList.contains('bs-open')) $('bs-fold').click();
    chooseTab('bs-tab-figures');
    $('bs-figures').focus();
  });
  const doing = { copy: () => copyAddress(page), picture: async () => download('bordershift.png', 'image/png', await picture(page)), print: () => window.print(),
    layers: () => download(`bordershift-${state.day}.geojson`, 'application/geo+json', layersOf(page)), figures: () => download(`bordershift-figures-${state.day}.csv`, 'text/csv', figuresOf(page)), profile: () => download(`bordershift-profile-${state.day}.csv`, 'text/csv', profileOf(page)) };
  for (const button of panel.querySelectorAll('[data-share]')) button.addEventListener('click', () => doing[button.dataset.share]());
  window.addEventListener('beforeprint', () => { $('bs-print').replaceChildren(compose(page)); });
  window.addEventListener('hashchange', () => { const next = readAddress(atlas); show(next); set(Object.fromEntries(Object.values(KEPT).filter((k) => k in next).map((k) => [k, next[k]]))); });

  // Tiles from elsewhere come only when asked for; the page says beforehand whom they are asked of.
  let tiles = null;
  function showTiles(on) {
    tiles ??= L.tileLayer(words.tiles_url, { attribution: words.tiles_credit, maxZoom: 15, referrerPolicy: 'no-referrer' });
    if (on) tiles.addTo(map); else tiles.remove();
    map.getPane('bs-sheet').style.opacity = on ? 0.6 : '';
    set({ tiles: on });
  }

  // Room that the page's boxes take from the map.
  function padding() {
    const size = map.getSize(), wide = window.innerWidth > 720, box = panel.getBoundingClientRect(), clock = $('bs-time').getBoundingClientRect(), time = clock.height ? clock : null, strip = $('bs-profile').getBoundingClientRect();
    return wide ? { left: box.right + 8, top: 12, right: strip.width ? size.x - strip.left + 8 : 12, bottom: time ? size.y - time.top + 8 : 30 } : { left: 8, top: time ? 8 : 8, right: 8, bottom: size.y - Math.min(box.top, time ? time.top : Infinity) + 8 };
  }
  function middle() { const p = padding(), size = map.getSize(); return L.point((p.left + size.x - p.right) / 2, (p.top + size.y - p.bottom) / 2); }
  function fit([[s, w], [n, e]], animate) {
    const p = padding();
    map.fitBounds([[s, w], [n, e]], { paddingTopLeft: [p.left, p.top], paddingBottomRight: [p.right, p.bottom], animate, maxZoom: 10 });
  }
  function fly(boxes) {
    const at = (k, best) => Math[best](...boxes.map((b) => b[k]));
    fit([[at(1, 'min'), at(0, 'min')], [at(3, 'max'), at(2, 'max')]], !calm());
  }
  function flyTo(lat, lon, zoom) {
    const off = map.getSize().divideBy(2).subtract(middle()), centre = map.unproject(map.project([lat, lon], zoom).add(off), zoom);
    if (calm()) map.setView(centre, zoom, { animate: false }); else map.flyTo(centre, zoom, { duration: 0.9 });
  }
  function show(next) {
    if (next.at) map.setView([next.at.lat, next.at.lon], next.at.zoom, { animate: false });
    if (next.place) page.card.ask(next.place.lat, next.place.lon);
  }

  drawLegend($('bs-legend'), page);
  L.control.zoom({ position: 'bottomright' }).addTo(map);
  L.control.scale({ position: 'bottomright', maxWidth: 120, imperial: false }).addTo(map);
  const [w, s, e, n] = atlas.focus;
  tell();
  if (!('divider' in given)) state.divider = middle().x / map.getSize().x;
  fit([[s, w], [n, e]], false);
  show(given);
  const cross = make('div', { class: 'bs-cross', 'aria-hidden': 'true' }), centre = () => { const p = middle(); cross.style.left = `${p.x}px`; cross.style.top = `${p.y}px`; };
  map.getContainer().append(cross);
  map.on('resize', centre);
  centre();
  for (const name of Object.keys(tasks)) if (name !== 'address') due.add(name);
  awake = true;
  flush();
  document.fonts.ready.then(() => { labels.sizes.clear(); nameAll(); });
  return Object.assign(page, { labels, paths, zoneAt: (lat, lon) => zoneAt(atlas, lon, lat), arrows, shiftOn: (day) => shiftOn(atlas, day), geodesic, settled: () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0))); }), inverse, layersOf: () => layersOf(page), figuresOf: () => figuresOf(page), profileOf: () => profileOf(page) });
}
