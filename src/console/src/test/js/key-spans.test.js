import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentState, chainState, lastSeq, spans } from '../../../../../webroot/js/ui/key-spans.js';

const chainKey = (version, from, to, more) => ({
  version,
  fingerprint: `f${version}`,
  activated_at_seq: from,
  activated_at: null,
  retired_at_seq: to,
  retired_at: null,
  state: to === null ? 'active' : 'retired',
  available: true,
  current: to === null,
  ...more,
});
const agentKey = (agent, from, revokedAt = null) => ({
  fingerprint: agent,
  agent_id: agent,
  activated_at_seq: from,
  imported_at: null,
  revocation: revokedAt === null ? null : { at_seq: revokedAt, reason: 'lost', by: 'operator-1', at: '2026-11-22T14:32:09Z' },
});
const keys = (chain, agents = []) => ({ chain, agents, marks: [], complete: true });

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

test('shows a key that this console lacks as unavailable, in use or not', () => {
  assert.equal(chainState(chainKey(1, 0, 9, { available: false })), 'unavailable');
  assert.equal(chainState(chainKey(1, 0, null, { available: false })), 'unavailable');
  assert.equal(chainState(chainKey(1, 0, 9)), 'retired');
});

test('shows a key that was revoked without ever being imported', () => {
  const only = { ...agentKey('a', null, 40), agent_id: null };
  assert.equal(agentState(only), 'revoked');
  assert.deepEqual(spans(keys([], [only]), 80).map(({ label, x, width }) => [label, x, width]), [['not named', 0, 0.5]]);
});

test('has a name for the only key of a chain that was never rotated', () => {
  assert.equal(spans(keys([chainKey(null, 0, null)]), 10)[0].label, 'Chain key');
});
