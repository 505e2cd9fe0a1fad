import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastSeq, spans, stateOf } from '../../../../../webroot/js/ui/key-spans.js';

const chainKey = (version, from, to, status) => ({ version, fingerprint: `f${version}`, status, activated_seq: from, retired_seq: to });
const agentKey = (agent, from, to = null, reason = null) => ({
  fingerprint: agent,
  agent_id: agent,
  activated_seq: from,
  revoked_seq: to,
  revoked_reason: reason,
});
const keys = (chain, agents = []) => ({ chain_keys: chain, agent_keys: agents, marks_key: null });

test('lays the keys of a rotation one after the other', () => {
  const all = spans(keys([chainKey(2, 501, null, 'active'), chainKey(1, 0, 500, 'retired')]), 1000);
  assert.deepEqual(all.map(({ label, x, width }) => [label, x, Math.round(width * 1000)]), [
    ['Chain key 1', 0, 500],
    ['Chain key 2', 0.501, 499],
  ]);
});

test('ends the line at the newest number that is known, of an event or of a key', () => {
  assert.equal(lastSeq(keys([chainKey(1, 0, 500, 'retired')]), 90), 500);
  assert.equal(lastSeq(keys([], [agentKey('a', 3, 700)]), 900), 900);
  assert.equal(lastSeq(keys([]), 0), 1, 'an empty log has a line, too');
});

test('keeps a key that signed next to nothing visible, within the line', () => {
  const [only] = spans(keys([chainKey(1, 1_000_000, null, 'active')]), 1_000_000);
  assert.ok(only.width > 0 && only.x + only.width <= 1.0001);
});

test('shows a key that was revoked without a place as revoked all the same', () => {
  assert.equal(stateOf(agentKey('a', 1)), 'active');
  assert.equal(stateOf(agentKey('a', 1, 40)), 'revoked');
  assert.equal(stateOf(agentKey('a', 1, null, 'lost')), 'revoked');
});

test('leaves the server to say what state a chain key has', () => {
  const [key] = spans(keys([chainKey(1, 0, null, 'unavailable')]), 10);
  assert.deepEqual([key.state, key.to], ['unavailable', null]);
});
