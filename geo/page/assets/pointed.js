// What is said of an arrow and of land under the pointer.

import { nearestPlace } from './answer.js';
import { turned } from './change.js';
import { bothNames } from './names.js';
import { epochOn } from './shift.js';
import { holding } from './tenure.js';
import { fill, heldWords, inWords, kilometres, latWords, lonWords, thousands } from './words.js';

// One end of a piece: the place it lies near, the act that made the line, and where the line is taken from.
export function endWords(atlas, words, piece, end) {
  const arc = end === 'east' ? piece.eastArc : piece.westArc,
    near = nearestPlace(atlas, piece[end], piece.lat, 60000);
  const place = near ? fill(words.near, { place: bothNames(near.place, words) }) : lonWords(piece[end]);
  return { place, act: arc ? arc.legal || arc.id : words.coast, source: arc ? arc.source : '' };
}

export function segmentLines(atlas, words, shift, piece) {
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

export function zoneLines(atlas, words, zone, before, day) {
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
