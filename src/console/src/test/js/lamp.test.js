// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

// All that templates want of a page when they are loaded; no test here draws one.
Object.assign(globalThis, { document: { createComment: () => ({}), createTreeWalker: () => ({}) } });
const { lampOf, MODULES } = await import('../../../../../webroot/js/posture/lamp.js');
const { calmWords } = await import('../../../../../webroot/js/posture/card.js');

/** @param {Record<string, unknown>} modules @param {unknown} [halt] @returns {any} */
const agent = (modules, halt = null) => ({ agent_id: 'refund-agent', modules, presence: { halt } });

test('a lamp is as the server says', () => {
  for (const [status, shape] of Object.entries({ PASS: 'pass', WARN: 'warn', FAIL: 'fail', UNKNOWN: 'none' })) {
    assert.equal(lampOf(agent({ cost: { status, value: '97%', reason: 'r' } }), 'cost').shape, shape);
  }
});

test('a word that it does not know is not known, never passed', () => {
  for (const status of ['pass', 'OK', 'DEGRADED', '', null, undefined, 'constructor', '__proto__']) {
    assert.equal(lampOf(agent({ scope: { status, value: null, reason: 'r' } }), 'scope').shape, 'none', String(status));
  }
  assert.equal(lampOf(agent({}), 'loop').shape, 'none');
});

test('a halt outweighs what the modules say', () => {
  const passing = Object.fromEntries(MODULES.map((module) => [module, { status: 'PASS', value: null, reason: '' }]));
  const shapes = MODULES.map((module) => lampOf(agent(passing, { halted_by: 'marie' }), module).shape);
  assert.deepEqual(shapes, ['pass', 'deny', 'deny', 'deny', 'deny', 'halt', 'deny', 'pass']);
});

test('a calm card tells how near its limit a loop is where that is known', () => {
  const words = (/** @type {any} */ loop) => calmWords(agent({ scope: { status: 'PASS' }, loop }));
  assert.equal(words({ status: 'PASS', value: '3 of 20' }), 'No violation, loop 3 of 20');
  assert.equal(words({ status: 'PASS', value: null }), 'No violation');
  assert.equal(words({ status: 'UNKNOWN', value: '3 of 20' }), 'Violations not known');
  assert.equal(words(undefined), 'Violations not known');
});
