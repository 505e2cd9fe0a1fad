import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNarrowed, matches, narrowed } from '../../../../../webroot/js/approvals/narrowed.js';
import { approverWords } from '../../../../../webroot/js/approvals/approvers.js';
import { eventOf, fallback, lookFor, placeOf } from '../../../../../webroot/js/approvals/led-here.js';
import { passed, wordsOf } from '../../../../../webroot/js/approvals/spoken.js';

const person = (username, online) => ({ user_id: username, username, online });
const request = (id, agent = 'a', kind = 'refund') => ({
  request_id: id,
  agent_id: agent,
  kind,
  created_at: '2026-11-30T12:00:00.5Z',
  expires_at: '2026-11-30T12:20:00Z',
});

test('who else can approve, those who are there before the others', () => {
  assert.equal(approverWords([person('operator-2', true), person('operator-3', true), person('x', false)]), 'operator-2 and operator-3 can approve and are online.');
  assert.equal(approverWords([person('operator-2', true)]), 'operator-2 can approve and is online.');
  assert.equal(approverWords([person('operator-2', false)]), 'operator-2 can approve; they are not online now.');
  assert.match(approverWords(['a', 'b', 'c', 'd', 'e'].map((name) => person(name, false))), /^a, b, c and 2 more can approve; none/);
});

test('nobody is another thing than not known', () => {
  assert.match(approverWords([]), /^Nobody else can approve/);
  assert.equal(approverWords(null), '');
  assert.equal(approverWords(undefined), '');
});

test('the time left is said at five minutes and at one, once, however late a look comes', () => {
  const at = (time) => Date.parse(`2026-11-30T12:${time}Z`);
  const said = (from, to) => passed([request('r')], at(from), at(to)).map(({ minutes }) => minutes);
  assert.deepEqual(said('14:59', '15:00'), [5]);
  assert.deepEqual(said('15:00', '15:01'), []);
  assert.deepEqual(said('14:00', '19:30'), [5, 1]);
  assert.equal(wordsOf({ approval: request('r'), minutes: 5 }), 'refund of a expires in 5 min');
});

test('an address narrows by agent and by kind', () => {
  const cards = [request('1'), request('2', 'b')].map((approval) => ({ approval }));
  assert.equal(narrowed(cards, {}), cards);
  assert.deepEqual(narrowed(cards, { agent: 'b' }).map(({ approval }) => approval.request_id), ['2']);
  assert.equal(matches(request('1'), { agent: 'a', kind: 'other' }), false);
  assert.equal(isNarrowed({ deny: '1' }), false);
});

test('what led to a request is its session up to the event with which the agent asked', () => {
  const events = [
    { event_id: 'e1', session_id: 's', chain_seq: 8, metadata: { request_id: 'other' } },
    { event_id: 'e2', session_id: 's', chain_seq: 9, metadata: { request_id: 'r' } },
    { event_id: 'e3', session_id: 's', chain_seq: 10, metadata: null },
  ];
  const found = eventOf(events, request('r'));
  assert.deepEqual(placeOf(found), { session: 's', event: 'e2', before: 10 });
  assert.equal(eventOf(events, request('gone')), null);
  assert.equal(lookFor(request('r')).from, '2026-11-30T11:59:00.500Z');
  assert.equal(fallback(request('r', 'a b')), '/audit?agent=a+b&to=2026-11-30T12%3A00%3A01Z');
});
