// The atlas as it arrives: JSON and packed coordinates. See geo/page/mapdata.py.

import { lineReader } from './packing.js';

export async function readBlock(id) {
  const text = document.getElementById(id).textContent;
  const zipped = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([zipped]).stream().pipeThrough(new DecompressionStream('gzip'));
  const buffer = await new Response(stream).arrayBuffer();
  const length = new DataView(buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  return { head, bytes: new Uint8Array(buffer, 4 + length) };
}

// What the rest of the page works with. Nothing here depends on a day; who held what is asked of `holding`.
export function openAtlas({ head, bytes }) {
  const next = lineReader(bytes),
    text = (k) => head.strings[k];
  const take = (n) => Array.from({ length: n }, () => next(head.steps.land));
  const arcs = head.arcs.map(([id, kind, sigma, left, right, legal, citation, source, method, note]) => ({
    id,
    kind,
    sigma,
    left,
    right,
    line: next(head.steps.arcs),
    legal: text(legal),
    citation: text(citation),
    source: text(source),
    method: text(method),
    note: text(note),
  }));
  const coast = take(head.coast);
  const lakes = head.lakes.map(([name, rings]) => ({ name, rings: take(rings) }));
  const rivers = head.rivers.map(([name, rank]) => ({ name, rank, line: next(head.steps.land) }));
  const around = take(head.around);
  const zones = head.zones.map((zone, number) => ({
    ...zone,
    number,
    tenure: zone.tenure.map(([holder, status, start, end, edtf, event, occupier]) => ({
      holder,
      status,
      start,
      end,
      edtf,
      event: head.events[event],
      occupier,
    })),
  }));
  const events = head.events.map(([id, date, edtf, title, changed, lon, lat, citation, known]) => ({
    id,
    date,
    edtf,
    title,
    changed,
    lon,
    lat,
    citation,
    known,
  }));
  const place = ([name, then, lon, lat, rank, ...also]) => ({ name, then, lon, lat, rank, also }),
    places = head.places.map(place), // towns are only searched for: neither labels nor names of what lies near
    towns = head.towns.map(place);
  const { zone: of, parallel, west, east, west_arc, east_arc, west_sigma, east_sigma } = head.pieces; // columns
  const pieces = of.map((zone, k) => ({
    zone,
    parallel: parallel[k],
    west: west[k],
    east: east[k],
    west_arc: west_arc[k],
    east_arc: east_arc[k],
    west_sigma: west_sigma[k],
    east_sigma: east_sigma[k],
  }));
  const epochs = head.epochs.map(([day, total, regions]) => ({
    day,
    total: head.figures[total],
    regions: regions.map((k) => head.figures[k]),
  }));
  for (const zone of zones) {
    for (const span of zone.tenure) span.event = span.event ? events.find((e) => e.id === span.event[0]) : null;
    zone.box = boxOf(zone.rings[0].map((k) => arcs[k < 0 ? ~k : k].line));
  }
  return { ...head, arcs, coast, lakes, rivers, around, zones, events, places, towns, pieces, epochs };
}

function boxOf(lines) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of lines) {
    for (let k = 0; k < line.length; k += 2) {
      box[0] = Math.min(box[0], line[k]);
      box[1] = Math.min(box[1], line[k + 1]);
      box[2] = Math.max(box[2], line[k]);
      box[3] = Math.max(box[3], line[k + 1]);
    }
  }
  return box;
}
