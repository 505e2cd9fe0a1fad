// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { agentItems, grouped, HALT_ALL, haltItems, offered, pageItems } from '../../../../../webroot/js/shell/palette/items.js';
import { best, idIn, score } from '../../../../../webroot/js/shell/palette/match.js';

const texts = (/** @type {string} */ query, /** @type {string[]} */ ...items) => best(query, items, (item) => item, 10);

test('needs every term somewhere, in any order and case', () => {
  assert.deepEqual(texts('agent REFUND', 'refund-agent', 'refund', 'billing-agent'), ['refund-agent']);
  assert.equal(score('refunds', 'refund-agent'), 0);
});

test('puts the beginning of a word before its inside, and that before scattered letters', () => {
  assert.deepEqual(texts('log', 'Catalogue', 'Audit log', 'Live ongoing'), ['Audit log', 'Catalogue']);
  assert.deepEqual(texts('rfag', 'refund-agent', 'billing'), ['refund-agent']);
});

test('takes no two scattered letters for a word', () => {
  assert.deepEqual(texts('rt', 'refund-agent'), []);
});

test('keeps the order of what fits equally, and takes signs for what they are', () => {
  assert.deepEqual(texts('a', 'a-one', 'a-two'), ['a-one', 'a-two']);
  assert.deepEqual(texts('.*', 'everything', 'tool.*'), ['tool.*']);
});

test('tells an id from the digits of an HMAC and both from a name', () => {
  assert.equal(idIn(' 7C1E0B52-93d4-4f0a-9b1c-5d2ef0a8c417 '), 'uuid');
  assert.equal(idIn('b08ad479'), 'hmac');
  assert.equal(idIn('b08ad4'), null, 'fewer digits are not looked for');
  assert.equal(idIn('refund-agent'), null);
  assert.equal(idIn('a'.repeat(65)), null);
});

/** @param {string} id @param {boolean} halted */
const agent = (id, halted = false) =>
  /** @type {any} */ ({ agent_id: id, status: halted ? 'halted' : 'pass', issues: [], presence: { halt: halted ? {} : null } });

const fleet = [agent('refund-agent', true), ...['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => agent(`agent-${letter}`))];
const all = {
  pages: pageItems([{ path: '/audit', icon: 'audit', label: 'Audit log', short: 'Audit', key: 'a' }]),
  agents: agentItems(fleet, (id) => `/agents/${id}`),
  halts: haltItems(fleet),
  commands: [HALT_ALL],
  found: [],
};

test('offers pages, the worst agents and commands before anything is typed, and no halt of one agent', () => {
  const ids = offered('', all).map(({ id }) => id);

  assert.deepEqual(ids, ['/audit', 'agent refund-agent', 'agent agent-a', 'agent agent-b', 'agent agent-c', 'agent agent-d', 'halt-all']);
});

test('offers what was found first and the search of the log last', () => {
  const found = [{ id: 'event 1', group: 'Found', label: 'Event 1', icon: 'audit', href: '/audit?event=1' }];

  const items = offered(' refund ', { ...all, found });

  assert.deepEqual(items.map(({ id }) => id), ['event 1', 'agent refund-agent', 'halt refund-agent', 'search']);
  assert.equal(items[2].label, 'Resume refund-agent…');
  assert.equal(items[2].href, '/posture?resume=refund-agent');
  assert.equal(items[3].href, '/audit?q=refund');
});

test('puts first what the text fits best', () => {
  assert.equal(offered('agent-b', all)[0].id, 'agent agent-b');
  assert.equal(offered('audit', all)[0].id, '/audit');
});

test('finds the halt of everything by other words', () => {
  assert.ok(offered('fleet', all).some(({ id }) => id === 'halt-all'));
});

test('groups what belongs together where it first came', () => {
  const item = (/** @type {string} */ id, /** @type {string} */ group) => ({ id, group, label: id, icon: 'x' });

  const groups = grouped([item('1', 'A'), item('2', 'B'), item('3', 'A')]);

  assert.deepEqual(groups.map(([name, items]) => [name, items.map(({ id }) => id)]), [
    ['A', ['1', '3']],
    ['B', ['2']],
  ]);
});
