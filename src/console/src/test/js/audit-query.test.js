import assert from 'node:assert/strict';
import { test } from 'node:test';
import { belongs, shown, sizeOf, wanted } from '../../../../../webroot/js/ui/audit-query.js';

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
  assert.deepEqual(page.onward, { before: 39, after: null });
  assert.deepEqual(page.back, { after: 40, before: null });
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
  assert.equal(wanted({ before: '1 or 1=1' }).params.before, null);
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
