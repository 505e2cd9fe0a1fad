import assert from 'node:assert/strict';
import { test } from 'node:test';
import { argumentsOf, blockedWords, outcomeOf, timeLeft } from '../../../../../webroot/js/ui/approval-view.js';
import { tokens } from '../../../../../webroot/js/ui/json-tokens.js';
import { KEPT_MS, merged } from '../../../../../webroot/js/ui/request-cards.js';

const request = (id, expires) => ({
  request_id: id,
  created_at: '2026-11-22T14:00:00Z',
  expires_at: expires,
  resolution: null,
});
const A = request('a', '2026-11-22T14:20:00.5Z');
const B = request('b', '2026-11-22T14:20:00Z');

test('shows the soonest to expire first', () => {
  assert.deepEqual(
    merged([], [A, B], [], 0).map(({ approval }) => approval.request_id),
    ['b', 'a'],
  );
});

test('keeps what somebody else decided for a moment, with who it was', () => {
  const before = merged([], [A, B], [], 0);
  const denied = { ...B, resolution: 'denied', resolved_by: 'operator-2' };
  const after = merged(before, [A], [denied], 1000);
  assert.equal(after.length, 2);
  assert.equal(after[0].gone, true);
  assert.equal(after[0].decided.resolved_by, 'operator-2');
  assert.equal(merged(after, [A], [denied], 1000 + KEPT_MS).length, 1);
});

test('counts down and stops at nothing', () => {
  const half = timeLeft(B, Date.parse('2026-11-22T14:10:00Z'));
  assert.deepEqual(half, { seconds: 600, share: 0.5, urgent: false, expired: false });
  const over = timeLeft(B, Date.parse('2026-11-22T15:00:00Z'));
  assert.deepEqual(over, { seconds: 0, share: 0, urgent: true, expired: true });
});

test('shows arguments of any shape as text', () => {
  assert.deepEqual(argumentsOf(null), { args: [], rest: false });
  assert.deepEqual(argumentsOf({ n: 4200, deep: { a: [1] } }).args, [
    { name: 'n', value: '4200' },
    { name: 'deep', value: '{"a":[1]}' },
  ]);
  const long = argumentsOf({ text: 'x'.repeat(1000) });
  assert.equal(long.rest, true);
  assert.equal(long.args[0].value.length, 241);
});

test('explains every reason for not being allowed, also one that it does not know', () => {
  assert.equal(blockedWords({ blocked: null }), null);
  for (const blocked of ['self_approval', 'operator_unknown', 'role', 'something_new']) {
    assert.ok(blockedWords({ blocked }).title);
  }
});

test('calls a request without an answer expired', () => {
  assert.equal(outcomeOf({ resolution: null }).word, 'Expired');
  assert.equal(outcomeOf({ resolution: 'cancelled' }).word, 'Cancelled');
});

test('cuts JSON into pieces that make up the whole again', () => {
  const text = JSON.stringify({ 'a "b"': -1.5e3, c: [true, null, 'x: 1'] }, null, 2);
  const pieces = tokens(text);
  assert.equal(pieces.map((piece) => piece.text).join(''), text);
  assert.deepEqual(
    pieces.filter((piece) => piece.type !== 'plain').map((piece) => piece.type),
    ['key', 'number', 'key', 'word', 'word', 'string'],
  );
});
