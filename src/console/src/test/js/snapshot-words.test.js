// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { filtersIn, verifiedWords } from '../../../../../webroot/js/shell/snapshot-words.js';

/** @param {object} chain */
const known = (chain) =>
  /** @type {any} */ ({ posture: { chain: { checked_at: '2026-11-22T14:32:04Z', damaged: 0, events: 48_211, status: 'verified', ...chain } }, error: null });

test('says how many events were verified, and only where they were', () => {
  assert.equal(verifiedWords(known({})), '48,211 events verified');
  assert.equal(verifiedWords(known({ status: 'marks_missing' })), '48,211 events read, not verified');
  assert.equal(verifiedWords(known({ status: 'tampered', damaged: 1 })), '1 session not verified');
});

test('calls unknown what is not known', () => {
  assert.equal(verifiedWords(known({ checked_at: null })), 'events verified: not known');
  assert.equal(verifiedWords({ posture: null, error: null }), 'events verified: not known');
  assert.equal(verifiedWords({ ...known({}), error: new Error('the database is away') }), 'events verified: not known');
});

test('names what narrows the view', () => {
  assert.equal(filtersIn({ snap: '1', redact: '1', view: 'matrix', show: 'fail', q: 'refund' }), 'show fail, q refund');
  assert.equal(filtersIn({ snap: '1' }), '');
});
