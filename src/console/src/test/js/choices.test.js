import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentChoices, kindChoices, modelChoices } from '../../../../../webroot/js/audit/filter-choices.js';
import { chosen, since } from '../../../../../webroot/js/audit/time-words.js';
import { counted, offered, stepped } from '../../../../../webroot/js/ui/choices.js';

const CHOICES = [
  { value: 'scope.allowed', word: 'scope.allowed' },
  { value: 'llm.call', word: 'llm.call', count: 3 },
];

test('all comes first, until something is typed', () => {
  assert.deepEqual(offered(CHOICES, '', true).map(({ word }) => word), ['All', 'scope.allowed', 'llm.call']);
  assert.deepEqual(offered(CHOICES, 'LLM', false).map(({ word }) => word), ['llm.call']);
});

test('what is typed is a choice where anything may be typed, and once', () => {
  assert.deepEqual(offered(CHOICES, 'tool.*', true).map(({ value }) => value), ['tool.*']);
  assert.deepEqual(offered(CHOICES, 'llm.call', true).map(({ value }) => value), ['llm.call']);
  assert.deepEqual(offered(CHOICES, 'tool.*', false), []);
});

test('steps stay within the list', () => {
  assert.equal(stepped('ArrowDown', 1, 2), 1);
  assert.equal(stepped('ArrowUp', 0, 2), 0);
  assert.equal(stepped('PageDown', 0, 30), 10);
  assert.equal(stepped('x', 4, 9), 4);
});

test('counts what occurs', () => {
  assert.deepEqual(counted(['b', 'a', 'b', null], (one) => one), [
    { value: 'a', word: 'a', count: 1 },
    { value: 'b', word: 'b', count: 2 },
  ]);
});

test('how often a kind occurs is told only where every kind was counted', () => {
  const stats = { total_last_hour: 5, per_kind_counts: { 'scope.allowed': 2, 'scope.violation': 3 }, other_kinds: 0 };
  const of = (choices, kind) => choices.find(({ value }) => value === kind)?.count;
  assert.equal(of(kindChoices(stats, []), 'scope.*'), 5);
  assert.equal(of(kindChoices(stats, []), 'loop.detected'), 0);
  assert.equal(of(kindChoices({ ...stats, other_kinds: 1 }, []), 'loop.detected'), null);
  assert.equal(of(kindChoices(null, ['my.kind']), 'my.kind'), null);
});

test('agents and models of the page are offered although the fleet does not know them', () => {
  const agents = agentChoices([{ agent_id: 'b', event_count: 7 }], ['a', undefined, 'b']);
  assert.deepEqual(agents.map(({ value, count }) => [value, count]), [['a', null], ['b', 7]]);
  assert.deepEqual(modelChoices(['m', null, 'm']).map(({ value }) => value), ['m']);
});

test('a beginning becomes a moment, to the second', () => {
  assert.equal(since(1, Date.parse('2026-11-30T12:00:00.900Z')), '2026-11-30T11:00:00Z');
  assert.equal(chosen({ from: '2026-11-29T11:42:00Z' }), 'since 29 Nov 11:42');
  assert.equal(chosen({ to: '2026-11-29T11:42:00Z' }), 'until 29 Nov 11:42');
  assert.equal(chosen({}), '');
});
