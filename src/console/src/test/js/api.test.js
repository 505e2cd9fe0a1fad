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

test('a failure is told in the words of the server or in ours, never in those of whoever answered in its place', async () => {
  const before = globalThis.fetch;
  const secret = 'postgresql://u:p@10.0.0.7/db /srv/app/secret.py Bearer abc C:\\keys sk-ant-api03-AAAAAAAAAAAAAAAA';
  /** @type {(() => Promise<Response>)[]} */
  const answers = [
    async () => new Response(`<h1>${secret}</h1>`, { status: 502 }),
    async () => new Response(JSON.stringify({ message: secret, detail: { text: secret } }), { status: 500 }),
    async () => new Response(secret, { status: 200 }),
    async () => {
      throw new TypeError(secret);
    },
  ];
  try {
    for (const answer of answers) {
      globalThis.fetch = /** @type {any} */ (answer);
      const failure = await get('/api/posture', { token: 'abc' }).catch((error) => error);
      assert.match(failure.message, /^The (answer could not be read|console cannot be reached)\.$/);
      assert.equal(failure.request, 'GET /api/posture');
    }
    globalThis.fetch = async () =>
      new Response(JSON.stringify({ code: 'already_halted', detail: 'this agent is already halted' }), { status: 409 });
    const refusal = await get('/api/posture').catch((error) => error);
    assert.equal(refusal.message, 'this agent is already halted');
  } finally {
    globalThis.fetch = before;
  }
});
