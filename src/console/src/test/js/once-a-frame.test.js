import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onceAFrame } from '../../../../../webroot/js/core/once-a-frame.js';

test('draws once whatever comes between two frames, and again after that', () => {
  const frames = [];
  let drawn = 0;
  const ask = onceAFrame(() => (drawn += 1), (draw) => frames.push(draw));
  ask();
  ask();
  assert.deepEqual([drawn, frames.length], [0, 1]);
  frames.pop()();
  ask();
  assert.deepEqual([drawn, frames.length], [1, 1]);
});
