import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entryOf } from '../../../../../webroot/js/stream/entry.js';
import { eventLog } from '../../../../../webroot/js/stream/event-log.js';
import { filterOf } from '../../../../../webroot/js/stream/stream-filter.js';

const event = (seq, kind = 'tool.call', agent = 'a') => ({ event_id: `e${seq}`, chain_seq: seq, kind, agent_id: agent, outcome: 'ok' });
const take = (log, ...args) => log.take(entryOf(event(...args), log.next()));
const seqs = ({ length, at }) => Array.from({ length }, (_, i) => at(i).seq);

test('shows the newest first and keeps no more than it may', () => {
  const log = eventLog(3);
  [1, 2, 3, 4].forEach((seq) => take(log, seq));
  assert.deepEqual(seqs(log.view()), [4, 3, 2]);
  assert.equal(log.view().kept, 3);
});

test('takes a replayed event once', () => {
  const log = eventLog(3);
  assert.deepEqual([take(log, 1), take(log, 1)], [true, false]);
  assert.equal(log.size(), 1);
});

test('puts what was there before below what came meanwhile', () => {
  const log = eventLog(10);
  take(log, 5);
  log.before([5, 4, 3].map((seq) => entryOf(event(seq))));
  assert.deepEqual(seqs(log.view()), [5, 4, 3]);
});

test('narrows, and counts what every family would show', () => {
  const log = eventLog(10);
  take(log, 1, 'tool.call');
  take(log, 2, 'scope.violation');
  take(log, 3, 'tool.call', 'b');
  log.narrow(filterOf({ kind: 'tool', agent: 'a' }));
  const { counts } = log.view();
  assert.deepEqual(seqs(log.view()), [1]);
  assert.deepEqual([counts.tool, counts.scope, counts.llm], [1, 1, 0]);
});

test('forgets with an event what was counted of it', () => {
  const log = eventLog(2);
  log.narrow(filterOf({ kind: 'tool' }));
  take(log, 1, 'tool.call');
  take(log, 2, 'scope.allowed');
  take(log, 3, 'scope.allowed');
  assert.deepEqual(seqs(log.view()), []);
  assert.deepEqual([log.view().counts.tool, log.view().counts.scope], [0, 2]);
});

test('stands still while it is held, and counts what comes', () => {
  const log = eventLog(3);
  take(log, 1);
  log.hold();
  [2, 3, 4, 5].forEach((seq) => take(log, seq));
  assert.deepEqual(seqs(log.view()), [1]);
  assert.equal(log.fresh(), 4);
  log.release();
  assert.deepEqual(seqs(log.view()), [5, 4, 3]);
  assert.equal(log.fresh(), 0);
});

test('counts while it is held only what the filter lets through, also one that comes later', () => {
  const log = eventLog(10);
  take(log, 1, 'tool.call');
  take(log, 2, 'scope.allowed');
  log.hold();
  take(log, 3, 'tool.call');
  take(log, 4, 'scope.allowed');
  log.narrow(filterOf({ kind: 'scope' }));
  assert.deepEqual(seqs(log.view()), [2]);
  assert.equal(log.fresh(), 1);
});

test('keeps what is shown when everything is lost while it is held', () => {
  const log = eventLog(3);
  take(log, 1);
  log.hold();
  log.clear();
  assert.deepEqual(seqs(log.view()), [1]);
  assert.equal(log.size(), 0);
});
