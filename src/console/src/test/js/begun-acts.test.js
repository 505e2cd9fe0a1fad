// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begunActs } from '../../../../../webroot/js/approvals/begun-acts.js';

const nothing = () => {};

/** @param {boolean} well whether acts are done, or their answers lost @param {() => Promise<void>} work */
async function answered(well, work) {
  const before = globalThis.fetch;
  globalThis.fetch = /** @type {any} */ (async () => (well ? new Response('{}') : Promise.reject(new TypeError('lost'))));
  try {
    await work();
  } finally {
    globalThis.fetch = before;
  }
}

test('an act is begun by doing it, not by looking at it, and its tries are the same act', async () => {
  const acts = begunActs();
  assert.equal(acts.find('a', 'claim'), undefined);
  const one = acts.begin('a', 'claim', nothing);
  await answered(false, () => one.act.send('/api/gates/a/claim', {}));
  assert.equal(acts.begin('a', 'claim', nothing), one);
  assert.equal(acts.find('a', 'claim'), one);
  assert.notEqual(acts.begin('a', 'release', nothing), one);
  assert.notEqual(acts.begin('b', 'claim', nothing), one);
});

test('whoever did something else meanwhile does not try again but does it anew', async () => {
  const acts = begunActs();
  const lost = acts.begin('a', 'claim', nothing);
  const other = acts.begin('b', 'claim', nothing);
  await answered(false, () => lost.act.send('/api/gates/a/claim', {}));
  const said = [];
  const release = acts.begin('a', 'release', () => said.push(acts.find('a', 'release')));
  await answered(true, () => release.act.send('/api/gates/a/release', {}));
  assert.deepEqual(said, [undefined]);
  assert.equal(acts.find('a', 'claim'), undefined);
  assert.equal(acts.find('b', 'claim'), other);
  assert.notEqual(acts.begin('a', 'claim', nothing), lost);
});

test('forgets what was begun on requests that are gone', () => {
  const acts = begunActs();
  acts.begin('a', 'claim', nothing);
  const stays = acts.begin('b', 'claim', nothing);
  acts.keep((id) => id === 'b');
  assert.equal(acts.find('a', 'claim'), undefined);
  assert.equal(acts.find('b', 'claim'), stays);
});
