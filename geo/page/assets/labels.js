// Names and kilometres. Candidates come in order of importance; each takes the first of its places that covers
// nothing already there, or stays away. So no label covers another, and none is cut at the edge.

/** @import { Lead, Room, Step } from './leads.js' */

import { endOf, everyBead } from './leads.js';
import { Occupied, overlap } from './occupied.js';

/** @typedef {[number, number, number, number]} Rect left, top, right and bottom, pixels */

/** @typedef {[number, number]} Within the pixels from left to right that a label must keep to */

/**
 * A place for a label's middle: in its own half sizes from where it belongs, and in pixels.
 * @typedef {[acrossHalves: number, downHalves: number, across: number, down: number]} Spot
 */

/**
 * A label that would stand on the map.
 * @typedef {object} Candidate
 * @property {string} text
 * @property {string} kind its class
 * @property {number} lat
 * @property {number} lon
 * @property {Spot[]} places where it may stand, the best first
 * @property {boolean} [dot] whether the place itself is marked
 * @property {number} [rank] of a place
 * @property {string} [color]
 * @property {Rect[]} [avoid] what it should keep off, where it can
 * @property {Rect[]} [shun] what it should keep off rather than stand without a line
 * @property {Within} [within]
 * @property {(place: number, height: number) => [snug: number, most: number]} [rooms] pixels across, at each of its places: how wide
 *   it is at most if it is not to leave its land, and if it is not to leave more of it than it may
 * @property {boolean} [firm] whether it leaves nothing of its land, and stands on nothing that it should shun
 * @property {(size: [width: number, height: number], room: Room) => Lead | null} [lead] where else it may
 *   stand, with a line to its land
 * @property {unknown} [slot] of those that have one alike only the first that finds room stands
 * @property {unknown[]} [after] the slots of which each has to be taken first
 */

/**
 * One that stands; where from and to a line leads to it, if one does.
 * @typedef {Candidate & { x: number, y: number, at: L.Point, width: number, height: number, line?: [Step, Step] }} Placed
 */

/** @type {(text: string, kind: string) => string} */
const sizeKey = (text, kind) => `${kind}/${text}`;

/** @type {(kind: string) => string} */
const labelLook = (kind) => `bs-label bs-${kind}`;

/** @typedef {{ element: HTMLElement, place: string, color: string }} Standing a label or a dot, and how it was put up */

/** @type {(look: string, text: string) => string} */
const standingKey = (look, text) => `${look}/${text}`;

/**
 * @param {Map<string, Standing[]>} lists
 * @param {string} key
 */
function listed(lists, key) {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

export class Labels {
  /**
   * @param {L.Map} map
   * @param {string} pane
   */
  constructor(map, pane) {
    this.map = map;
    this.box = L.DomUtil.create('div', 'bs-labels', map.getPane(pane));
    this.box.setAttribute('aria-hidden', 'true'); // the same names and figures stand in the tables
    /** @type {Map<string, { width: number, height: number }>} */
    this.sizes = new Map();
    /** @type {Map<string, Standing[]>} */
    this.shown = new Map(); // by look and text
    map.on('resize', () => this.sizes.clear()); // where there is little room, type is smaller
  }

  /**
   * Text is measured as the style sheet draws it, once for each text and class, and all that is new at one time: the page
   * is laid out once for all.
   * @param {Candidate[]} candidates
   */
  measure(candidates) {
    /** @type {Map<string, HTMLElement>} */
    const probes = new Map();
    for (const { text, kind } of candidates) {
      const key = sizeKey(text, kind);
      if (this.sizes.has(key) || probes.has(key)) continue;
      const probe = L.DomUtil.create('span', labelLook(kind));
      probe.textContent = text;
      probes.set(key, probe);
      // if it finds room it stands there itself; `draw` removes the others
      listed(this.shown, standingKey(labelLook(kind), text)).push({ element: probe, place: '', color: '' });
    }
    this.box.append(...probes.values());
    for (const [key, { offsetWidth, offsetHeight }] of probes) this.sizes.set(key, { width: offsetWidth, height: offsetHeight });
  }

  /**
   * Put up as many as find room.
   * @param {Candidate[]} candidates in order of importance
   * @param {Rect[]} [hidden] where none can stand
   * @param {Candidate[]} [pinned] those whose dots no other may cover
   */
  place(candidates, hidden = [], pinned = []) {
    this.measure(candidates);
    const size = this.map.getSize(),
      dotOf = (/** @type {Candidate} */ each) => {
        const { x, y } = this.map.latLngToContainerPoint([each.lat, each.lon]);
        /** @type {Rect} */
        const dot = [x - 4, y - 4, x + 4, y + 4];
        return dot;
      };
    const kept = new Map(pinned.map((each) => [each, dotOf(each)])),
      taken = new Occupied(size),
      free = (/** @type {Rect} */ rect, /** @type {Within | undefined} */ within) =>
        rect[0] >= 3 &&
        rect[1] >= 3 &&
        rect[2] <= size.x - 3 &&
        rect[3] <= size.y - 3 &&
        (!within || (rect[0] >= within[0] && rect[2] <= within[1])) &&
        taken.free(rect);
    for (const rect of [...hidden, ...kept.values()]) taken.take(rect);
    /** @type {Placed[]} */
    const chosen = [],
      /** @type {Set<unknown>} */
      stands = new Set();
    for (const each of candidates) {
      if ((each.slot && stands.has(each.slot)) || each.after?.some((slot) => !stands.has(slot))) continue;
      const at = this.map.latLngToContainerPoint([each.lat, each.lon]),
        { width, height } = this.sizes.get(sizeKey(each.text, each.kind)) ?? { width: 0, height: 0 };
      /** @type {Rect[]} */
      const dots = each.dot ? [dotOf(each)] : [],
        clash = (/** @type {Rect} */ dot) =>
          kept.has(each) ? hidden.some((other) => overlap(dot, other)) : !free(dot, undefined);
      if (dots.some(clash)) continue;
      const boxOf = (/** @type {Step} */ [x, y]) => {
        /** @type {Rect} */
        const rect = [x - width / 2 - 1, y - height / 2 - 1, x + width / 2 + 1, y + height / 2 + 1];
        return rect;
      };
      const off = (/** @type {Rect} */ rect, /** @type {Rect[] | undefined} */ others) => !others?.some((other) => overlap(rect, other));
      let spot = null,
        least = each.firm ? 2 : Infinity; // worst is what leaves its land, then what stands on the largest arrow, then on another
      for (const [k, [acrossHalves, downHalves, across, down]] of each.places.entries()) {
        const x = at.x + (acrossHalves * width) / 2 + across,
          y = at.y + (downHalves * height) / 2 + down,
          rect = boxOf([x, y]);
        if (!free(rect, each.within)) continue;
        const [snug, most] = each.rooms?.(k, height) ?? [width, width],
          faults = (width > snug ? 4 : 0) + (off(rect, each.shun) ? 0 : 2) + (off(rect, each.avoid) ? 0 : 1);
        if (faults >= least || width > most) continue;
        spot = { x, y, rect };
        if (!(least = faults)) break;
      }
      // what leaves its land is rather led to
      const lead = least < 2
        ? null
        : each.lead?.([width + 4, height + 4], {
            name: ({ to }) => free(boxOf(to), each.within) && off(boxOf(to), each.avoid),
            line: ({ from, to }) => everyBead(from, endOf(from, boxOf(to)), (bead) => free(bead, each.within)),
          });
      if (lead || spot) stands.add(each.slot);
      if (lead) {
        const rect = boxOf(lead.to),
          end = endOf(lead.from, rect);
        taken.take(rect);
        everyBead(lead.from, end, (bead) => {
          taken.take(bead);
          return true;
        });
        chosen.push({ ...each, x: lead.to[0], y: lead.to[1], at, width, height, line: [lead.from, end] });
        continue;
      }
      if (!spot) continue;
      for (const rect of [spot.rect, ...dots]) taken.take(rect);
      chosen.push({ ...each, x: spot.x, y: spot.y, at, width, height });
    }
    this.draw(chosen);
    return chosen;
  }

  /** @param {Placed[]} chosen */
  draw(chosen) {
    // what stands already is moved at most, and what stands where it stood is left alone: to lay a name out and to paint
    // it with its rim takes long
    const before = this.shown;
    this.shown = new Map();
    /** @type {(tag: string, look: string, at: { x: number, y: number }, text?: string, color?: string, line?: { turn: string, width: string }) => void} */
    const put = (tag, look, { x, y }, text = '', color = '', { turn, width } = { turn: '', width: '' }) => {
      const key = standingKey(look, text),
        place = `translate(${x}px,${y}px)${turn}`,
        like = before.get(key) ?? [],
        there = like.findIndex((one) => one.place === place),
        found = like.splice(Math.max(there, 0), 1)[0] ?? { element: L.DomUtil.create(tag, look, this.box), place: '', color: '' },
        { style } = found.element;
      if (text && !found.element.firstChild) found.element.textContent = text;
      if (found.place !== place) style.transform = found.place = place;
      if (found.color !== color) style.color = found.color = color;
      if (width) style.width = width;
      listed(this.shown, key).push(found);
    };
    for (const { at, kind, text, color, dot, x, y, width, height, line } of chosen) {
      if (line) {
        const [[x0, y0], [x1, y1]] = line,
          start = this.map.containerPointToLayerPoint([x0, y0]),
          turn = ` rotate(${Math.atan2(y1 - y0, x1 - x0).toFixed(3)}rad)`;
        put('i', 'bs-leader', start, '', '', { turn, width: `${Math.hypot(x1 - x0, y1 - y0).toFixed(1)}px` });
        put('i', 'bs-end', start);
      }
      if (dot) put('i', `bs-dot bs-${kind}`, this.map.containerPointToLayerPoint(at));
      put('span', labelLook(kind), this.map.containerPointToLayerPoint([x - width / 2, y - height / 2]).round(), text, color);
    }
    for (const { element } of [...before.values()].flat()) element.remove();
  }
}
