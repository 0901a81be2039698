// What the map's owner has added to it: markers, popups, layers of his own, controls. They keep clear of the page's boxes.

/** @import { Page } from './page.js' */

import { findAll } from './elements.js';
import { BOXES } from './scene.js';

/**
 * What Leaflet's map knows of elements that lie on it.
 * @typedef {L.Map & { _targets: Record<number, L.Evented & { listens(type: string, propagate: boolean): boolean } | undefined> }}
 *   KnowingMap
 */

/**
 * Whether somebody else answers to the pointer there: then the page says nothing of the place.
 * @param {L.Map} map
 * @param {L.LeafletMouseEvent} event
 */
export function atGuest(map, { originalEvent }) {
  const target = originalEvent?.target,
    own = target instanceof Element ? target.closest('.leaflet-interactive') : null;
  if (!own) return false;
  return /** @type {KnowingMap} */ (map)._targets[L.stamp(own)]?.listens('click', true) ?? true;
}

/**
 * Controls stand in the corners of the free part of the map, and below what else stands there; popups open within it.
 * @param {Page} page
 */
export function wireGuests({ map, camera, $ }) {
  const own = map.getContainer(),
    corners = findAll(own, '.leaflet-top', HTMLElement);
  const place = () => {
    const { left, top, right, bottom } = camera.room,
      size = map.getSize();
    L.Popup.mergeOptions({
      autoPanPaddingTopLeft: L.point(left, top),
      autoPanPaddingBottomRight: L.point(size.x - right, size.y - bottom),
    });
    const filled = corners.filter(({ children }) => children.length), // an empty one is placed when something comes into it
      tops = filled.map((corner) => lowest(corner, own));
    filled.forEach(({ style }, k) => (style.top = `${tops[k]}px`));
    const [taken] = findAll(own, '.leaflet-top.leaflet-right', HTMLElement),
      low = taken.children.length ? Math.max(0, taken.offsetTop + taken.offsetHeight - camera.without().top) : 0;
    $('bs-card').style.setProperty('--guests', `${low}px`);
  };
  const watch = new ResizeObserver(place);
  for (const box of [own, ...corners, ...findAll(document, BOXES, HTMLElement)]) watch.observe(box);
}

/**
 * Below every box of the page that stands in a corner's way, from the top down, in pixels from the map's own top.
 * @param {HTMLElement} corner
 * @param {HTMLElement} own
 */
function lowest(corner, own) {
  const { left, right, height } = corner.getBoundingClientRect(), // wherever it stands now
    first = own.getBoundingClientRect().top;
  let top = first;
  const boxes = findAll(document, BOXES, HTMLElement)
    .filter((box) => box.id !== 'bs-card' && !own.contains(box) && box.getClientRects().length)
    .map((box) => box.getBoundingClientRect())
    .sort((a, b) => a.top - b.top);
  for (const box of boxes)
    if (box.left < right && box.right > left && box.top < top + height && box.bottom > top) top = box.bottom;
  return top - first;
}
