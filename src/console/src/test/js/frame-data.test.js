// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frames } from '../../../../../webroot/js/core/sse.js';
import { dataOf } from '../../../../../webroot/js/core/frame-data.js';

/** @param {string} data */
const said = (data) => dataOf({ id: '7', event: 'audit', data });

test('hands on an event as the server told it, whole or cut, with a session or without', () => {
  const whole = { event_id: 'e', session_id: null, agent_id: 'a', kind: 'tool.call', chain_seq: 7, created_at: '2026-05-01T12:00:00Z' };
  assert.deepEqual(said(JSON.stringify(whole)), whole);
  const cut = { event_id: 'e', kind: 'tool.call', chain_seq: 7, metadata: { 'governance.unreadable': 'too large to be shown' } };
  assert.deepEqual(said(JSON.stringify(cut)), cut);
});

test('hands on nothing that is no object', () => {
  for (const data of ['null', '"text"', '7', 'true', '[1]', '[]', '', '{"event_id":', 'undefined', 'NaN']) {
    assert.equal(said(data), null, data);
  }
});

test('hands on nothing that names what every object has', () => {
  for (const name of ['__proto__', 'constructor', 'prototype']) {
    assert.equal(said(`{"event_id":"e","${name}":{"isAdmin":true}}`), null, name);
  }
  assert.equal(/** @type {any} */ ({}).isAdmin, undefined);
});

test('hides no row because somebody made it odd', () => {
  for (const odd of ['{"chain_seq":-1}', '{"chain_seq":1.5}', '{"kind":""}', '{"created_at":"never"}', `{"kind":"${'x'.repeat(5_000)}"}`]) {
    assert.deepEqual(said(odd), JSON.parse(odd));
  }
});

test('one frame that says nothing keeps none of the others back', () => {
  const found = frames().feed('event: audit\ndata: null\n\nevent: audit\ndata: {"chain_seq":8}\n\n');
  assert.deepEqual(found.map(dataOf), [null, { chain_seq: 8 }]);
});
