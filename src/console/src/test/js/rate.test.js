import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rate } from '../../../../../webroot/js/core/rate.js';
import { keptWords, rateWords, summaryOf } from '../../../../../webroot/js/stream/stream-words.js';

test('is not known before a whole second', () => {
  const speed = rate();
  speed.add(1_200);
  assert.equal(speed.perSecond(1_900), null);
});

test('is the mean of the seconds there were', () => {
  const speed = rate();
  speed.add(1_200, 10);
  speed.add(2_500, 20);
  assert.equal(speed.perSecond(3_000), 15);
});

test('forgets what is older than it looks back', () => {
  const speed = rate(2);
  speed.add(0, 1_000);
  speed.add(5_000, 4);
  assert.equal(speed.perSecond(7_000), 2);
});

test('falls to nothing when nothing comes', () => {
  const speed = rate();
  speed.add(0, 50);
  assert.equal(speed.perSecond(20_000), 0);
});

test('knows that nothing came', () => {
  const speed = rate();
  speed.begin(0);
  assert.equal(speed.perSecond(3_000), 0);
});

test('does not count a gap in listening', () => {
  const speed = rate();
  speed.add(0, 50);
  speed.forget();
  assert.equal(speed.perSecond(2_000), null);
});

test('says few with a decimal and many without', () => {
  assert.deepEqual(
    [0, 0.4, 1, 3, 42.4, 2_000].map(rateWords),
    ['0 events / s', '0.4 events / s', '1 event / s', '3 events / s', '42 events / s', '2,000 events / s'],
  );
});

test('says how many are kept', () => {
  assert.deepEqual([1, 1_204, 10_000].map(keptWords), ['1 event kept', '1,204 events kept', 'last 10,000 kept']);
});

test('sums up aloud and names what was blocked', () => {
  assert.equal(summaryOf(12, 1), '12 new events, 1 blocked');
  assert.equal(summaryOf(1, 0), '1 new event');
});
