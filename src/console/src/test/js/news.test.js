// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { NEWS, summaryOf } from '../../../../../webroot/js/ui/news.js';

test('counts events instead of reading each', () => {
  assert.equal(summaryOf({ ...NEWS, events: 12, blocked: 1 }), '12 new events, 1 blocked');
  assert.equal(summaryOf({ ...NEWS, events: 1 }), '1 new event');
});

test('says what was said, then what was counted', () => {
  assert.equal(summaryOf({ messages: ['refund-agent was resumed'], events: 2, blocked: 0 }), 'refund-agent was resumed. 2 new events');
});

test('keeps the newest of many', () => {
  assert.equal(summaryOf({ ...NEWS, messages: ['1', '2', '3', '4'] }), '2. 3. 4');
});
