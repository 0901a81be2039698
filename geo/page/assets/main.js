// The page begins.

import { geodesic, inverse } from './geodesy.js';
import { openAtlas, readBlock } from './mapdata.js';
import { Page } from './page.js';
import { shiftOn } from './shift.js';

export async function start(map, words, inks) {
  const atlas = openAtlas(await readBlock('bs-data'));
  const page = new Page(map, atlas, words, inks);
  const said = { arrows: () => page.scene.arrows(), shiftOn: (day) => shiftOn(atlas, day), geodesic, inverse };
  return Object.assign(page, said);
}
