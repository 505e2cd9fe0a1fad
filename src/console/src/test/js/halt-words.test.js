import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haltWords } from '../../../../../webroot/js/halt/halt-words.js';

const halt = (more) => ({
  halted_by: 'operator-1',
  halted_at: '2026-04-15T12:00:00Z',
  reason: 'stop',
  observation: null,
  last_activity_at: null,
  proof: 'issued',
  acknowledgement: null,
  first_refusal: null,
  ...more,
});
const acknowledgement = (more) => ({ seen_at: '2026-04-15T12:00:01Z', delay_ms: 38, processes: 1, event_id: 'e', ...more });
const refusal = (more) => ({ seen_at: '2026-04-15T12:00:02Z', delay_ms: 1_250, path: 'scope', event_id: 'f', ...more });

test('tells a halt of which nobody said anything', () => {
  assert.deepEqual(haltWords(halt()), { shape: 'pend', title: 'Issued', text: 'not acknowledged yet', at: null });
});

test('tells who acknowledged, how late, and what was refused first', () => {
  const acknowledged = { proof: 'acknowledged', observation: 'no_activity_since' };
  assert.deepEqual(haltWords(halt({ ...acknowledged, acknowledgement: acknowledgement(), first_refusal: refusal() })), {
    shape: 'pass',
    title: 'Acknowledged',
    text: 'after 38 ms · first refused a scope check after 1.3 s',
    at: '2026-04-15T12:00:01Z',
  });
  const two = acknowledgement({ processes: 2, delay_ms: null });
  assert.equal(haltWords(halt({ ...acknowledged, acknowledgement: two })).text, 'by 2 processes');
});

test('calls what was only observed never acknowledged', () => {
  const words = haltWords(halt({ proof: 'no_activity_since', observation: 'no_activity_since' }));
  assert.deepEqual(words, { shape: 'pass', title: 'No new work seen', text: 'not acknowledged', at: null });
});

test('raises work that was seen above every claim', () => {
  const active = {
    proof: 'still_active',
    observation: 'still_active',
    last_activity_at: '2026-04-15T12:01:00Z',
    acknowledgement: acknowledgement(),
    first_refusal: refusal(),
  };
  assert.deepEqual(haltWords(halt(active)), {
    shape: 'fail',
    title: 'Still active',
    text: 'new work after the halt, though it was acknowledged',
    at: '2026-04-15T12:01:00Z',
  });
});

test('names a path as the agent calls it', () => {
  const refused = (path) => haltWords(halt({ first_refusal: refusal({ path, delay_ms: null }) })).text;
  assert.equal(refused('openai'), 'not acknowledged yet · first refused openai');
  assert.equal(refused(''), 'not acknowledged yet · first refused a call');
});

test('believes no acknowledgement that is not there', () => {
  assert.equal(haltWords(halt({ proof: 'acknowledged' })).title, 'Issued');
  assert.equal(haltWords(halt({ proof: 'a new word' })).title, 'Issued');
});
