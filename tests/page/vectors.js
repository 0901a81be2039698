// What Python says, as tests/write_vectors.py has written it.

import { readFileSync } from 'node:fs';

/**
 * @template T
 * @param {string} subject
 * @returns {T}
 */
export const vectors = (subject) =>
  JSON.parse(readFileSync(new URL(`../vectors/${subject}.json`, import.meta.url), 'utf-8'));
