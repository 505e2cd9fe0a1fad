import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentState, lastSeq, spans } from '../../../../../webroot/js/keys/key-spans.js';

const chainKey = (version, from, to, status = to === null ? 'active' : 'retired') => ({
  version,
  fingerprint: `f${version}`,
  status,
  activated_seq: from,
  activated_at: null,
  retired_seq: to,
  retired_at: null,
  current: to === null,
});
const agentKey = (agent, from, revokedAt = null) => ({
  fingerprint: 'aa00',
  agent_id: agent,
  activated_seq: from,
  imported_at: null,
  revoked_seq: revokedAt,
  revoked_reason: null,
  revoked_by: null,
  revoked_at: null,
});
const keys = (chain, agents = []) => ({
  chain_keys: chain,
  agent_keys: agents,
  marks_key: null,
  earlier_marks_keys: [],
  complete: true,
});

test('lays the keys of a rotation one after the other, oldest first', () => {
  const all = spans(keys([chainKey(2, 501, null), chainKey(1, 0, 501)]), 1000);
  assert.deepEqual(
    all.map(({ label, x, width }) => [label, x, Math.round(width * 1000)]),
    [
      ['Chain key 1', 0, 501],
      ['Chain key 2', 0.501, 499],
    ],
  );
});

test('ends the line at the newest number that is known, of an event or of a key', () => {
  assert.equal(lastSeq(keys([chainKey(1, 0, 500)]), 90), 500);
  assert.equal(lastSeq(keys([], [agentKey('a', 3, 700)]), 900), 900);
  assert.equal(lastSeq(keys([]), 0), 1, 'an empty log has a line, too');
});

test('keeps a key that signed next to nothing visible, within the line', () => {
  const [only] = spans(keys([chainKey(1, 1_000_000, null)]), 1_000_000);
  assert.ok(only.width > 0 && only.x + only.width <= 1.0001);
});

test('leaves the server to say what state a chain key has', () => {
  const [key] = spans(keys([chainKey(1, 0, null, 'unavailable')]), 10);
  assert.deepEqual([key.label, key.state], ['Chain key 1', 'unavailable']);
});

test('shows a key that was revoked without ever being imported', () => {
  const only = agentKey(null, null, 40);
  assert.equal(agentState(only), 'revoked');
  assert.deepEqual(
    spans(keys([], [only]), 80).map(({ label, x, width }) => [label, x, width]),
    [['not named', 0, 0.5]],
  );
});
