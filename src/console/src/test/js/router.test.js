// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, url } from '../../../../../webroot/js/core/router.js';

test('an address carries only what is set', () => {
  assert.equal(url('/audit', { agent: 'a b', kind: '', session: null, size: 50 }), '/audit?agent=a+b&size=50');
  assert.equal(url('/audit', {}), '/audit');
});

test('an address is read back as it was written', () => {
  const query = { agent: 'ünïcode/agent?&=', q: '50 %' };
  const [pathname, search] = url('/audit', query).split(/(?=\?)/);
  assert.deepEqual(parse({ pathname, search }).query, query);
});

test('parts of the path are parameters, a last slash is none', () => {
  assert.deepEqual(parse({ pathname: '/agents/x%20y/', search: '' }), { path: '/agents/x%20y', params: ['x y'], query: {} });
  assert.deepEqual(parse({ pathname: '/agents/%E0%A4', search: '' }).params, ['%E0%A4']);
});
