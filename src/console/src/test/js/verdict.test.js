import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bars, labels, spots } from '../../../../../webroot/js/verify/ribbon-bars.js';
import { badWord, isWrongAsAWhole, markOf, placeOfFirst, rowsOf, shapeOf, verdictLine } from '../../../../../webroot/js/verify/verdict.js';

const row = (position, reason = null) => ({
  event_id: `e${position}`,
  position,
  chain_seq: position * 10,
  kind: 'tool.call',
  verified: reason === null,
  failure_reason: reason,
});
const verdict = (rows, more = {}) => ({
  session_id: 's',
  event_count: rows.length,
  verified: true,
  verdict: 'verified',
  headline: 'Verified (3 events)',
  sentence: 'Every HMAC matches.',
  events: rows,
  findings: [],
  last_seq: 30,
  key_fingerprint: '4be1',
  checked_at: '2026-11-22T14:32:09Z',
  ...more,
});
const event = (position) => ({ event_id: `e${position}`, chain_seq: position * 10, session_id: 's' });

test('is green only when the server says verified', () => {
  assert.equal(shapeOf(verdict([])), 'pass');
  assert.equal(shapeOf(verdict([], { verified: false })), 'warn');
  assert.equal(shapeOf(verdict([], { verdict: 'empty', verified: false })), 'none');
  assert.equal(shapeOf(verdict([], { verdict: 'unverifiable', verified: false })), 'warn');
  assert.equal(shapeOf(verdict([], { verdict: 'truncated', verified: false })), 'fail');
  assert.equal(shapeOf(verdict([], { verdict: 'a new word', verified: false })), 'warn');
});

test('marks events as the verdict does, a missing key as unproven and never as tampered', () => {
  const all = verdict([row(1), row(2, 'row_modified'), row(3, 'key_unavailable')]);
  const rows = rowsOf(all);
  assert.deepEqual([1, 2, 3].map((n) => markOf(all, rows, event(n))), ['ok', 'bad', 'unproven']);
});

test('says nothing about events that came after the check or belong to another session', () => {
  const long = verdict([row(2, 'gap')], { event_count: 20_000 });
  assert.equal(markOf(long, rowsOf(long), event(1)), 'ok');
  assert.equal(markOf(long, rowsOf(long), event(4)), null);
  assert.equal(markOf(long, rowsOf(long), { ...event(1), session_id: 'other' }), null);
});

test('finds the place of a page from any event that the verdict knows', () => {
  assert.equal(placeOfFirst([event(7), event(8)], rowsOf(verdict([row(8)])), false), 7);
  assert.equal(placeOfFirst([event(7)], null, false), null);
  assert.equal(placeOfFirst([event(7)], null, true), 1);
});

test('never loses a broken event among many', () => {
  const all = bars(20_000, spots(verdict([row(847, 'row_modified')], { event_count: 20_000 })));
  assert.equal(all.length, 124);
  assert.equal(all.filter((bar) => bar === 'bad').length, 1);
  assert.equal(bars(3, new Map([[3, 'bad']]))[2], 'bad');
  assert.equal(bars(3, new Map([[9, 'bad']]))[2], 'bad');
});

test('leaves out labels that would touch', () => {
  assert.deepEqual(
    labels([548, 40, 547], 850).map(({ position }) => position),
    [40, 547],
  );
});

test('does not call an event tampered that only lost its neighbour', () => {
  assert.equal(badWord('gap'), 'Link broken');
  assert.equal(badWord('row_modified'), 'Tampered');
  assert.equal(badWord('a new code'), 'Tampered');
});

test('puts a verdict into one line', () => {
  assert.equal(
    verdictLine(verdict([]), 'https://console.example/audit'),
    'Verified (3 events). Every HMAC matches. Session s, checked 2026-11-22T14:32:09Z with key 4be1. https://console.example/audit',
  );
});

test('blames no event, and calls none good, where the session is wrong as a whole', () => {
  const whole = { kind: 'removed', position: 3, chain_seq: 30, event_id: null, detail: '2 events are gone.' };
  const all = verdict([row(1), row(2), row(3)], { verdict: 'tampered', verified: false, findings: [whole] });
  assert.ok(isWrongAsAWhole(all));
  assert.equal(markOf(all, rowsOf(all), event(3)), null);
  assert.equal(spots(all).size, 0);
  assert.deepEqual(bars(3, spots(all), 'read'), ['read', 'read', 'read']);
});

test('keeps its green where only the whole session could not be proved', () => {
  const note = { kind: 'key_unavailable', position: 1, chain_seq: 10, event_id: null, detail: '' };
  assert.ok(!isWrongAsAWhole(verdict([row(1)], { findings: [note] })));
});
