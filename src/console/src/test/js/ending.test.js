// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAttended, QUIET_MS, watchAttendance } from '../../../../../webroot/js/core/attendance.js';
import { ASKED_EVERY_MS, ending, endingWatch, staySignedIn, warning, WARNED_MS } from '../../../../../webroot/js/core/ending.js';
import { me, now } from '../../../../../webroot/js/core/store.js';

const NOON = Date.parse('2026-05-01T12:00:00Z');
const MINUTE = 60_000;

/** Somebody whose session ends so many minutes after noon. @param {number} over @param {number} unused @returns {any} */
const visitor = (over, unused) => ({
  username: 'marie',
  expires_at: new Date(NOON + over * MINUTE).toISOString(),
  idle_expires_at: new Date(NOON + unused * MINUTE).toISOString(),
});

test('an end is near five minutes before it, whichever comes first', () => {
  assert.equal(ending(visitor(300, 60), NOON), null);
  assert.equal(ending(visitor(300, 60), NOON + 55 * MINUTE - 1), null);
  assert.deepEqual(ending(visitor(300, 60), NOON + 55 * MINUTE), { kind: 'unused', at: NOON + 60 * MINUTE });
  assert.deepEqual(ending(visitor(4, 60), NOON), { kind: 'over', at: NOON + 4 * MINUTE });
  assert.deepEqual(ending(visitor(4, 4), NOON), { kind: 'over', at: NOON + 4 * MINUTE });
  assert.equal(WARNED_MS, 5 * MINUTE);
});

test('what a node of an earlier release does not say is no end', () => {
  const older = { username: 'marie', session_expires_at: new Date(NOON + MINUTE).toISOString() };
  const { idle_expires_at: idle, ...half } = visitor(1, 1);
  for (const answer of [older, half, { ...half, idle_expires_at: null }, { ...half, idle_expires_at: 'soon' }]) {
    assert.equal(ending(/** @type {any} */ (answer), NOON), null);
  }
  assert.notEqual(ending(/** @type {any} */ ({ ...half, idle_expires_at: idle }), NOON), null);
});

test('the server is asked when an end comes near, and again each half a minute', async () => {
  let asked = 0;
  const look = endingWatch(
    async () => {
      asked += 1;
      return visitor(300, 60);
    },
    () => undefined,
  );
  for (let second = 0; second < 60 * 60; second += 1) {
    await look(visitor(300, 60), NOON + second * 1000);
    if (second === 55 * 60 - 1) {
      assert.equal(asked, 0);
    }
  }
  assert.equal(asked, (5 * MINUTE) / ASKED_EVERY_MS);
});

test('what another tab did is heard of before anybody is warned', async () => {
  /** @type {any[]} */
  const told = [];
  const look = endingWatch(async () => visitor(300, 100), (answer) => told.push(answer));
  await look(visitor(300, 4), NOON);
  assert.deepEqual(told, [visitor(300, 100)]);
});

test('without an answer what was known last is told', async () => {
  /** @type {any[]} */
  const told = [];
  const look = endingWatch(
    async () => {
      throw new Error('offline');
    },
    (answer) => told.push(answer),
  );
  await look(visitor(300, 4), NOON);
  assert.deepEqual(told, [visitor(300, 4)]);
});

test('staying signed in asks the server and takes the warning back', async () => {
  const before = globalThis.fetch;
  /** @type {any[]} */
  const requests = [];
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ path, /** @type {any} */ init) => {
      requests.push([path, init.headers]);
      return new Response(JSON.stringify(visitor(300, 64)), { headers: { 'content-type': 'application/json' } });
    }
  );
  try {
    me.value = visitor(300, 4);
    now.value = NOON;
    warning.value = { kind: 'unused', at: NOON + 4 * MINUTE };
    await staySignedIn();
    assert.equal(warning.value, null);
    assert.deepEqual(me.value, visitor(300, 64));
    assert.deepEqual(requests, [['/api/auth/me', undefined]]);
  } finally {
    globalThis.fetch = before;
  }
});

test('a page counts as attended for a minute after the last sign of somebody', () => {
  assert.equal(isAttended(Number.MAX_SAFE_INTEGER), true); // nobody watches yet
  const page = new EventTarget();
  watchAttendance(page);
  const opened = Date.now();
  assert.equal(isAttended(opened), true);
  assert.equal(isAttended(opened + QUIET_MS + 1000), false);
  page.dispatchEvent(new Event('keydown'));
  assert.equal(isAttended(), true);
});

/** Runs work as if so much later. @param {number} ms @param {() => unknown} work */
async function later(ms, work) {
  const now = Date.now;
  Date.now = () => now() + ms;
  try {
    await work();
  } finally {
    Date.now = now;
  }
}

test('a click without a pointer and input without a key are signs, as screen readers and voice control bring them', async () => {
  const page = new EventTarget();
  watchAttendance(page);
  for (const [minutes, sign] of [[5, 'click'], [10, 'input']]) {
    await later(Number(minutes) * MINUTE, () => {
      assert.equal(isAttended(), false);
      page.dispatchEvent(new Event(String(sign)));
      assert.equal(isAttended(), true);
    });
  }
});

test('who asks to stay signed in is there, whatever the page saw of them', async () => {
  const before = globalThis.fetch;
  /** @type {any[]} */
  const headers = [];
  globalThis.fetch = /** @type {any} */ (
    async (/** @type {string} */ path, /** @type {any} */ init) => {
      headers.push(init.headers);
      return new Response(JSON.stringify(visitor(300, 64)));
    }
  );
  watchAttendance(new EventTarget());
  try {
    await later(20 * MINUTE, async () => {
      assert.equal(isAttended(), false);
      await staySignedIn();
    });
    assert.deepEqual(headers, [undefined]);
  } finally {
    globalThis.fetch = before;
  }
});
