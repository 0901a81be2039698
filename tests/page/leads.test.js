// Lines that lead to names: which way they go.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { leads, owners } from '../../geo/page/assets/leads.js';

const grid = /** @type {import('../../geo/page/assets/zone_grid.js').Grid} */ (/** @type {unknown} */ ({ step: 10, columns: 40, rows: 10 })),
  column = (/** @type {number} */ k) => k % 40,
  // at sea in the west and beyond the map in the east; land between, of which the columns from 16 to 18 are the name's own
  water = owners(grid, (k) => (column(k) < 8 || column(k) >= 28 ? 0 : undefined)),
  end = /** @type {import('../../geo/page/assets/leads.js').End} */ ({ at: [175, 50], serves: () => true });

/** @type {(foreign: (cell: number) => boolean, most?: number) => number | undefined} */
const across = (foreign, most) => leads(grid, [end], water, [40, 10], foreign, most)({ name: () => true, line: () => true })?.to[0];

test('a line takes the shortest way where the land of others is not far across', () => {
  assert.ok((across(() => false) ?? 400) < 80);
});

test('a line goes round the land of others rather than far over it', () => {
  assert.ok((across((k) => column(k) < 16) ?? 0) > 280);
});

test('a line that would lead too far over the land of others is not drawn', () => {
  assert.notEqual(across((k) => column(k) < 16 || column(k) > 18), undefined);
  assert.equal(across((k) => column(k) < 16 || column(k) > 18, 60), undefined);
});
