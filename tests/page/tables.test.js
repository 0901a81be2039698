import assert from 'node:assert/strict';
import test from 'node:test';

import { cell, csv } from '../../geo/page/assets/tables.js';
import { vectors } from './vectors.js';

test('cells are written as Python writes them', () => {
  /** @type {{ value: string | number | null, cell: string }[]} */
  const cases = vectors('cells');
  for (const each of cases) assert.equal(cell(each.value), each.cell, JSON.stringify(each.value));
});

test('a table is a head and rows, each on lines of its own', () => {
  assert.equal(csv(['a', '=b'], [[1, '-6.703']]), "a,'=b\r\n1,-6.703\r\n");
});
