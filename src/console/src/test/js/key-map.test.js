// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { capOf, keyReader, paletteCap, SECOND_KEY_MS, SINGLES } from '../../../../../webroot/js/shell/key-map.js';

const reader = () => keyReader((key) => 'psgac'.includes(key));

test('reads g and a second key as a place', () => {
  const read = reader();

  assert.equal(read('g', 0), null);
  assert.deepEqual(read('p', 100), { go: 'p' });
  assert.deepEqual(read('p', 200), null, 'alone it means nothing');
});

test('goes to the approvals by g twice', () => {
  const read = reader();
  read('g', 0);

  assert.deepEqual(read('g', 10), { go: 'g' });
  assert.equal(read('g', 20), null);
});

test('does not wait for the second key without end', () => {
  const read = reader();
  read('g', 0);

  assert.deepEqual(read('c', SECOND_KEY_MS), { act: 'copy' });
});

test('reads a second key that leads nowhere as itself', () => {
  const read = reader();
  read('g', 0);

  assert.deepEqual(read('t', 10), { act: 'theme' });
});

test('tells a capital from a small letter', () => {
  assert.deepEqual(reader()('S', 0), { act: 'snapshot' });
  assert.equal(reader()('s', 0), null);
});

test('has one meaning for each key and none for g', () => {
  const keys = SINGLES.map(([key]) => key);

  assert.equal(new Set(keys).size, keys.length);
  assert.ok(!keys.includes('g'));
});

test('writes keys as they are printed', () => {
  assert.equal(capOf(' '), 'Space');
  assert.equal(capOf('S'), 'Shift S');
  assert.equal(paletteCap('MacIntel'), '⌘ K');
  assert.equal(paletteCap('Linux x86_64'), 'Ctrl K');
});
