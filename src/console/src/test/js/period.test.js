import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldOf, momentOf, periodOf, windowOf, wrongWith } from '../../../../../webroot/js/compliance/period.js';

const NOW = Date.parse('2026-11-30T12:00:00Z');

test('a week is what is shown when nothing else is asked for', () => {
  assert.equal(periodOf({}), '7d');
  assert.equal(periodOf({ period: 'forever' }), '7d');
  assert.deepEqual(windowOf({}, NOW), { window_start: '2026-11-23T12:00:00.000Z', window_end: null });
  assert.equal(windowOf({ period: '30d' }, NOW).window_start, '2026-10-31T12:00:00.000Z');
});

test('moments in the address outrank a period, and the end may be left to the server', () => {
  assert.equal(periodOf({ period: '30d', from: '2026-11-01T00:00:00Z' }), null);
  assert.deepEqual(windowOf({ from: '2026-11-01T00:00:00Z' }, NOW), { window_start: '2026-11-01T00:00:00Z', window_end: null });
});

test('what cannot be a window is told before anybody is asked', () => {
  assert.equal(wrongWith({}), null);
  assert.equal(wrongWith({ from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' }), null);
  assert.match(wrongWith({ from: '2026-11-02T00:00:00Z', to: '2026-11-02T00:00:00Z' }) ?? '', /after its beginning/);
  assert.match(wrongWith({ to: 'tomorrow' }) ?? '', /cannot|not one that can be read/);
});

test('a field shows whole seconds, and the address keeps what it says', () => {
  assert.equal(fieldOf('2026-11-23T11:42:21.378398Z'), '2026-11-23T11:42:21');
  assert.equal(fieldOf(undefined), '');
  assert.equal(momentOf('2026-11-23T11:42'), '2026-11-23T11:42:00Z');
  assert.equal(momentOf('2026-11-23T11:42:21'), '2026-11-23T11:42:21Z');
  assert.equal(momentOf(''), null);
});
