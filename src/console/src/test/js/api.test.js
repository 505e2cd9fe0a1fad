// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get, newKey, nextOf } from '../../../../../webroot/js/core/api.js';

test('the next page is found in the link header', () => {
  assert.equal(nextOf('</api/events?before=7&agent_id=a>; rel="next"'), '/api/events?before=7&agent_id=a');
  assert.equal(nextOf('</first>; rel="first", </second>; rel="next"'), '/second');
  assert.equal(nextOf(null), null);
  assert.equal(nextOf('</api/events>; rel="prev"'), null);
});

test('an idempotency key is a UUID, also without randomUUID', () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  assert.match(newKey(), uuid);
  const whole = crypto.randomUUID;
  try {
    Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
    assert.match(newKey(), uuid);
  } finally {
    Object.defineProperty(crypto, 'randomUUID', { value: whole, configurable: true });
  }
});

test('what nobody asked for says so, and keeps no session', async () => {
  const before = globalThis.fetch;
  /** @type {any[]} */
  const headers = [];
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ path, /** @type {any} */ init) => {
      headers.push(init.headers);
      return new Response('{}');
    }
  );
  try {
    await get('/api/posture');
    await get('/api/posture', {}, { unattended: true });
    assert.deepEqual(headers, [undefined, { 'x-governance-unattended': '1' }]);
  } finally {
    globalThis.fetch = before;
  }
});
