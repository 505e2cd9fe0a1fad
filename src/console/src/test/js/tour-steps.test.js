// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hasPage, knowRoutes } from '../../../../../webroot/js/shell/places.js';
import { leftAt, STEPS_IN_ALL } from '../../../../../webroot/js/shell/tour-left.js';
import { pathOf, STEPS } from '../../../../../webroot/js/shell/tour-steps.js';

test('has six steps', () => {
  assert.equal(STEPS.length, 6);
  assert.equal(STEPS.length, STEPS_IN_ALL);
});

test('is offered until it is done or declined', () => {
  assert.deepEqual(leftAt(null), { offered: true, from: 0 });
  assert.deepEqual(leftAt('0'), { offered: true, from: 0 });
  assert.deepEqual(leftAt('done'), { offered: false, from: 0 });
});

test('goes on where it was left', () => {
  assert.deepEqual(leftAt('3'), { offered: true, from: 3 });
  assert.deepEqual(leftAt('6'), { offered: true, from: 0 });
  assert.deepEqual(leftAt('-1'), { offered: true, from: 0 });
  assert.deepEqual(leftAt('1.5'), { offered: true, from: 0 });
});

test('speaks of pages that this build has', () => {
  knowRoutes(['/posture', '/agents/:id']);
  const cost = STEPS.find(({ path }) => path === '/cost') ?? STEPS[0];
  assert.equal(pathOf(cost), '/posture');
  assert.ok(hasPage('/agents/refund-agent'));

  knowRoutes(['/posture', '/cost']);
  assert.equal(pathOf(cost), '/cost');
});
