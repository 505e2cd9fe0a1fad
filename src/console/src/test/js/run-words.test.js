import assert from 'node:assert/strict';
import { test } from 'node:test';
import { farOf, isGoing, progressFacts, progressTitle, shareOf } from '../../../../../webroot/js/verify/run-words.js';

const run = (more) => ({ state: 'running', rows: 812, total: 1234, percent: 65.8, rate: 410_000, seconds_left: 12, ...more });

test('tells how far a run is', () => {
  assert.equal(progressTitle(run()), 'Verifying… 812 of 1,234');
  assert.equal(progressFacts(run()), '65 % · 410,000 rows/s · 12 s left');
});

test('tells no more than is known', () => {
  assert.equal(farOf(run({ total: 0 })), '812');
  assert.equal(progressFacts(run({ total: 0, percent: null, seconds_left: null })), '410,000 rows/s');
  assert.equal(farOf(run({ rows: 2000 })), '2,000', 'more than the estimate');
  assert.equal(progressFacts(run({ rate: 0, seconds_left: null })), '65 %');
  assert.equal(progressFacts(run({ percent: 99.9 })), '99 % · 410,000 rows/s · 12 s left', 'nearly all is not all');
});

test('promises no end while nothing moves', () => {
  assert.equal(progressTitle(run({ state: 'queued' })), 'Waiting for its turn…');
  assert.equal(progressTitle(run({ state: 'paused' })), 'Paused at 812 of 1,234');
  assert.equal(progressFacts(run({ state: 'paused' })), '65 %');
});

test('keeps the share within its bounds', () => {
  assert.deepEqual([-1, 50, 140].map((percent) => shareOf({ percent })), [0, 0.5, 1]);
});

test('knows which runs go on', () => {
  assert.deepEqual(
    ['queued', 'running', 'paused', 'done', 'cancelled', 'failed', 'a new word'].map((state) => isGoing({ state })),
    [true, true, true, false, false, false, false],
  );
});
