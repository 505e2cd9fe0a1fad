import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entryOf } from '../../../../../webroot/js/stream/entry.js';
import {
  filterOf,
  isNarrowed,
  isOfKind,
  matchesBesidesKind,
  toAuditLog,
} from '../../../../../webroot/js/stream/stream-filter.js';

const event = (members = {}) =>
  entryOf({
    event_id: 'e1',
    session_id: '7c1e0b52-93d4',
    agent_id: 'refund-agent',
    kind: 'tool.call',
    outcome: 'ok',
    summary: 'Payments.refund',
    chain_seq: 7,
    created_at: '2026-11-30T11:44:45.633532Z',
    ...members,
  });

const passes = (query, members) => matchesBesidesKind(event(members), filterOf(query));

test('lets everything through when nothing is asked for', () => {
  assert.equal(passes({}), true);
  assert.equal(isNarrowed({ paused: '1', event: 'e1' }), false);
});

test('asks for an agent and an outcome exactly', () => {
  assert.equal(passes({ agent: 'refund-agent' }), true);
  assert.equal(passes({ agent: 'refund' }), false);
  assert.equal(passes({ outcome: 'blocked' }), false);
});

test('finds text in agent, kind, detail, session and event id, in any case', () => {
  for (const q of ['REFUND-A', 'tool.', 'payments', '7c1e0b52', 'E1', '  refund ']) {
    assert.equal(passes({ q }), true, q);
  }
  assert.equal(passes({ q: 'invoice' }), false);
});

test('knows families, the rest, single kinds and beginnings', () => {
  const kinds = (wanted) => ['tool.call', 'toolbox.call', 'budget.exceeded', 'odd'].filter((kind) => isOfKind(event({ kind }), wanted));
  assert.deepEqual(kinds(''), ['tool.call', 'toolbox.call', 'budget.exceeded', 'odd']);
  assert.deepEqual(kinds('tool'), ['tool.call']);
  assert.deepEqual(kinds('other'), ['toolbox.call', 'budget.exceeded', 'odd']);
  assert.deepEqual(kinds('budget.*'), ['budget.exceeded']);
  assert.deepEqual(kinds('odd'), ['odd']);
});

test('asks the audit log the same', () => {
  assert.deepEqual(toAuditLog({ kind: 'scope', agent: 'a', q: 'x' }), { kind: 'scope.*', agent: 'a', outcome: undefined, q: 'x' });
  assert.equal(toAuditLog({ kind: 'other' }).kind, null);
  assert.equal(toAuditLog({ kind: 'odd' }).kind, 'odd');
});

test('keeps a row that somebody made odd, and keeps it small', () => {
  const odd = entryOf({ event_id: null, kind: undefined, summary: 'x'.repeat(4_096), chain_seq: 'none' });
  assert.deepEqual([odd.id, odd.kind, odd.family, odd.summary.length], ['', '', 'other', 300]);
  assert.equal(Number.isNaN(odd.at), true);
});

test('leaves no half character, which no address could hold', () => {
  const { agent, summary } = entryOf({ agent_id: 'a\ud800b', summary: 'x'.repeat(299) + '\u{1f389}' });
  assert.equal(agent, 'a\ufffdb');
  assert.equal(encodeURIComponent(summary).endsWith('%EF%BF%BD'), true);
});
