// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { collectAgents, noteAgents } from '../../../../../webroot/js/core/agent-names.js';
import { aliasOf, redactor } from '../../../../../webroot/js/shell/aliases.js';

test('counts in letters', () => {
  assert.deepEqual([0, 25, 26, 51, 52, 702].map(aliasOf), ['Agent A', 'Agent Z', 'Agent AA', 'Agent AZ', 'Agent BA', 'Agent AAA']);
});

test('replaces ids wherever they stand', () => {
  const redact = redactor(new Set(['refund-agent', 'billing-agent']));

  assert.equal(redact('refund-agent is failing Scope. billing-agent’s halt'), 'Agent B is failing Scope. Agent A’s halt');
  assert.equal(redact('/v1/refund-agent/x my_refund-agent2'), '/v1/Agent B/x my_Agent B2');
});

test('takes the longer of two ids that begin alike', () => {
  const redact = redactor(new Set(['refund', 'refund-agent', 'refund-agent-2']));

  assert.equal(redact('refund-agent-2 refund-agent refund'), 'Agent C Agent B Agent A');
});

test('replaces a short id only as a word', () => {
  const redact = redactor(new Set(['ops']));

  assert.equal(redact('ops stops “ops”'), 'Agent A stops “Agent A”');
});

test('takes no id for a pattern', () => {
  const redact = redactor(new Set(['<img src=x onerror=alert(1)>', 'a.*(b)']));

  assert.equal(redact('said <img src=x onerror=alert(1)>'), 'said Agent A');
  assert.equal(redact('a.*(b) axx(b)'), 'Agent B axx(b)');
});

test('gives new ids further letters and keeps the others', () => {
  const ids = new Set(['m-agent']);
  const redact = redactor(ids);
  assert.equal(redact('m-agent'), 'Agent A');

  ids.add('a-agent');

  assert.equal(redact('a-agent m-agent'), 'Agent B Agent A');
});

test('leaves texts alone while no agent is known', () => {
  assert.equal(redactor(new Set())('refund-agent'), 'refund-agent');
});

test('finds the ids in whatever the server sends', () => {
  noteAgents({ agent_id: 'before' });
  const ids = collectAgents();

  noteAgents({ agents: [{ agent_id: 'one', presence: { agent_id: 'one' } }], chain: { failing: [{ agents: ['two', ''] }] } });
  noteAgents([{ event: { agent_id: 'three', metadata: { agents: 3, other: null } } }]);

  assert.deepEqual([...ids], ['one', 'two', 'three']);
});
