// What lies under the pointer, in words. Text only ever goes in as text.

class Tip {
  constructor(map) {
    this.map = map;
    this.box = L.DomUtil.create('div', 'bs-tip', map.getContainer());
    this.box.setAttribute('role', 'status');
    this.box.hidden = true;
  }

  show(point, lines) {
    this.box.replaceChildren(...lines.map(([text, kind]) => {
      const line = document.createElement('div');
      line.className = kind || '';
      line.textContent = text;
      return line;
    }));
    this.box.hidden = false;
    const size = this.map.getSize(), width = this.box.offsetWidth, height = this.box.offsetHeight;
    const x = point.x + 16 + width > size.x ? point.x - 16 - width : point.x + 16;
    const y = Math.min(Math.max(point.y - height / 2, 6), size.y - height - 6);
    this.box.style.transform = `translate(${Math.max(6, Math.round(x))}px,${Math.round(y)}px)`;
  }

  hide() { this.box.hidden = true; }
}

function segmentNear(segments, map, point) {
  let best = null, least = 7;
  for (const piece of segments) {
    const a = map.latLngToContainerPoint([piece.lat, piece.west]), b = map.latLngToContainerPoint([piece.lat, piece.east]);
    const away = Math.abs(a.y - point.y);
    if (away < least && point.x >= a.x - 4 && point.x <= b.x + 4) { best = piece; least = away; }
  }
  return best;
}

const kilometres = (value, digits = 1) => value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });

function segmentLines(atlas, texts, piece) {
  const { net, sigma } = atlas.profile.get(piece.lat), arc = (id) => atlas.arc(id);
  const lines = [[`${kilometres(Math.abs(net))} ± ${kilometres(sigma)} km`, 'bs-big'], [texts.on_parallel(piece.lat, piece.km, net), '']];
  for (const [id, label] of [[piece.eastArc, texts.from], [piece.westArc, texts.to]]) {
    lines.push([`${label}: ${arc(id) ? arc(id).legal || arc(id).id : texts.coast}`, 'bs-small']);
  }
  return lines;
}

function zoneLines(atlas, texts, zone, before, after) {
  const old = holding(zone, before), now = holding(zone, after), sign = turned(atlas, zone, before, after);
  const holder = (span) => texts.held(atlas.holders[span.holder], span.status, span.occupier);
  if (old === now || (old.holder === now.holder && !sign)) return [[zone.name, 'bs-big'], [holder(now), '']];
  const region = atlas.regions.find((r) => r.region === (zone.region || zone.id));
  const lines = [[zone.name, 'bs-big'], [`${holder(old)} → ${holder(now)}`, '']];
  const turn = zone.tenure.find((span, k) => k && span.holder !== zone.tenure[k - 1].holder && span.holder === now.holder);
  if (turn) lines.push([turn.event ? `${texts.day(turn.start)}: ${turn.event.title}` : texts.day(turn.start), '']);
  if (region && sign) lines.push([texts.measured(region), 'bs-small']);
  return lines;
}
