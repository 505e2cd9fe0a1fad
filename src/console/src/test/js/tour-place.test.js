// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { place } from '../../../../../webroot/js/shell/tour-place.js';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

test('the card goes below what it speaks of', () => {
  const { hole, card } = place({ x: 240, y: 100, width: 400, height: 40 }, DESK);
  assert.deepEqual(hole, { x: 232, y: 92, width: 416, height: 56 });
  assert.equal(card.y, 158);
});

test('the card goes above where there is no room below', () => {
  const { card } = place({ x: 1400, y: 860, width: 26, height: 26 }, DESK);
  assert.ok(card.y < 860 && card.x + 332 <= DESK.width);
});

test('the card stays on a phone', () => {
  for (let y = -200; y < 1200; y += 50) {
    const { card } = place({ x: 16, y, width: 358, height: 700 }, PHONE);
    assert.ok(card.x >= 16 && card.x + 332 <= 390 - 16 + 1);
    assert.ok(card.y >= 16 && card.y <= PHONE.height);
  }
});

test('without an anchor the card is in the middle', () => {
  const { hole, card } = place(undefined, DESK);
  assert.equal(hole.width, 0);
  assert.equal(card.x, 554);
});
