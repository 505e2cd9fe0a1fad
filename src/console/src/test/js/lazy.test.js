import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lazy } from '../../../../../webroot/js/core/lazy.js';

const settled = () => new Promise((done) => setImmediate(done));

test('fetches when first asked, and once', async () => {
  let loads = 0;
  const part = lazy(async () => ++loads);
  assert.equal(loads, 0);
  assert.equal(part(), null);
  part();
  await settled();
  assert.deepEqual([part(), loads], [1, 1]);
});

test('tries again what could not be fetched', async () => {
  let loads = 0;
  const part = lazy(async () => {
    loads += 1;
    if (loads === 1) {
      throw new Error('offline');
    }
    return 'here';
  });
  part();
  await settled();
  assert.equal(part(), null);
  await settled();
  assert.equal(part(), 'here');
});
