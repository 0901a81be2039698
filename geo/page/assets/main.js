// The page begins.

/** @import { Inks } from './inks.js' */
/** @import { Words } from './words.js' */

import { addressOf } from './address.js';
import { geodesic, inverse } from './geodesy.js';
import { openAtlas, readBlock } from './mapdata.js';
import { Page } from './page.js';
import { shiftOn } from './shift.js';
import { sayIn, startLanguages } from './speech.js';
import { setHabit } from './words.js';

/**
 * @param {L.Map} map
 * @param {Words} words
 * @param {Inks} inks
 */
export async function start(map, words, inks) {
  const block = await readBlock('bs-data'),
    said = await sayIn(block, words);
  setHabit(said);
  const atlas = openAtlas(block),
    page = new Page(map, atlas, said, inks);
  startLanguages(() => addressOf(page));
  const more = { arrows: () => page.scene.arrows(), shiftOn: (/** @type {string} */ day) => shiftOn(atlas, day), geodesic, inverse };
  return Object.assign(page, more);
}
