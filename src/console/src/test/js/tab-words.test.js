// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { badgeOf, titleOf } from '../../../../../webroot/js/shell/tab-words.js';

/** @param {string} verdict @param {string[]} statuses */
const fleet = (verdict, ...statuses) =>
  /** @type {any} */ ({ posture: { verdict: { status: verdict }, agents: statuses.map((status) => ({ status })) }, error: null });

test('shows the worst there is, and how often', () => {
  assert.deepEqual(badgeOf(fleet('fail', 'fail', 'halted', 'warn'), 'live'), { badge: 'fail', urgent: 2 });
  assert.deepEqual(badgeOf(fleet('warn', 'warn', 'pass'), 'live'), { badge: 'warn', urgent: 0 });
  assert.deepEqual(badgeOf(fleet('pass', 'pass'), 'live'), { badge: 'none', urgent: 0 });
});

test('claims nothing that is not known', () => {
  assert.equal(badgeOf(fleet('pass', 'pass'), 'lost').badge, 'unknown');
  assert.equal(badgeOf({ posture: null, error: new Error('x') }, 'live').badge, 'unknown');
  assert.equal(badgeOf(fleet('unknown'), 'live').badge, 'unknown');
  assert.equal(badgeOf({ posture: null, error: null }, 'connecting').badge, 'none', 'not yet');
});

test('puts it before the page’s name', () => {
  assert.equal(titleOf('Posture', { badge: 'fail', urgent: 2 }), '(2) Posture · Governance Console');
  assert.equal(titleOf('Posture', { badge: 'fail', urgent: 0 }), '(!) Posture · Governance Console', 'the chain, not an agent');
  assert.equal(titleOf('Audit log', { badge: 'unknown', urgent: 0 }), '(?) Audit log · Governance Console');
  assert.equal(titleOf('', { badge: 'none', urgent: 0 }), 'Governance Console');
});
