// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { merge } from '../../../../../webroot/js/core/merge.js';

const agent = (/** @type {string} */ id, /** @type {string} */ status) => /** @type {any} */ ({ agent_id: id, status });

const snapshot = /** @type {any} */ ({
  version: '1.0.0',
  agent_count: 3,
  totals: { events: 10 },
  agents: [agent('b', 'fail'), agent('a', 'pass'), agent('c', 'pass')],
});

const frame = (/** @type {any[]} */ agents, /** @type {string[]} */ removed = []) =>
  /** @type {any} */ ({ agent_count: 3, totals: { events: 12 }, agents, removed });

test('sums are taken whole and the version stays', () => {
  const after = merge(snapshot, frame([]));
  assert.equal(after.totals.events, 12);
  assert.equal(after.version, '1.0.0');
  assert.equal('removed' in after, false);
});

test('a card that did not change stays the same object', () => {
  const after = merge(snapshot, frame([agent('a', 'warn')]));
  assert.equal(after.agents.find(({ agent_id }) => agent_id === 'b'), snapshot.agents[0]);
});

test('the worst come first, then by name', () => {
  const after = merge(snapshot, frame([agent('c', 'halted'), agent('d', 'warn')]));
  assert.deepEqual(
    after.agents.map(({ agent_id }) => agent_id),
    ['b', 'c', 'd', 'a'],
  );
});

test('an agent that is gone leaves', () => {
  assert.equal(merge(snapshot, frame([], ['b'])).agents.length, 2);
});
