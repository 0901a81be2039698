// Who held what on which day, and how far that had moved the border.

// The span of a zone's tenure that holds a day: half-open, an empty end is open.
const holding = (zone, day) =>
  zone.tenure.find((span) => (!span.start || span.start <= day) && (!span.end || day < span.end));

const heldBy = (atlas, day) => {
  const zones = new Map();
  for (const zone of atlas.zones) {
    const { holder } = holding(zone, day);
    if (!zones.has(holder)) zones.set(holder, []);
    zones.get(holder).push(zone);
  }
  return zones;
};

// Every arc between two holders; the window's edge is none.
const bordersOn = (atlas, day) => {
  const holder = atlas.zones.map((zone) => holding(zone, day).holder);
  return atlas.arcs
    .map((arc, k) => ({ arc, k, left: holder[arc.left], right: holder[arc.right] }))
    .filter(({ arc, left, right }) => arc.left >= 0 && arc.right >= 0 && left !== right);
};

// What changed between two days for the state the page is about: +1 gained, -1 lost, 0 neither.
function turned(atlas, zone, before, after) {
  const had = holding(zone, before).holder === atlas.state,
    has = holding(zone, after).holder === atlas.state;
  return has - had;
}

// The zone a place lies in, by counting the arcs that a parallel crosses east of it.
function zoneAt(atlas, lon, lat) {
  for (const zone of atlas.zones) {
    const [west, south, east, north] = zone.box;
    if (lon < west || lon > east || lat < south || lat > north) continue;
    let inside = false;
    for (const ring of zone.rings) {
      for (const k of ring) {
        const line = atlas.arcs[k < 0 ? ~k : k].line;
        for (let i = 2; i < line.length; i += 2) {
          const y0 = line[i - 1],
            y1 = line[i + 1];
          if (y0 > lat !== y1 > lat && lon < line[i - 2] + ((line[i] - line[i - 2]) * (lat - y0)) / (y1 - y0))
            inside = !inside;
        }
      }
    }
    if (inside) return zone;
  }
  return null;
}

// The figures that hold on a day: those of the last day on which the state's land changed.
const epochOn = (atlas, day) => atlas.epochs.findLast((epoch) => epoch.day <= day) || atlas.epochs[0];

// The last event up to a day; of several on one day the one that moved a border.
function eventOn(atlas, day) {
  const last = atlas.events.findLast((event) => event.date <= day),
    same = last ? atlas.events.filter((event) => event.date === last.date) : [];
  return same.find((event) => atlas.zones.some((zone) => zone.tenure.some((span) => span.event === event))) || last;
}

// What changed hands on each parallel between the page's first day and another. Zones lie side by side: pieces
// that meet at a line are one piece, as they are where the program measures.
const shiftsKept = new Map();
function shiftOn(atlas, day) {
  const key = epochOn(atlas, day).day;
  if (!shiftsKept.has(key)) shiftsKept.set(key, measureShift(atlas, day));
  return shiftsKept.get(key);
}

function measureShift(atlas, day) {
  const sign = atlas.zones.map((zone) => turned(atlas, zone, atlas.days.before, day)),
    { pieces, steps } = atlas;
  const found = pieces.filter(({ zone }) => sign[zone]).map((piece) => ({ ...piece, sign: sign[piece.zone] }));
  found.sort((a, b) => a.parallel - b.parallel || a.sign - b.sign || a.west - b.west);
  const merged = [];
  for (const piece of found) {
    const last = merged[merged.length - 1];
    const meets =
      last &&
      last.parallel === piece.parallel &&
      last.sign === piece.sign &&
      piece.west_arc >= 0 &&
      last.east_arc === piece.west_arc &&
      Math.abs(piece.west - last.east) <= 2;
    if (meets) Object.assign(last, { east: piece.east, east_arc: piece.east_arc, east_sigma: piece.east_sigma });
    else merged.push({ ...piece });
  }
  const segments = merged.map((piece) => {
    const lat = Math.round(piece.parallel * atlas.every * 1e6) / 1e6,
      west = piece.west / steps.pieces,
      east = piece.east / steps.pieces;
    return {
      lat,
      west,
      east,
      km: (piece.sign * (east - west) * metresPerDegree(lat)) / 1000,
      sigma: Math.hypot(piece.west_sigma, piece.east_sigma) / 1000,
      westArc: atlas.arcs[piece.west_arc],
      eastArc: atlas.arcs[piece.east_arc],
    };
  });
  const profile = new Map();
  for (const piece of segments) {
    const row = profile.get(piece.lat) || { lat: piece.lat, net: 0, gain: 0, loss: 0, variance: 0, pieces: [] };
    row.net += piece.km;
    row.variance += piece.sigma ** 2;
    row.pieces.push(piece);
    if (piece.km > 0) row.gain += piece.km;
    else row.loss -= piece.km;
    profile.set(piece.lat, row);
  }
  for (const row of profile.values()) {
    row.sigma = Math.sqrt(row.variance);
    const { westArc } = row.pieces.reduce((a, b) => (b.west < a.west ? b : a));
    row.end = !westArc ? 'coast' : westArc.kind === 'lake' ? 'lake' : 'land';
  }
  return { segments, profile };
}

const NOBODY = '\u2014'; // what an atlas of two files calls land that neither names

// Frontiers on land, for a place's distance; lines at sea only give islands to their holders.
const linesKept = new Map();
function nearestBorder(atlas, lon, lat, day) {
  const key = atlas.zones.map((zone) => holding(zone, day).holder).join();
  if (!linesKept.has(key))
    linesKept.set(
      key,
      bordersOn(atlas, day).filter(
        ({ arc, left, right }) =>
          ['land', 'river', 'lake'].includes(arc.kind) && ![left, right].some((k) => atlas.holders[k] === NOBODY),
      ),
    );
  const borders = linesKept.get(key);
  for (const { arc } of borders) arc.nearable ||= nearable(arc.line);
  const found = nearestOf(
    borders.map(({ arc }) => arc.nearable),
    lon,
    lat,
  );
  return found && { ...found, ...borders[found.which] };
}

function nearestPlace(atlas, lon, lat, most = Infinity) {
  const [x, y, z] = onEllipsoid(lon, lat);
  let best = null,
    least = most ** 2;
  for (const place of atlas.places) {
    place.xyz ||= onEllipsoid(place.lon, place.lat);
    const away = (place.xyz[0] - x) ** 2 + (place.xyz[1] - y) ** 2 + (place.xyz[2] - z) ** 2;
    if (away < least) {
      least = away;
      best = place;
    }
  }
  return best && { place: best, metres: Math.sqrt(least) };
}
