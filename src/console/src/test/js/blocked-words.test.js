// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { blockedWords } from '../../../../../webroot/js/posture/blocked-words.js';

/** @param {number} blocked @param {[number, number][]} agents @param {number} [known] */
const posture = (blocked, agents, known = agents.length) =>
  /** @type {any} */ ({
    agent_count: known,
    totals: { blocked_today: blocked },
    agents: agents.map(([scope, budget]) => ({ scope: { violations_today: scope }, cost: { exceeded_today: budget } })),
  });

test('tells what was blocked apart', () => {
  assert.equal(blockedWords(posture(37, [[30, 0], [1, 6]])), '31 scope · 6 budget');
  assert.equal(blockedWords(posture(5, [[3, 0]])), '3 scope · 2 other');
});

test('says nothing of kinds that are not known', () => {
  assert.equal(blockedWords(posture(0, [[0, 0]])), 'since 00:00 UTC');
  assert.equal(blockedWords(posture(37, [[1, 0]], 900)), 'since 00:00 UTC', 'agents beyond those that are shown');
  assert.equal(blockedWords(posture(1, [[2, 0]])), 'since 00:00 UTC', 'sums that do not fit each other');
});
