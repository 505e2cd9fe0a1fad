import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ring } from '../../../../../webroot/js/core/ring.js';

const filled = (capacity, n) => {
  const items = ring(capacity);
  for (let i = 1; i <= n; i += 1) {
    items.push(i);
  }
  return items;
};

test('keeps the newest and no more', () => {
  assert.deepEqual(filled(3, 5).newestFirst(), [5, 4, 3]);
  assert.equal(filled(3, 5).size(), 3);
});

test('says what had to go', () => {
  const items = filled(2, 2);
  assert.equal(items.push(3), 1);
  assert.equal(ring(2).push('a'), undefined);
});

test('reads by age and answers nothing beyond', () => {
  const items = filled(3, 4);
  assert.deepEqual([items.at(0), items.at(2), items.at(3), items.at(-1)], [4, 2, undefined, undefined]);
});

test('gives back its oldest', () => {
  const items = filled(3, 4);
  assert.equal(items.shift(), 2);
  assert.deepEqual(items.newestFirst(), [4, 3]);
  items.push(5);
  assert.deepEqual(items.newestFirst(), [5, 4, 3]);
});

test('has no oldest when it is empty', () => {
  assert.equal(ring(3).shift(), undefined);
});

test('begins anew', () => {
  const items = filled(3, 4);
  items.clear();
  items.push(9);
  assert.deepEqual(items.newestFirst(), [9]);
});

test('goes round many times', () => {
  assert.deepEqual(filled(7, 10_003).newestFirst(), [10_003, 10_002, 10_001, 10_000, 9_999, 9_998, 9_997]);
});
