// The page's layers as Leaflet sees them: each is a part of what the page draws, and is on the map while it is shown.

/** @import { Page, State } from './page.js' */

/**
 * What can be shown or not.
 * @typedef {{ ground: boolean, states_before: boolean, states_after: boolean, change: boolean, borders_before: boolean,
 *   borders_after: boolean, sea: boolean, shift: boolean, names: boolean }} Parts
 */

/** @typedef {L.Layer & { options: { part?: keyof Parts } }} PartLayer empty: the page draws for it */

/** @type {Parts} */
export const ALL_PARTS = {
  ground: true,
  states_before: true,
  states_after: true,
  change: true,
  borders_before: true,
  borders_after: true,
  sea: true,
  shift: true,
  names: true,
};

/**
 * @param {L.Map} map
 * @returns {PartLayer[]}
 */
const layersOf = (map) => /** @type {{ parts?: PartLayer[] }} */ (/** @type {unknown} */ (map)).parts ?? [];

/**
 * Which parts are on the map.
 * @param {L.Map} map
 * @returns {Partial<Parts>}
 */
export const partsShown = (map) =>
  Object.fromEntries(layersOf(map).flatMap((layer) => (layer.options.part ? [[layer.options.part, map.hasLayer(layer)]] : [])));

/**
 * Put the layers on the map that the page shows, and take the others off.
 * @param {L.Map} map
 * @param {Partial<State>} state
 */
export function layParts(map, state) {
  for (const layer of layersOf(map)) {
    const on = layer.options.part && state[layer.options.part];
    if (on !== undefined && on !== map.hasLayer(layer)) map[on ? 'addLayer' : 'removeLayer'](layer);
  }
}

/**
 * Whoever ticks a layer, the page follows; tiles that somebody lays under the map take the place of its ground.
 * @param {Page} page
 */
export function wireParts({ map, set, state }) {
  layParts(map, state);
  const veil = () => {
    const tiles = tiled(map),
      sheet = map.getPane('bs-sheet');
    if (sheet) sheet.style.opacity = tiles ? '0.6' : '';
    set({ tiles });
  };
  map.on('layeradd layerremove', ({ layer }) => {
    const { part } = /** @type {PartLayer} */ (layer).options;
    if (part) set({ [part]: map.hasLayer(layer) });
    if (layer instanceof L.GridLayer) veil();
  });
  veil();
}

/**
 * Whether tiles lie under the map.
 * @param {L.Map} map
 */
export function tiled(map) {
  let found = false;
  map.eachLayer((layer) => {
    found ||= layer instanceof L.GridLayer;
  });
  return found;
}
