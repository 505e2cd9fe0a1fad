// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frames } from '../../../../../webroot/js/core/sse.js';

test('frames come whole, however the text is cut', () => {
  const text = 'retry: 1500\n\nid: 7\nevent: audit\ndata: {"a":1}\n\nid: 8\nevent: gate\ndata: {}\n\n';
  for (let cut = 0; cut <= text.length; cut += 1) {
    const reader = frames();
    const found = [...reader.feed(text.slice(0, cut)), ...reader.feed(text.slice(cut))];
    assert.deepEqual(found, [
      { id: '7', event: 'audit', data: '{"a":1}' },
      { id: '8', event: 'gate', data: '{}' },
    ]);
    assert.equal(reader.retry(), 1500);
  }
});

test('a heartbeat is no frame', () => {
  assert.deepEqual(frames().feed(': beat\n\n: beat\n\n'), []);
});

test('a frame without an id keeps the last one', () => {
  const reader = frames();
  reader.feed('id: 41\nevent: audit\ndata: {}\n\n');
  assert.equal(reader.feed('event: bye\ndata: {"reason":"over"}\n\n')[0].id, '41');
});

test('several data lines are one text', () => {
  assert.equal(frames().feed('data: a\ndata: b\n\n')[0].data, 'a\nb');
});
