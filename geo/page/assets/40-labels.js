// Names and kilometres. Candidates come in order of importance; each takes the first of its places that covers
// nothing already there, or stays away. So no label covers another, and none is cut at the edge.

class Labels {
  constructor(map, pane) {
    this.map = map;
    this.box = L.DomUtil.create('div', 'bs-labels', map.getPane(pane));
    this.box.setAttribute('aria-hidden', 'true'); // the same names and figures stand in the tables
    this.pen = document.createElement('canvas').getContext('2d');
    this.sizes = new Map();
  }

  // Text is measured as the style sheet draws it, once for each text and class.
  size(text, kind) {
    const key = `${kind}/${text}`;
    if (!this.sizes.has(key)) {
      const probe = L.DomUtil.create('span', `bs-label bs-${kind}`, this.box);
      probe.textContent = text;
      probe.style.visibility = 'hidden';
      this.sizes.set(key, { width: Math.ceil(probe.offsetWidth), height: Math.ceil(probe.offsetHeight) });
      probe.remove();
    }
    return this.sizes.get(key);
  }

  // candidates: {text, kind, lat, lon, places: [[dx, dy] of the label's centre, in its own half sizes + pixels], dot,
  // within: [left, right] in pixels that it must keep to}
  place(candidates, hidden = []) {
    const size = this.map.getSize(),
      taken = hidden.slice(),
      chosen = [];
    const free = (r, within) =>
      r[0] >= 3 &&
      r[1] >= 3 &&
      r[2] <= size.x - 3 &&
      r[3] <= size.y - 3 &&
      (!within || (r[0] >= within[0] && r[2] <= within[1])) &&
      taken.every((t) => r[2] <= t[0] || r[0] >= t[2] || r[3] <= t[1] || r[1] >= t[3]);
    for (const each of candidates) {
      const at = this.map.latLngToContainerPoint([each.lat, each.lon]),
        { width, height } = this.size(each.text, each.kind);
      const dot = each.dot ? [at.x - 4, at.y - 4, at.x + 4, at.y + 4] : null;
      if (dot && !free(dot)) continue;
      // First a place off the arrows, where there are any to keep off.
      const tries = each.avoid?.length ? [...each.places.map((p) => [...p, true]), ...each.places] : each.places;
      for (const [sx, sy, px, py, clear] of tries) {
        const x = at.x + (sx * width) / 2 + px,
          y = at.y + (sy * height) / 2 + py;
        const rect = [x - width / 2 - 1, y - height / 2 - 1, x + width / 2 + 1, y + height / 2 + 1];
        if (
          !free(rect, each.within) ||
          (clear && each.avoid.some((t) => rect[2] > t[0] && rect[0] < t[2] && rect[3] > t[1] && rect[1] < t[3]))
        )
          continue;
        taken.push(rect);
        if (dot) taken.push(dot);
        chosen.push({ ...each, x, y, at, width, height });
        break;
      }
    }
    this.draw(chosen);
    return chosen;
  }

  draw(chosen) {
    const fragment = document.createDocumentFragment();
    for (const each of chosen) {
      if (each.dot) {
        const dot = document.createElement('i'),
          p = this.map.containerPointToLayerPoint(each.at);
        dot.className = `bs-dot bs-${each.kind}`;
        dot.style.transform = `translate(${p.x}px,${p.y}px)`;
        fragment.append(dot);
      }
      const label = document.createElement('span');
      const p = this.map.containerPointToLayerPoint([each.x - each.width / 2, each.y - each.height / 2]);
      label.className = `bs-label bs-${each.kind}`;
      label.textContent = each.text;
      label.style.transform = `translate(${Math.round(p.x)}px,${Math.round(p.y)}px)`;
      if (each.color) label.style.color = each.color;
      fragment.append(label);
    }
    this.box.replaceChildren(fragment);
  }
}

const AROUND_DOT = [
  [1, 0, 7, 0],
  [-1, 0, -7, 0],
  [0, -1, 0, -7],
  [0, 1, 0, 7],
  [1, -1, 5, -3],
  [1, 1, 5, 3],
  [-1, -1, -5, -3],
  [-1, 1, -5, 3],
];

const plain = (name) =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace('ł', 'l');

// A town by its name of the day, with today's in brackets where there is room; villages when one looks closely.
function townLabels(atlas, map, words) {
  const zoom = map.getZoom(),
    most = Math.max(1, zoom - 3),
    bounds = map.getBounds();
  return atlas.places
    .filter(({ rank, lat, lon }) => (rank ? rank <= most : zoom >= 9) && bounds.contains([lat, lon]))
    .sort((a, b) => (a.rank || 9) - (b.rank || 9))
    .map((place) => ({
      text: bothNames(place, words, zoom >= 6),
      kind: `town${Math.min(place.rank || 3, 3)}`,
      lat: place.lat,
      lon: place.lon,
      places: AROUND_DOT,
      dot: true,
    }));
}

// What stands in brackets after a name tells places of one name apart in tables; on the map their place does.
function bothNames(place, words, long = true) {
  const now = place.name.replace(/\s*\(.*\)$/, ''),
    then = (place.then || now).replace(/\s*\(.*\)$/, '');
  return long && plain(then) !== plain(now) ? fill(words.town, { then, now }) : then;
}

// The net shift of a parallel stands on its widest arrow where that is long enough, or at its tail, where the
// border was.
function kilometreLabels(profile, segments, map, words) {
  const whole = map.getZoom() < 5.5 && segments.length > 30,
    widest = new Map();
  for (const s of segments) {
    if (whole && Math.abs(s.lat - Math.round(s.lat)) > 1e-6) continue;
    if (Math.abs(s.km) > Math.abs(widest.get(s.lat)?.km || 0)) widest.set(s.lat, s);
  }
  return [...widest.values()]
    .map((s) => ({ ...s, net: profile.get(s.lat).net }))
    .filter((s) => Math.abs(s.net) >= 10)
    .sort((a, b) => Math.abs(b.net) - Math.abs(a.net))
    .map((s) => {
      const length = map.latLngToContainerPoint([s.lat, s.east]).x - map.latLngToContainerPoint([s.lat, s.west]).x;
      const places =
        length > 90
          ? [
              [0, 0, -length / 2, 0],
              [1, 0, 7, 0],
            ]
          : [
              [1, 0, 7, 0],
              [-1, 0, -length - 7, 0],
            ];
      return {
        text: fill(words.km, { km: kilometres(s.net, 0) }),
        kind: 'km',
        lat: s.lat,
        lon: s.east,
        places,
        color: rampColor(s.net),
      };
    });
}

// A state's name stands where its land in view is widest: on a grid over the view, the cells farthest from any
// cell that is not its own. If the best is taken the next best serves, so a name never leaves its land.
const grids = new Map(); // which zone each cell of a view lies in does not hang on the day
function zoneGrid(atlas, map) {
  const size = map.getSize(),
    corner = map.getPixelOrigin().subtract(map._getMapPanePos()),
    key = `${map.getZoom()}/${corner.x}/${corner.y}/${size.x}/${size.y}`;
  if (grids.has(key)) return grids.get(key);
  const step = Math.max(10, Math.round(Math.sqrt((size.x * size.y) / 6000)));
  const columns = Math.floor(size.x / step),
    rows = Math.floor(size.y / step),
    zones = new Array(columns * rows).fill(null);
  const [west, south, east, north] = atlas.window,
    wide = east - west,
    tall = north - south;
  const place = (k) =>
    map.containerPointToLatLng([((k % columns) + 0.5) * step, (Math.floor(k / columns) + 0.5) * step]);
  for (let k = 0; k < zones.length; k++) {
    const { lat, lng } = place(k);
    if (lng > west + wide / 40 && lng < east - wide / 10 && lat > south + tall / 70 && lat < north - tall / 70)
      zones[k] = quickZone(atlas, lng, lat);
  }
  if (grids.size > 3) grids.clear();
  grids.set(key, { step, columns, rows, zones, place });
  return grids.get(key);
}

function stateLabels(atlas, map, day, words, within) {
  const { step, columns, rows, zones, place } = zoneGrid(atlas, map),
    owner = new Int16Array(columns * rows).fill(-1);
  zones.forEach((zone, k) => {
    const x = ((k % columns) + 0.5) * step;
    if (zone && (!within || (x > within[0] && x < within[1]))) owner[k] = holding(zone, day).holder;
  });
  // Steps to the nearest cell of another holder, sideways counting half, for names are wide: two sweeps of a chamfer.
  const reach = new Float32Array(owner.length);
  const sweep = (order, around) => {
    for (const k of order) {
      const c = k % columns;
      let least = Infinity;
      for (const [dr, dc, cost] of around) {
        const cc = c + dc,
          n = k + dr * columns + dc,
          there = cc >= 0 && cc < columns && n >= 0 && n < owner.length;
        least = Math.min(least, there && owner[n] === owner[k] ? reach[n] + cost : cost / 2);
      }
      reach[k] = Math.min(reach[k] || Infinity, least);
    }
  };
  const ahead = Array.from(owner.keys());
  sweep(ahead, [
    [0, -1, 0.5],
    [-1, 0, 1],
    [-1, -1, 1.1],
    [-1, 1, 1.1],
  ]);
  sweep(ahead.reverse(), [
    [0, 1, 0.5],
    [1, 0, 1],
    [1, 1, 1.1],
    [1, -1, 1.1],
  ]);
  const cells = new Map();
  owner.forEach((holder, k) => {
    if (holder >= 0) {
      if (!cells.has(holder)) cells.set(holder, []);
      cells.get(holder).push(k);
    }
  });
  return [...cells]
    .map(([holder, list]) => {
      list.sort((a, b) => reach[b] - reach[a] || a - b);
      const best = list[0],
        at = place(best),
        widest = reach[best] * step;
      const x0 = best % columns,
        y0 = Math.floor(best / columns);
      const places = list
        .filter((k, n) => n % Math.ceil(list.length / 60) === 0 && reach[k] >= 0.45 * reach[best])
        .slice(0, 40)
        .map((k) => [0, 0, ((k % columns) - x0) * step, (Math.floor(k / columns) - y0) * step]);
      return {
        text: words.holders[atlas.holders[holder]] || atlas.holders[holder],
        kind: widest > 42 ? 'state' : 'state-small',
        lat: at.lat,
        lon: at.lng,
        places,
        widest,
        within,
      };
    })
    .sort((a, b) => b.widest - a.widest);
}

// For a grid of many places an outline of a few hundred vertices does.
function quickZone(atlas, lon, lat) {
  const rough = (atlas.window[2] - atlas.window[0]) / 160;
  atlas.rough ||= {
    ...atlas,
    arcs: atlas.arcs.map((arc) => {
      const out = [arc.line[0], arc.line[1]];
      for (let k = 2; k < arc.line.length - 2; k += 2) {
        if (Math.hypot((arc.line[k] - out[out.length - 2]) * 0.55, arc.line[k + 1] - out[out.length - 1]) > rough)
          out.push(arc.line[k], arc.line[k + 1]);
      }
      out.push(arc.line[arc.line.length - 2], arc.line[arc.line.length - 1]);
      return { line: out };
    }),
  };
  return zoneAt(atlas.rough, lon, lat);
}
