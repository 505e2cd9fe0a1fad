import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepTo, topFor, windowOf } from '../../../../../webroot/js/ui/vlist-window.js';

const frame = (top) => ({ top, height: 340, rowHeight: 34 });

test('draws the rows in sight and a few beyond', () => {
  assert.deepEqual(windowOf(frame(0), 10_000, 6), { start: 0, end: 16 });
  assert.deepEqual(windowOf(frame(34_017), 10_000, 6), { start: 994, end: 1_017 });
});

test('never draws beyond the end, also when the list became shorter than it is scrolled', () => {
  assert.deepEqual(windowOf(frame(1e9), 100, 6), { start: 84, end: 100 });
  assert.deepEqual(windowOf(frame(500), 3, 6), { start: 0, end: 3 });
  assert.deepEqual(windowOf(frame(0), 0, 6), { start: 0, end: 0 });
});

test('draws at most the window and its spare rows, wherever it is scrolled', () => {
  for (let top = 0; top < 340_000; top += 1_013) {
    const { start, end } = windowOf(frame(top), 10_000, 6);
    assert.ok(end - start <= 23, `${top}: ${end - start}`);
    assert.ok(start * 34 <= Math.min(top, 339_660) && end * 34 >= Math.min(top + 340, 340_000));
  }
});

test('steps by keys and stops at both ends', () => {
  assert.equal(stepTo('ArrowDown', -1, 100, 10), 0);
  assert.equal(stepTo('ArrowUp', 0, 100, 10), 0);
  assert.equal(stepTo('ArrowDown', 99, 100, 10), 99);
  assert.equal(stepTo('PageDown', 5, 100, 10), 14);
  assert.equal(stepTo('PageUp', 5, 100, 10), 0);
  assert.equal(stepTo('End', 5, 100, 10), 99);
});

test('steps nowhere by other keys or in an empty list', () => {
  assert.equal(stepTo('x', 5, 100, 10), null);
  assert.equal(stepTo('ArrowDown', -1, 0, 10), null);
});

test('scrolls no further than a row needs', () => {
  assert.equal(topFor(5, frame(0)), 0);
  assert.equal(topFor(12, frame(0)), 13 * 34 - 340);
  assert.equal(topFor(3, frame(1_000)), 102);
});
