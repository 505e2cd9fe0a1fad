// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CAPS, consequence, fieldsOf, isReady, policyOf, problemOf } from '../../../../../webroot/js/cost/budget-form.js';
import { difference, said } from '../../../../../webroot/js/policies/difference.js';

const NONE = fieldsOf(null);

test('a stored budget fills its fields, and what it does not set stays empty', () => {
  const fields = fieldsOf({ agent_id: 'a', per_agent_usd_daily: 12.5, per_session_usd: 1e-7, per_session_tokens: null });
  assert.deepEqual(fields, { ...NONE, per_agent_usd_daily: '12.5', per_session_usd: '0.0000001' });
});

test('the whole budget is sent, null where it sets nothing', () => {
  const policy = policyOf({ ...NONE, per_agent_usd_daily: ' 10.50 ', per_session_tokens: '0' });
  assert.deepEqual(Object.keys(policy).sort(), CAPS.map(({ name }) => name).sort());
  assert.equal(policy.per_agent_usd_daily, 10.5);
  assert.equal(policy.per_session_tokens, 0);
  assert.equal(policy.per_session_usd, null);
});

test('what the server would refuse is said before it is sent', () => {
  const [daily, , tokens] = CAPS;
  assert.equal(problemOf(daily, ''), '');
  assert.equal(problemOf(daily, '0.25'), '');
  ['-1', '1e3', '1,5', '1000001', 'ten'].forEach((text) => assert.notEqual(problemOf(daily, text), ''));
  assert.match(problemOf(tokens, '1.5'), /whole number of tokens a day, at most 1,000,000,000/);
  assert.equal(isReady(NONE), false);
  assert.equal(isReady({ ...NONE, per_session_seconds: '60' }), true);
  assert.equal(isReady({ ...NONE, per_session_seconds: '60', per_session_usd: 'x' }), false);
});

test('a cap below what was spent says that the next call is refused', () => {
  assert.match(consequence({ ...NONE, per_agent_usd_daily: '10' }, 22.8), /\$22\.80 today, so its next call is refused/);
  assert.match(consequence({ ...NONE, per_agent_usd_daily: '30' }, 22.8), /\$22\.80 of that today/);
  assert.match(consequence(NONE, 1), /No daily cap/);
  assert.match(consequence({ ...NONE, per_agent_usd_daily: '1' }, null), /not known/);
});

test('a change is told member by member, in words', () => {
  const before = { agent_id: 'a', per_agent_usd_daily: 15, per_session_usd: null, per_session_seconds: 90 };
  const after = { agent_id: 'a', per_agent_usd_daily: 25, per_session_usd: 2.5, per_session_seconds: 90, strange: { x: 1 } };
  assert.deepEqual(difference(before, after), [
    { name: 'Daily cap', before: '$15', after: '$25' },
    { name: 'Session cap', before: 'none', after: '$2.50' },
    { name: 'strange', before: 'none', after: '{"x":1}' },
  ]);
});

test('lists that the API shows beside a policy are part of what it says', () => {
  const row = { policy: { agent_id: 'a' }, allowed_tools: ['read', 'send'], hidden_tools: [], allowed_apis: null, allowed_models: null };
  assert.deepEqual(difference(said(row), { allowed_tools: ['read'], hidden_tools: [] }), [
    { name: 'Allowed tools', before: 'read, send', after: 'read' },
  ]);
  assert.deepEqual(said(null), {});
});
