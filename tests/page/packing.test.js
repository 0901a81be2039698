import assert from 'node:assert/strict';
import test from 'node:test';

import { runReader } from '../../geo/page/assets/packing.js';
import { vectors } from './vectors.js';

test('lines that Python has packed are read, one after another', () => {
  /** @type {{ steps: number, packed: string, lines: [number, number][][] }[]} */
  const cases = vectors('lines');
  for (const { steps, packed, lines } of cases) {
    const next = runReader(Uint8Array.from(Buffer.from(packed, 'base64'))),
      read = next(lines.length, steps);
    for (const [k, line] of lines.entries()) assert.deepEqual([...read[k]], line.flat().map((value) => value / steps));
  }
});
