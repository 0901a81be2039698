import assert from 'node:assert/strict';
import test from 'node:test';

import { lineReader } from '../../geo/page/assets/packing.js';
import { vectors } from './vectors.js';

test('lines that Python has packed are read, one after another', () => {
  /** @type {{ steps: number, packed: string, lines: [number, number][][] }[]} */
  const cases = vectors('lines');
  for (const { steps, packed, lines } of cases) {
    const next = lineReader(Uint8Array.from(Buffer.from(packed, 'base64')));
    for (const line of lines) assert.deepEqual([...next(steps)], line.flat().map((value) => value / steps));
  }
});
