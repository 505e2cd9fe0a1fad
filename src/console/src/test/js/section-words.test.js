import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coverageShape, noBlindSpot, percentWords, whyNot } from '../../../../../webroot/js/compliance/coverage-words.js';
import { factsOf, grouped, labelOf, stateOf, tally } from '../../../../../webroot/js/compliance/section-words.js';

const section = (article, state) => ({ article, title: '', state, data: {}, missing: [] });

test('every figure is told as what it is, and what is not known as that', () => {
  const sorts = Object.fromEntries(
    factsOf({ events: 0, share_with_input_hash: 0.5, first_event_at: '2026-11-30T11:41:44Z', logged_since: null, note: 'x' }).map(({ name, sort }) => [name, sort]),
  );
  assert.deepEqual(sorts, { events: 'number', share_with_input_hash: 'share', first_event_at: 'moment', logged_since: 'unknown', note: 'text' });
});

test('a count leads to the events that it counts, unless there are none', () => {
  const [some, none, other] = factsOf({ scope_violations: 2, halts: 0, agents_without_wrapper: 3 });
  assert.equal(some.kind, 'scope.violation');
  assert.equal(none.kind, null);
  assert.deepEqual([other.kind, other.tab], [null, 'coverage']);
});

test('a name that this page does not know is written out', () => {
  assert.equal(labelOf('approvals_granted'), 'Approvals granted');
  assert.deepEqual(stateOf('odd'), ['warn', 'odd']);
});

test('what is asked of few systems stands together, in the order of the articles', () => {
  const groups = grouped([section('12(1)', 'partial'), section('12(3)(a)', 'none'), section('12(3)(b)', 'none'), section('19(1)', 'evidence')]);
  assert.deepEqual(groups.map(({ few, sections }) => [few, sections.length]), [[false, 1], [true, 2], [false, 1]]);
  assert.equal(tally(groups[1].sections), '2 no evidence');
});

test('coverage that is not known is not none, and a blind spot is no good news', () => {
  assert.equal(percentWords(0, 'ok'), '0 %');
  assert.match(percentWords(null, 'registry_missing'), /^not known/);
  assert.equal(whyNot('ok'), '');
  assert.equal(coverageShape({ coverage_pct: 1, unwrapped_agents_seen_in_audit: ['a'] }), 'warn');
  assert.equal(coverageShape({ coverage_pct: null, unwrapped_agents_seen_in_audit: [] }), 'none');
  assert.equal(coverageShape({ coverage_pct: 1, unwrapped_agents_seen_in_audit: [] }), 'pass');
});

test('no blind spot is good news only where somebody wrote and it could be looked', () => {
  assert.match(noBlindSpot(2), /^None/);
  assert.doesNotMatch(noBlindSpot(0), /None/);
  assert.match(noBlindSpot(null), /^Not known/);
});
