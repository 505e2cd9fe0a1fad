// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { act } from '../../../../../webroot/js/core/act.js';

const done = () => new Response('{"ok": true}');
const refused = () => new Response('{"code": "claimed", "detail": "Somebody claims it."}', { status: 403 });
const unavailable = () => new Response('{"code": "unavailable", "detail": "Too late."}', { status: 503 });
const unreadable = () => new Response('{"ok":');
const lost = () => {
  throw new TypeError('fetch failed');
};

/** The keys that one act sent while it was answered so. @param {(() => Response)[]} answers */
async function keysOf(...answers) {
  const before = globalThis.fetch;
  /** @type {string[]} */
  const keys = [];
  const told = [];
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ _path, /** @type {any} */ init) => {
      keys.push(init.headers['idempotency-key']);
      return answers[keys.length - 1]();
    }
  );
  try {
    const one = act((answer) => told.push(answer));
    for (const _ of answers) {
      await one.send('/api/gates/a/claim', {});
    }
  } finally {
    globalThis.fetch = before;
  }
  assert.equal(told.length, answers.filter((answer) => answer === done).length);
  return keys;
}

test('what is sent after it was done is another act', async () => {
  const [first, second, third] = await keysOf(done, done, done);
  assert.equal(new Set([first, second, third]).size, 3);
});

test('what is sent after it was refused is another act', async () => {
  const [first, second] = await keysOf(refused, done);
  assert.notEqual(first, second);
});

test('what is sent after an answer that was lost is the same act, until one comes', async () => {
  const [first, second, third, fourth, fifth] = await keysOf(lost, unavailable, unreadable, done, done);
  assert.deepEqual([second, third, fourth], [first, first, first]);
  assert.notEqual(fifth, first);
});
