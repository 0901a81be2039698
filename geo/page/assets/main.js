// The page begins.

/** @import { Inks } from './inks.js' */
/** @import { Words } from './words.js' */

import { geodesic, inverse } from './geodesy.js';
import { openAtlas, readBlock } from './mapdata.js';
import { Page } from './page.js';
import { shiftOn } from './shift.js';
import { setHabit } from './words.js';

/**
 * @param {L.Map} map
 * @param {Words} words
 * @param {Inks} inks
 */
export async function start(map, words, inks) {
  const atlas = openAtlas(await readBlock('bs-data'));
  setHabit(words);
  const page = new Page(map, atlas, words, inks);
  const said = { arrows: () => page.scene.arrows(), shiftOn: (/** @type {string} */ day) => shiftOn(atlas, day), geodesic, inverse };
  return Object.assign(page, said);
}
