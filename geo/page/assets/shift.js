// How far the border moved on each parallel.

import { turned } from './change.js';
import { metresPerDegree } from './geodesy.js';
import { keeper } from './keeping.js';

// The figures that hold on a day: those of the last day on which the state's land changed.
export const epochOn = (atlas, day) => atlas.epochs.findLast((epoch) => epoch.day <= day) || atlas.epochs[0];

// What changed hands on each parallel between the page's first day and another. Zones lie side by side: pieces
// that meet at a line are one piece, as they are where the program measures.
const keep = keeper();

export function shiftOn(atlas, day) {
  return keep(atlas, epochOn(atlas, day).day, () => measureShift(atlas, day));
}

export function measureShift(atlas, day) {
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
