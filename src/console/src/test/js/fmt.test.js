// @ts-check
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import * as fmt from '../../../../../webroot/js/core/fmt.js';
import { zone } from '../../../../../webroot/js/core/store.js';

const AT = '2026-11-22T14:32:11.482913Z';
const NOW = Date.parse('2026-11-22T14:33:11.482Z');

afterEach(() => {
  zone.value = 'UTC';
});

test('a time is written in UTC and names the zone', () => {
  assert.equal(fmt.time(AT), '14:32:11');
  assert.equal(fmt.timeMs(AT), '14:32:11.482');
  assert.equal(fmt.stamp(AT), '22 Nov 2026 14:32:11 UTC');
});

test('a copied time is ISO 8601 in UTC whatever zone is shown', () => {
  zone.value = 'local';
  assert.equal(fmt.iso(AT), '2026-11-22T14:32:11.482Z');
});

test('another zone is followed at once', () => {
  assert.equal(fmt.zoneLabel(AT), 'UTC');
  zone.value = 'local';
  assert.notEqual(fmt.zoneLabel(AT), '');
});

test('an age is short and never negative', () => {
  assert.equal(fmt.ago(AT, Date.parse(AT) + 400), 'now');
  assert.equal(fmt.ago(AT, Date.parse(AT) - 5_000), 'now');
  assert.equal(fmt.ago(AT, Date.parse(AT) + 3_000), '3 s ago');
  assert.equal(fmt.ago(AT, NOW), '1 m ago');
  assert.equal(fmt.ago(AT, NOW + 7_200_000), '2 h ago');
  assert.equal(fmt.ago(AT, NOW + 3 * 86_400_000), '3 d ago');
});

test('time left is written as a clock, rounded up, so that it is over only when it is', () => {
  assert.equal(fmt.countdown(341.2), '5:42');
  assert.equal(fmt.countdown(3_945), '1:05:45');
  assert.equal(fmt.countdown(0.2), '0:01');
  assert.equal(fmt.countdown(-3), '0:00');
});

test('real spend is never shown as nothing', () => {
  assert.equal(fmt.usd(0), '$0.00');
  assert.equal(fmt.usd(0.0042), '$0.0042');
  assert.equal(fmt.usd(0.00001), 'under $0.0001');
  assert.equal(fmt.usd(1234.5), '$1,234.50');
});

test('a cap is written without cents only when it has none', () => {
  assert.equal(fmt.usdCap(10), '$10');
  assert.equal(fmt.usdCap(0.25), '$0.25');
});

test('nearly all is not all', () => {
  assert.equal(fmt.percent(0.999), '99 %');
  assert.equal(fmt.percent(0.29), '29 %');
  assert.equal(fmt.percent(1), '100 %');
});

test('large numbers keep three digits', () => {
  assert.equal(fmt.compact(1842), '1,842');
  assert.equal(fmt.compact(12_077), '12.1k');
  assert.equal(fmt.compact(184_020), '184k');
  assert.equal(fmt.compact(999_700), '1.00M');
  assert.equal(fmt.compact(21_400_000), '21.4M');
});

test('a hash is grouped by eight and nothing of it is lost', () => {
  const hash = 'af18'.repeat(16);
  assert.equal(fmt.groupHash(hash).length, 8);
  assert.equal(fmt.groupHash(hash).join(''), hash);
  assert.equal(fmt.shortHash(hash), 'af18…af18');
});

test('a number agrees with its noun', () => {
  assert.equal(fmt.plural(1, 'event'), '1 event');
  assert.equal(fmt.plural(1234, 'event'), '1,234 events');
  assert.equal(fmt.plural(2, 'entry', 'entries'), '2 entries');
});

test('words of the server become a sentence, names stay as they are', () => {
  assert.equal(fmt.sentence('the password is wrong'), 'The password is wrong.');
  assert.equal(fmt.sentence('ops-runner is halted'), 'ops-runner is halted.');
  assert.equal(fmt.sentence('Wait a little!'), 'Wait a little!');
});
