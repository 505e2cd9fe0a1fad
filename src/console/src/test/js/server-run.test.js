import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { serverRun } from '../../../../../webroot/js/verify/server-run.js';

const job = (more) => ({ id: 'r1', session_id: null, state: 'running', rows: 0, total: 9, percent: 0, rate: 0, seconds_left: null, verdict: null, ...more });
const whole = globalThis.fetch;

/** Answers requests in turn; says what was asked. */
function answering(...answers) {
  const asked = [];
  globalThis.fetch = async (path, init) => {
    asked.push(`${init.method ?? 'GET'} ${path}${init.body ? ` ${init.body}` : ''}`);
    const [status, body] = answers.shift();
    return new Response(JSON.stringify(body), { status });
  };
  return asked;
}

afterEach(() => {
  globalThis.fetch = whole;
});

test('asks for the whole log, and reads at once what was told before the id was known', async () => {
  const asked = answering([202, job({ state: 'queued' })], [200, job({ state: 'done', verdict: { headline: 'Verified' } })]);
  const run = serverRun();
  await run.start(null);
  assert.deepEqual(asked, ['POST /api/verifications {"all":true}', 'GET /api/verifications/r1']);
  const { id, session, kept, run: found } = run.followed.value;
  assert.deepEqual([id, session, kept, found.verdict.headline], ['r1', null, false, 'Verified']);
});

test('shows a run that was over before anybody looked as kept', async () => {
  answering([200, job({ id: 'old', state: 'done', session_id: 's' })]);
  const run = serverRun();
  await run.open('old');
  assert.deepEqual([run.followed.value.kept, run.followed.value.session], [true, 's']);
});

test('shows a run that still goes on as present', async () => {
  answering([200, job()]);
  const run = serverRun();
  await run.open('r1');
  assert.equal(run.followed.value.kept, false);
});

test('reads a run only once, however often its address is met', async () => {
  const asked = answering([200, job()]);
  const run = serverRun();
  await Promise.all([run.open('r1'), run.open('r1')]);
  assert.equal(asked.length, 1);
});

test('keeps how far it got when the server cannot be read any more', async () => {
  answering([202, job({ rows: 5 })], [503, { code: 'unavailable', detail: 'the database is away' }]);
  const run = serverRun();
  await run.start('s');
  assert.deepEqual([run.followed.value.run.rows, run.followed.value.error.code], [5, 'unavailable']);
});

test('cancels on the server and then asks what it is', async () => {
  const asked = answering([200, job()], [200, job({ state: 'cancelled' })], [200, job({ state: 'cancelled', rows: 4 })]);
  const run = serverRun();
  await run.open('r1');
  await run.cancel();
  assert.deepEqual(asked.slice(1), ['DELETE /api/verifications/r1', 'GET /api/verifications/r1']);
  assert.deepEqual([run.followed.value.run.state, run.followed.value.run.rows], ['cancelled', 4]);
});

test('forgets an answer that nobody waits for any more', async () => {
  answering([200, job()]);
  const run = serverRun();
  const opening = run.open('r1');
  run.clear();
  await opening;
  assert.equal(run.followed.value, null);
});
