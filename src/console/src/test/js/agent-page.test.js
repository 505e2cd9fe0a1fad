// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endWords, proofWords, stoodFor } from '../../../../../webroot/js/agent/past-halts.js';
import { differences, memberWords, valueWords } from '../../../../../webroot/js/agent/policy-diff.js';
import { withEvent } from '../../../../../webroot/js/agent/sessions-live.js';
import { agentPath, agentUrl, isAddressable } from '../../../../../webroot/js/core/agent-url.js';
import { match, parse } from '../../../../../webroot/js/core/router.js';

// All that templates want of a page when they are loaded; no test here draws one.
Object.assign(globalThis, { document: { createComment: () => ({}), createTreeWalker: () => ({}) } });
const { coverageWords } = await import('../../../../../webroot/js/agent/coverage.js');
const { summary } = await import('../../../../../webroot/js/agent/day-bars.js');
const { lookedAt, unreadable } = await import('../../../../../webroot/js/agent/identity.js');
const { changedList } = await import('../../../../../webroot/js/agent/owner-dialog.js');
const { linesOf } = await import('../../../../../webroot/js/agent/policy-history.js');
const { entered } = await import('../../../../../webroot/js/agent/trail-feed.js');

const PATTERNS = ['/audit', '/agents/:id'];

test('a path finds its pattern, part by part', () => {
  assert.equal(match(PATTERNS, '/audit'), '/audit');
  assert.equal(match(PATTERNS, '/agents/x'), '/agents/:id');
  for (const path of ['/agents', '/agents/x/y', '/agents//', '/', '/auditor', '']) {
    assert.equal(match(PATTERNS, path), undefined, path);
  }
});

test('whatever stands in an id, its page is one part of the path and reads it back', () => {
  const ids = ['a/b', 'a b', 'ünï/çødé', '智能体', '🤖', '?x=1#y', '%2F', '%', '...', '.hidden', 'a.b', '<img onerror=x>', 'x'.repeat(256), '智'.repeat(256)];
  for (const id of ids) {
    const { pathname } = new URL(agentUrl(id), 'http://x');
    assert.equal(match(PATTERNS, pathname), '/agents/:id', id);
    assert.deepEqual(parse({ pathname, search: '' }).params, [id]);
    assert.ok(pathname.length < 8_000);
  }
});

test('an id that browsers take for a step leads to its events instead', () => {
  for (const id of ['.', '..', '']) {
    assert.equal(isAddressable(id), false);
    assert.ok(agentUrl(id, { tab: 'scope' }).startsWith('/audit'));
  }
  assert.equal(agentUrl('..'), '/audit?agent=..');
  assert.equal(new URL('/agents/%2E%2E', 'http://x').pathname, '/'); // which is why
});

test('a path of the API carries the whole id', () => {
  assert.equal(agentPath('a/b', 'halts'), '/api/agents/a%2Fb/halts');
});

test('an agent is known by a heartbeat or an event of its own, not of one that a pattern means besides', () => {
  const other = /** @type {any} */ ({ agent_id: 'a-star-b' });
  assert.equal(lookedAt('a*b', [other], []).state, 'unknown');
  assert.equal(lookedAt('a*b', [other], [{}]).state, 'known');
  assert.equal(lookedAt('a*b', [other, { ...other, agent_id: 'a*b' }], []).presence?.agent_id, 'a*b');
});

test('what can be no id is unknown, and a failure is none of that', () => {
  assert.equal(unreadable(/** @type {any} */ ({ status: 422 })).state, 'unknown');
  assert.equal(unreadable(/** @type {any} */ ({ status: 503 })).state, 'failed');
});

/** @param {number} seq @param {string} [session] @returns {any} */
const event = (seq, session = 's', outcome = 'ok') => ({
  event_id: `e${seq}`,
  session_id: session,
  chain_seq: seq,
  outcome,
  kind: 'tool.call',
  created_at: `2026-01-01T00:00:0${seq % 10}Z`,
});

test('new events enter at the top, each once', () => {
  const all = entered([event(3), event(1)], [event(4), event(3), event(2)], 3);
  assert.deepEqual(all.map(({ chain_seq: seq }) => seq), [4, 3, 2]);
});

const SESSIONS = /** @type {any} */ ({
  agent_id: 'a',
  looked: 5,
  complete: true,
  sessions: [
    { session_id: 'newer', events: 2, blocked: 0, errors: 0, last_seq: 9, proof: { state: 'verified' } },
    { session_id: 'older', events: 3, blocked: 1, errors: 0, last_seq: 5, proof: { state: 'tampered', headline: 'TAMPERED at event 2' } },
  ],
});

test('an event lifts its session to the top and counts', () => {
  const after = withEvent(SESSIONS, event(11, 'older', 'blocked'));
  assert.deepEqual(after.sessions.map(({ session_id: id }) => id), ['older', 'newer']);
  assert.equal(after.sessions[0].events, 4);
  assert.equal(after.sessions[0].blocked, 2);
  assert.equal(after.sessions[0].last_event_id, 'e11');
});

test('what was verified says nothing of a newer event; damage stays', () => {
  assert.equal(withEvent(SESSIONS, event(11, 'newer')).sessions[0].proof.state, 'unknown');
  assert.equal(withEvent(SESSIONS, event(11, 'older')).sessions[0].proof.state, 'tampered');
});

test('an event of a new session begins it, one that was counted changes nothing', () => {
  const after = withEvent(SESSIONS, event(12, 'newest', 'error'));
  assert.equal(after.sessions[0].session_id, 'newest');
  assert.equal(after.sessions[0].errors, 1);
  assert.equal(withEvent(SESSIONS, event(9, 'newer')), SESSIONS);
});

test('differences of policies: lists by name, values from and to, order is none', () => {
  const before = { agent_id: 'a', allowed_tools: ['x', 'y'], max_calls: 10, action: 'log' };
  const after = { agent_id: 'b', allowed_tools: ['z', 'y'], max_calls: 20, action: 'log', hidden_tools: null };
  assert.deepEqual(differences(before, after), [
    { name: 'allowed_tools', added: ['z'], removed: ['x'] },
    { name: 'max_calls', from: 10, to: 20 },
  ]);
  assert.deepEqual(differences({ allowed_tools: ['x', 'y'] }, { allowed_tools: ['y', 'x'] }), []);
  assert.deepEqual(differences(null, after), []);
  assert.deepEqual(differences([], 'odd'), []);
});

test('members and values in words', () => {
  assert.equal(memberWords('per_agent_usd_daily'), 'Per agent USD daily');
  assert.equal(memberWords('allowed_apis'), 'Allowed APIs');
  assert.equal(valueWords(null), 'not set');
  assert.equal(valueWords(0), '0');
  assert.equal(valueWords({ a: 1 }), '{"a":1}');
});

test('a change stands beside what was before it, as far as that was read', () => {
  const changes = /** @type {any} */ ([{ policy: { a: 2 } }, { policy: { a: 1 } }]);
  assert.deepEqual(linesOf({ policy_type: 'loop', changes, next_cursor: null }).map(({ before }) => before), [{ a: 1 }, null]);
  assert.deepEqual(linesOf({ policy_type: 'loop', changes, next_cursor: 7 }).map(({ before }) => before), [{ a: 1 }, undefined]);
});

const HALT = /** @type {any} */ ({
  halted_at: '2026-01-01T00:00:00Z',
  proof: 'issued',
  acknowledgement: null,
  first_refusal: null,
  end: { at: '2026-01-01T00:01:30Z', by: 'operator-1', reason: 'fixed' },
});

test('how long a halt stood, where both ends are known', () => {
  assert.equal(stoodFor(HALT), 90);
  assert.equal(stoodFor({ ...HALT, halted_at: null }), null);
  assert.equal(stoodFor({ ...HALT, end: null }), null);
  assert.equal(stoodFor({ ...HALT, halted_at: '2027-01-01T00:00:00Z' }), null);
});

test('of a halt that is over nothing more is to come', () => {
  assert.equal(proofWords(HALT).title, 'Not known');
  assert.doesNotMatch(proofWords(HALT).text, /yet/);
  assert.equal(proofWords({ ...HALT, end: null }).title, 'Issued');
});

test('who ended a halt, also when nobody did in a console', () => {
  assert.deepEqual(endWords(HALT.end), { who: 'by operator-1', why: 'fixed' });
  assert.deepEqual(endWords({ at: '', by: null, reason: null }), { who: 'without a resume in a console', why: null });
});

test('the list of owners with one more or one less', () => {
  const known = /** @type {any} */ ({ owners: [{ owner: 'a' }, { owner: 'b' }] });
  assert.deepEqual(changedList(known, 'c', ''), ['a', 'b', 'c']);
  assert.deepEqual(changedList(known, 'a', ''), ['a', 'b']);
  assert.deepEqual(changedList(known, '', 'a'), ['b']);
});

test('whether an agent is a blind spot', () => {
  const none = /** @type {any} */ ({ coverage_pct_reason: 'ok', by_agent: [], unwrapped_agents_seen_in_audit: [], active_window_days: 7 });
  const client = { agent_id: 'a', provider: 'openai', active: true, last_seen_at: '' };
  assert.equal(coverageWords('a', none).title, 'Not seen');
  assert.equal(coverageWords('a', { ...none, unwrapped_agents_seen_in_audit: ['a'] }).title, 'Blind spot');
  assert.equal(coverageWords('a', { ...none, by_agent: [client] }).title, 'Wrapped');
  assert.equal(coverageWords('b', { ...none, by_agent: [client] }).title, 'Not seen');
  assert.equal(coverageWords('a', { ...none, coverage_pct_reason: 'registry_missing' }).title, 'Not known');
});

test('the picture of the days in a sentence', () => {
  const days = [
    { day: '2026-01-01', usd: 1.5, tokens: 1 },
    { day: '2026-01-02', usd: 2, tokens: 1 },
  ];
  assert.equal(summary(days), '$3.50 in 2 days, the most on 2026-01-02: $2.00');
  assert.equal(summary([{ day: '2026-01-01', usd: 0, tokens: 0 }]), '$0.00 in 1 day');
});
