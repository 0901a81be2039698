// The settlements that lie in a file beside the page: loaded when somebody first seeks.

/** @import { Atlas } from './mapdata.js' */
/** @import { Head, Settlements } from './settlements.js' */

import { unpacked } from './mapdata.js';

/**
 * What the file leaves behind: its block, and once the code within has run, what opens it.
 * @typedef {object} Given
 * @property {string} build
 * @property {string} block
 * @property {(head: Head, bytes: Uint8Array, atlas: Atlas, pause: () => Promise<void>) => Promise<Settlements>} [open]
 */

/** @typedef {'settlements_missing' | 'settlements_other'} Lack why there are none, as the page's words have it */

const FETCHED = /^(file|https?):$/; // elsewhere, as in a notebook, nothing lies beside the page

const given = () => /** @type {{ bordershiftSettlements?: Given }} */ (/** @type {unknown} */ (window)).bordershiftSettlements;

/** @param {Record<string, string>} own */
const run = (own) =>
  new Promise((done) => {
    const script = Object.assign(document.createElement('script'), own);
    script.onload = script.onerror = done;
    document.body.append(script);
    if (!own.src) done(null);
  });

const pause = () => new Promise((/** @type {(value: void) => void} */ done) => setTimeout(done, 0));

/**
 * @param {Atlas & { settlements: { file: string, build: string } }} atlas
 * @returns {Promise<Settlements | Lack>}
 */
export async function loadSettlements(atlas) {
  const { file, build } = atlas.settlements;
  if (FETCHED.test(location.protocol)) await run({ src: file });
  const found = given();
  if (!found) return 'settlements_missing';
  if (found.build !== build) return 'settlements_other';
  try {
    const { head, bytes } = await unpacked(found.block);
    await run({ textContent: `window.bordershiftSettlements.open = (() => {\n${head.code}\n})();` });
    return (await found.open?.(head, bytes, atlas, pause)) ?? 'settlements_other';
  } catch {
    return 'settlements_other'; // cut short, or spoilt: its own checksum tells
  }
}
