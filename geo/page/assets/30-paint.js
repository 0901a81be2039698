// How things look: INK is inks.json. The legend is drawn from it too, so the two cannot disagree.

// States the table does not name take the next of some quiet tints; the state the page is about stands out.
const TINTS = ['#e6e3ee', '#dfe6c9', '#e7d9c8', '#dcebe6', '#ece6c4', '#e4d5d9', '#dfe7ee', '#d3e0cf'];
const stateColor = (atlas, holder) =>
  INK.states[atlas.holders[holder]] || (holder === atlas.state ? INK.states.USSR : TINTS[holder % TINTS.length]);

function paintGround(ctx, view, paths) {
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  const px = underPen(ctx, view);
  ctx.fillStyle = INK.land;
  ctx.fill(paths.outlines('around', Math.min(view.level, 6)));
  ctx.fill(paths.outlines('coast', view.level));
  ctx.strokeStyle = INK.shore;
  ctx.lineWidth = (view.zoom < 6 ? 0.6 : 0.9) * px;
  ctx.stroke(paths.shore(view.level));
}

// One sheet: states, water, borders, and what changed. Drawn apart, because cutting it at the shore and
// fading it out at the edge of the atlas must not touch what lies below.
function paintSheet(sheet, view, paths, { day, borders, change }) {
  const { atlas } = paths,
    ctx = sheet.getContext('2d');
  if (sheet.width !== view.width * view.dpr || sheet.height !== view.height * view.dpr) {
    sheet.width = view.width * view.dpr;
    sheet.height = view.height * view.dpr;
  }
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.globalCompositeOperation = 'source-over';
  ctx.clearRect(0, 0, sheet.width, sheet.height);
  const px = underPen(ctx, view);
  // First the land of the state the page is about, so that the rim of its coast falls on nothing else.
  const { day: lastDay, ink } = borders[borders.length - 1],
    own = (zone) => holding(zone, lastDay).holder === atlas.state;
  const fill = (which) => {
    for (const [holder, zones] of heldBy(atlas, day)) {
      ctx.fillStyle = stateColor(atlas, holder);
      ctx.fill(paths.zones(zones.filter(which), view.level));
    }
  };
  fill(own);
  lay(
    ctx,
    'source-atop',
    stencil(view, `rim ${ink.color}`, (pen) => paintRim(pen, view, paths, ink)),
  );
  fill((zone) => !own(zone));
  if (change) paintChange(ctx, view, paths, change);
  lay(
    ctx,
    'destination-in',
    stencil(view, 'land', (pen) => pen.fill(paths.outlines('coast', view.level))),
  );
  lay(
    ctx,
    'source-over',
    stencil(view, 'water', (pen) => paintWater(pen, view, paths)),
  );
  for (const each of borders) paintBorders(ctx, view, paths, each.day, each.ink, px);
  lay(
    ctx,
    'destination-out',
    stencil(view, 'edges', (pen) => paintEdges(pen, atlas.window)),
  );
}

// What hangs on the view and not on the day is painted once for a view, and then only laid on.
const stencils = new Map();
function stencil(view, name, paint) {
  const key = JSON.stringify([view.zoom, view.tx, view.ty, view.width, view.height, view.dpr]);
  if (!stencils.has(name)) stencils.set(name, { canvas: document.createElement('canvas'), key: '' });
  const kept = stencils.get(name);
  if (kept.key !== key) {
    kept.key = key;
    kept.canvas.width = view.width * view.dpr;
    kept.canvas.height = view.height * view.dpr; // which also clears it
    const pen = kept.canvas.getContext('2d');
    underPen(pen, view);
    paint(pen);
  }
  return kept.canvas;
}

function lay(ctx, how, canvas) {
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.globalCompositeOperation = how;
  ctx.drawImage(canvas, 0, 0);
  ctx.restore();
}

function paintChange(ctx, view, paths, { before, after, focus }) {
  const { atlas } = paths,
    px = 1 / view.k;
  for (const zone of atlas.zones) {
    const sign = turned(atlas, zone, before, after);
    if (!sign) continue;
    const ink = sign > 0 ? INK.gained : INK.lost,
      path = paths.zones([zone], view.level);
    ctx.globalAlpha = focus && focus !== zone.region ? ink.alpha * 0.45 : ink.alpha;
    ctx.fillStyle = ink.fill;
    ctx.fill(path);
    if (holding(zone, after).status === 'leased') {
      ctx.globalAlpha = 1;
      ctx.fillStyle = hatch(ctx, view, ink.edge);
      ctx.fill(path);
    }
    ctx.globalAlpha = focus === zone.region ? 1 : 0.55;
    ctx.strokeStyle = ink.edge;
    ctx.lineWidth = (focus === zone.region ? 2 : 0.8) * px;
    ctx.stroke(path);
  }
  ctx.globalAlpha = 1;
}

const hatches = new Map();
function hatch(ctx, view, color) {
  const key = `${color}/${view.dpr}`;
  if (!hatches.has(key)) {
    const tile = document.createElement('canvas'),
      size = 7 * view.dpr;
    tile.width = tile.height = size;
    const pen = tile.getContext('2d');
    pen.strokeStyle = color;
    pen.lineWidth = 1.1 * view.dpr;
    pen.beginPath();
    for (const shift of [-size, 0, size]) {
      pen.moveTo(shift, size);
      pen.lineTo(shift + size, 0);
    }
    pen.stroke();
    hatches.set(key, ctx.createPattern(tile, 'repeat'));
  }
  const pattern = hatches.get(key),
    scale = 1 / (view.k * view.dpr);
  pattern.setTransform(new DOMMatrix([scale, 0, 0, scale, 0, 0]));
  return pattern;
}

function paintWater(ctx, view, paths) {
  const { atlas } = paths,
    px = 1 / view.k;
  ctx.fillStyle = INK.lake;
  ctx.strokeStyle = INK.shore;
  ctx.lineWidth = 0.6 * px;
  ctx.fill(paths.outlines('lakes', view.level), 'evenodd');
  if (view.zoom >= 6) ctx.stroke(paths.outlines('lakes', view.level));
  ctx.strokeStyle = INK.river;
  ctx.lineJoin = 'round';
  atlas.rivers.forEach((river, k) => {
    if (river.rank > view.zoom - 3) return;
    ctx.lineWidth = (river.rank === 1 ? 1.2 : 0.8) * px;
    ctx.stroke(paths.river(k, view.level));
  });
}

// The state's own coast, as a rim along the shore; it is laid on what of the state is painted by then.
function paintRim(ctx, view, paths, ink) {
  ctx.globalAlpha = INK.coast.alpha;
  ctx.strokeStyle = ink.color;
  ctx.lineWidth = INK.coast.width / view.k;
  ctx.lineJoin = 'round';
  ctx.stroke(paths.shore(view.level));
}

// The state's own borders stand out; others are there to find one's way. Lines at sea only give islands to
// their holders: they show when one is near enough to ask which.
function paintBorders(ctx, view, paths, day, ink, px) {
  const { atlas } = paths,
    all = bordersOn(atlas, day);
  const ours = all.filter(({ left, right }) => left === atlas.state || right === atlas.state);
  const others = all.filter(({ left, right }) => left !== atlas.state && right !== atlas.state);
  const stroke = (list, style) => {
    ctx.strokeStyle = style.color;
    ctx.lineWidth = style.width * px;
    ctx.setLineDash(style.dash.map((d) => d * px));
    for (const { k } of list) ctx.stroke(paths.arc(k, view.level));
    ctx.setLineDash([]);
  };
  ctx.lineJoin = 'round';
  ctx.lineCap = 'butt';
  const dry = ({ arc }) => arc.kind !== 'sea',
    wet = ({ arc }) => arc.kind === 'river' || arc.kind === 'lake';
  stroke(others.filter(dry), INK.other);
  stroke(ours.filter(dry), { color: INK.land_casing, width: ink.casing, dash: [] });
  stroke(ours.filter(wet), { color: INK.river_casing, width: ink.casing, dash: [] });
  stroke(ours.filter(dry), ink);
  if (view.zoom >= 6)
    stroke(
      ours.filter((b) => !dry(b)),
      { ...INK.at_sea, color: ink.color },
    );
}

// The atlas covers a window; its sheet thins out towards the edge instead of ending there.
function paintEdges(ctx, [west, south, east, north]) {
  const x = (lon) => mercX(lon) - ORIGIN[0],
    y = (lat) => mercY(lat) - ORIGIN[1];
  const band = (x0, y0, x1, y1, box) => {
    const shade = ctx.createLinearGradient(x0, y0, x1, y1);
    shade.addColorStop(0, 'rgba(0,0,0,1)');
    shade.addColorStop(1, 'rgba(0,0,0,0)');
    ctx.fillStyle = shade;
    ctx.fillRect(...box);
  };
  const W = x(west),
    E = x(east),
    N = y(north),
    S = y(south),
    wide = (E - W) / 15,
    tall = (S - N) / 25,
    far = UNITS;
  band(W, 0, W + wide, 0, [W - far, N - far, far + wide, 2 * far]);
  band(E, 0, E - 2 * wide, 0, [E - 2 * wide, N - far, far, 2 * far]);
  band(0, N, 0, N + tall, [W - far, N - far, 2 * far, far + tall]);
  band(0, S, 0, S - tall, [W - far, S - tall, 2 * far, far]);
}

// Kilometres on a ramp that colour-blind eyes read too (viridis, its light end left out).
const RAMP = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 74, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
];
let RAMP_KM = 450; // the largest shift of the page
function rampColor(km) {
  const at = (1 - Math.min(Math.abs(km) / RAMP_KM, 1)) * (RAMP.length - 1),
    k = Math.min(Math.floor(at), RAMP.length - 2),
    t = at - k;
  return `rgb(${RAMP[k].map((v, i) => Math.round(v + (RAMP[k + 1][i] - v) * t)).join()})`;
}

// Arrows along parallels, as many as there is room for.
const STEPS = [1, 2, 5, 10, 20];
function shownSegments(atlas, view, day) {
  const perDegree = (256 * 2 ** view.zoom) / 360 / Math.cos(((atlas.window[1] + atlas.window[3]) * Math.PI) / 360);
  const every = atlas.every * (STEPS.find((n) => n * atlas.every * perDegree >= 26) || STEPS[STEPS.length - 1]);
  return shiftOn(atlas, day).segments.filter(({ lat }) => Math.abs(lat / every - Math.round(lat / every)) < 1e-6);
}

function paintSegments(ctx, view, segments, profile, pointed) {
  const px = underPen(ctx, view);
  for (const piece of segments) {
    const y = mercY(piece.lat) - ORIGIN[1],
      x0 = mercX(piece.east) - ORIGIN[0],
      x1 = mercX(piece.west) - ORIGIN[0];
    const [from, to] = piece.km >= 0 ? [x0, x1] : [x1, x0],
      length = Math.abs(to - from),
      way = Math.sign(to - from);
    const head = Math.min(7 * px, length * 0.6),
      near = piece.lat === pointed,
      { net } = profile.get(piece.lat);
    for (const [color, width] of [
      ['rgba(255,255,255,.75)', near ? 5.6 : 3.6],
      [rampColor(net), near ? 3.2 : 1.5],
    ]) {
      ctx.strokeStyle = ctx.fillStyle = color;
      ctx.lineWidth = width * px;
      ctx.lineCap = 'butt';
      ctx.beginPath();
      ctx.moveTo(from, y);
      ctx.lineTo(to - way * head * 0.7, y);
      ctx.stroke();
      const half = (width > 3.5 ? 4.6 : near ? 5 : 3.4) * px;
      ctx.beginPath();
      ctx.moveTo(to, y);
      ctx.lineTo(to - way * head, y - half);
      ctx.lineTo(to - way * head, y + half);
      ctx.fill();
    }
  }
}
