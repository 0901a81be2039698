import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

import { Ramp } from '../../geo/page/assets/inks.js';

const inks = JSON.parse(readFileSync(new URL('../../geo/export/inks.json', import.meta.url), 'utf-8'));

test('a shift has the colour that `ramp_colour` gives it in Python', () => {
  assert.equal(new Ramp(inks, 449).color(449), 'rgb(68,1,84)');
  assert.equal(new Ramp(inks, 400).color(-200), 'rgb(56,89,140)');
});
