import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from '../../../../../webroot/js/policies/policy-diff.js';
import { ofType, openOf, shownOf } from '../../../../../webroot/js/policies/policy-list.js';
import { membersOf, says } from '../../../../../webroot/js/policies/policy-words.js';

const scope = (tools) => ({ policy_type: 'scope', policy: { agent_id: 'a' }, allowed_tools: tools, hidden_tools: [], allowed_apis: null, allowed_models: null });

test('a policy in one line', () => {
  assert.equal(says(scope(['x', 'y'])), '2 tools, 0 APIs, 0 models');
  assert.equal(says({ policy_type: 'budget', policy: { per_agent_usd_daily: 12, per_session_seconds: null } }), '$12.00 a day');
  assert.equal(says({ policy_type: 'budget', policy: {} }), 'no cap is set');
  assert.equal(says({ policy_type: 'loop', policy: { max_calls: 5, window_seconds: 60, action: 'raise' } }), '5 calls in 60 s, then the call is refused');
  assert.equal(says({ policy_type: 'other', policy: { a: 1, b: 2 } }), '2 members');
});

test('the agent is not told twice, and null is not set', () => {
  const members = membersOf({ policy: { agent_id: 'a', per_session_usd: null, per_agent_usd_daily: 3 } });
  assert.deepEqual(members.map(({ name, value }) => [name, value]), [['per_session_usd', 'not set'], ['per_agent_usd_daily', '$3.00']]);
});

test('what became another, list by list and value by value', () => {
  const all = differences({ allowed_tools: ['a', 'b'], per_session_usd: 1 }, { allowed_tools: ['b', 'c'], per_session_usd: 2 });
  assert.deepEqual(all.map(({ label, before, after, added, removed }) => [label, before, after, added, removed]), [
    ['Tools allowed', null, null, ['c'], ['a']],
    ['A session, dollars', '$1.00', '$2.00', [], []],
  ]);
  assert.deepEqual(differences({ action: 'log' }, { action: 'log' }), []);
});

test('a member that came or went is a difference', () => {
  assert.deepEqual(differences({}, { strategy: 'rules' })[0].before, 'not set');
  assert.deepEqual(differences({ hidden_tools: ['x'] }, {})[0].removed, ['x']);
  assert.equal(differences(null, { strategy: 'rules' }).length, 1);
});

test('an agent with a stroke in its name is opened, too', () => {
  assert.deepEqual(openOf('team/agent/scope'), { agent: 'team/agent', type: 'scope' });
  assert.equal(openOf('scope'), null);
  assert.equal(openOf('agent/'), null);
  assert.equal(openOf(undefined), null);
});

test('what an address shows', () => {
  const rows = [
    { agent_id: 'Refund', policy_type: 'scope' },
    { agent_id: 'refund', policy_type: 'loop' },
    { agent_id: 'other', policy_type: 'loop' },
  ];
  assert.equal(shownOf(rows, { q: 'REF', type: 'loop' }).length, 1);
  assert.equal(shownOf(rows, {}).length, 3);
  assert.equal(ofType(rows, 'budget').length, 0);
});
