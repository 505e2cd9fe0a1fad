import assert from 'node:assert/strict';
import { test } from 'node:test';
import { belongs, bodyOf, paged, shown, sizeOf, wanted } from '../../../../../webroot/js/audit/audit-query.js';
import { totalOf, wordsOf } from '../../../../../webroot/js/audit/search-words.js';

const events = (...seqs) => seqs.map((seq) => ({ chain_seq: seq, event_id: `e${seq}` }));

test('reads everything newest first and one session oldest first', () => {
  assert.equal(wanted({}).params.order, 'desc');
  assert.equal(wanted({ session: 's' }).params.order, 'asc');
});

test('reads the page above from below and turns it round', () => {
  const ask = wanted({ after: '40' });
  assert.equal(ask.params.order, 'asc');
  assert.deepEqual(
    shown(events(41, 42), true, ask).events.map((event) => event.chain_seq),
    [42, 41],
  );
});

test('names the pages on both sides by the numbers at the edges', () => {
  const page = shown(events(40, 39), true, wanted({ before: '41' }));
  assert.deepEqual(page.onward, { before: 39, after: null, cursor: null });
  assert.deepEqual(page.back, { after: 40, before: null, cursor: null });
});

test('has no page before the first and none after the last', () => {
  const page = shown(events(2, 1), false, wanted({}));
  assert.equal(page.onward, null);
  assert.equal(page.back, null);
});

test('notices that it came to the top from below', () => {
  assert.equal(shown(events(41), false, wanted({ after: '40' })).overshot, true);
  assert.equal(shown(events(41), true, wanted({ after: '40' })).overshot, false);
});

test('takes only positions and sizes that make sense', () => {
  assert.equal(wanted({ before: '1 or 1=1' }).path, '/api/v2/events');
  assert.equal(sizeOf('1000000'), 50);
  assert.equal(sizeOf('25'), 25);
});

test('counts a new event only where it would be shown', () => {
  const event = { agent_id: 'a', kind: 'k', session_id: 's', outcome: 'ok' };
  assert.equal(belongs(event, {}), true);
  assert.equal(belongs(event, { agent: 'b' }), false);
  assert.equal(belongs(event, { outcome: 'blocked' }), false);
  assert.equal(belongs(event, { q: 'e1' }), false);
});

test('asks for pages by cursor, and by position only where the address names one', () => {
  assert.equal(wanted({}).path, '/api/v2/events');
  assert.equal(wanted({ cursor: 'AQ' }).params.cursor, 'AQ');
  assert.equal(wanted({ cursor: 'AQ' }).first, false);
  assert.equal(wanted({ after: '40' }).path, '/api/events');
  assert.equal(wanted({ after: '40' }).params.limit, 50);
});

test('passes every filter on and drops an outcome that there is not', () => {
  const { params } = wanted({ kind: 'approval.*,tool.call', model: 'm', outcome: 'error', from: '2026-01-01T00:00:00Z' });
  assert.deepEqual(
    [params.kind, params.model, params.outcome, params.from],
    ['approval.*,tool.call', 'm', 'error', '2026-01-01T00:00:00Z'],
  );
  assert.equal(wanted({ outcome: 'bad' }).params.outcome, null);
});

test('turns the cursors of a page into addresses', () => {
  const page = paged({ events: [], next_cursor: 'n', previous_cursor: null, total: null, searched: null });
  assert.deepEqual(page.onward, { cursor: 'n', before: null, after: null });
  assert.equal(page.back, null);
});

test('knows new events of several kinds, a prefix and a span of time', () => {
  const event = { agent_id: 'a', kind: 'tool.call', session_id: 's', outcome: 'ok', created_at: '2026-01-02T00:00:00Z' };
  assert.equal(belongs(event, { kind: 'x,tool.*' }), true);
  assert.equal(belongs(event, { kind: 'approval.*' }), false);
  assert.equal(belongs(event, { outcome: 'error' }), false);
  assert.equal(belongs(event, { from: '2026-01-02T00:00:00Z', to: '2026-01-03T00:00:00Z' }), true);
  assert.equal(belongs(event, { to: '2026-01-02T00:00:00Z' }), false);
});

test('says how far a search looked and whether a number is an estimate', () => {
  const searched = { from_seq: 12503, to_seq: 2504, rows: 10000, complete: false };
  assert.equal(wordsOf(searched), 'Searched 10,000 events, seq 12,503 to 2,504.');
  assert.equal(wordsOf({ ...searched, complete: true }), 'Searched 10,000 events, seq 12,503 to 2,504; no other is left.');
  assert.equal(totalOf({ count: 12000, exact: false }, false), ' · ≈ 12,000 in all');
  assert.equal(totalOf({ count: 12, exact: true }, false), ' · 12 in all');
  assert.equal(totalOf({ count: 3, exact: false }, true), ' · 3 found so far');
});

test('exports what the address narrows', () => {
  assert.deepEqual(bodyOf({ kind: 'a,b', agent: 'x' }).kind, ['a', 'b']);
  assert.equal(bodyOf({ agent: 'x' }).agent_id, 'x');
});
