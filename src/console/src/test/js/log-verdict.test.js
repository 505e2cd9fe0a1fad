import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../../../../webroot/js/verify/ribbon-bars.js';
import { logShape } from '../../../../../webroot/js/verify/log-verdict.js';
import { markOfReason, verdictLine } from '../../../../../webroot/js/verify/verdict.js';

test('is green only when the server says verified', () => {
  assert.equal(logShape({ verdict: 'verified', verified: true }), 'pass');
  assert.equal(logShape({ verdict: 'verified', verified: false }), 'warn');
  assert.equal(logShape({ verdict: 'unverifiable', verified: false }), 'warn');
  assert.equal(logShape({ verdict: 'empty', verified: false }), 'none');
  assert.equal(logShape({ verdict: 'a new word', verified: true }), 'warn');
});

test('is red for what was changed and for what is gone', () => {
  assert.deepEqual(['tampered', 'truncated'].map((verdict) => logShape({ verdict, verified: false })), ['fail', 'fail']);
});

test('puts the verdict of the whole log into one line, with what the marks say', () => {
  const verdict = {
    headline: 'TAMPERED in 1 of 3 sessions',
    sentence: 'Two\nsessions hold.',
    key_fingerprint: '4be1',
    checked_at: '2026-11-22T14:32:09Z',
    marks: { sentence: 'Nothing seen is gone.' },
  };
  assert.equal(
    verdictLine(verdict, 'https://console.example/audit?verify=1'),
    'TAMPERED in 1 of 3 sessions. Two sessions hold. Nothing seen is gone. Whole log, checked 2026-11-22T14:32:09Z with key 4be1. https://console.example/audit?verify=1',
  );
});

test('does not say twice what the sentence says of the marks', () => {
  const verdict = { headline: 'Marks missing', sentence: 'The record is missing.', key_fingerprint: 'k', checked_at: 't', marks: { sentence: 'The record is missing.' } };
  assert.equal(verdictLine(verdict, 'u'), 'Marks missing. The record is missing. Whole log, checked t with key k. u');
});

test('tells a revoked signature from a forged one, and an unknown key from both', () => {
  assert.deepEqual(
    ['signature_invalid', 'signature_revoked', 'signature_unknown_key', 'rewritten', 'renumbered', 'a new code'].map(markOfReason),
    ['bad', 'unproven', 'ok', 'bad', 'bad', 'bad'],
  );
});

test('shows what was read as read, not as proved', () => {
  const bars = read(0.5);
  assert.deepEqual([bars[0], bars[61], bars[62]], ['read', 'read', 'todo']);
  assert.ok(!bars.includes('ok'));
});
