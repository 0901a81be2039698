// What lies under the pointer, in words.

class Tip {
  constructor(map) {
    this.map = map;
    this.box = L.DomUtil.create('div', 'bs-tip', map.getContainer());
    this.box.setAttribute('aria-hidden', 'true'); // the same can be had from the profile and from asking about a place
    this.box.hidden = true;
  }

  show(point, lines) {
    this.box.replaceChildren(...lines.map(([text, kind]) => make('div', { class: kind || '' }, text)));
    this.box.hidden = false;
    const size = this.map.getSize(),
      width = this.box.offsetWidth,
      height = this.box.offsetHeight;
    const x = point.x + 16 + width > size.x ? point.x - 16 - width : point.x + 16;
    const y = Math.min(Math.max(point.y - height / 2, 6), size.y - height - 6);
    this.box.style.transform = `translate(${Math.max(6, Math.round(x))}px,${Math.round(y)}px)`;
  }

  hide() {
    this.box.hidden = true;
  }
}

function segmentNear(segments, map, point) {
  let best = null,
    least = 7;
  for (const piece of segments) {
    const a = map.latLngToContainerPoint([piece.lat, piece.west]),
      b = map.latLngToContainerPoint([piece.lat, piece.east]);
    const away = Math.abs(a.y - point.y);
    if (away < least && point.x >= a.x - 4 && point.x <= b.x + 4) {
      best = piece;
      least = away;
    }
  }
  return best;
}

// One end of a piece: the place it lies near, the act that made the line, and where the line is taken from.
function endWords(atlas, words, piece, end) {
  const arc = end === 'east' ? piece.eastArc : piece.westArc,
    near = nearestPlace(atlas, piece[end], piece.lat, 60000);
  const place = near ? fill(words.near, { place: bothNames(near.place, words) }) : lonWords(piece[end]);
  return { place, act: arc ? arc.legal || arc.id : words.coast, source: arc ? arc.source : '' };
}

function segmentLines(atlas, words, shift, piece) {
  const { net, sigma, pieces } = shift.profile.get(piece.lat),
    several = pieces.length > 1;
  const lines = [
    [fill(words.km_sigma, { km: kilometres(net), sigma: kilometres(sigma) }), 'bs-big'],
    [
      fill(several ? words.on_parallel_piece : words.on_parallel, {
        lat: latWords(piece.lat),
        km: kilometres(piece.km),
      }),
      '',
    ],
  ];
  for (const [end, label] of [
    ['east', words.from],
    ['west', words.to],
  ]) {
    const { place, act, source } = endWords(atlas, words, piece, end);
    lines.push([fill(words.end, { label, place, act }), 'bs-small']);
    if (source) lines.push([fill(words.line_from, { source }), 'bs-small bs-source']);
  }
  return lines;
}

function zoneLines(atlas, words, zone, before, day) {
  const old = holding(zone, before),
    now = holding(zone, day),
    sign = turned(atlas, zone, before, day);
  if (old === now || (old.holder === now.holder && !sign))
    return [
      [zone.name, 'bs-big'],
      [heldWords(words, atlas, now), ''],
    ];
  const lines = [
    [zone.name, 'bs-big'],
    [`${heldWords(words, atlas, old)} → ${heldWords(words, atlas, now)}`, ''],
  ];
  const turn = zone.tenure.find(
    (span, k) => k && span.start <= day && span.holder !== zone.tenure[k - 1].holder && span.holder === now.holder,
  );
  if (turn)
    lines.push([turn.event ? `${inWords(words, turn.start)}: ${turn.event.title}` : inWords(words, turn.start), '']);
  const region = epochOn(atlas, day).regions.find((r) => r.region === (zone.region || zone.id));
  if (region && sign)
    lines.push([
      fill(words.measured, {
        area: thousands(region.area_km2),
        mean: kilometres(region.mean_km),
        max: kilometres(region.max_km),
      }),
      'bs-small',
    ]);
  return lines;
}
