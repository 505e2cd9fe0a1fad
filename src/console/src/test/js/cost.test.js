// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csvOf } from '../../../../../webroot/js/cost/csv.js';
import { exact, minus, percentOf, plain, total } from '../../../../../webroot/js/cost/exact.js';
import { withSpend, withUse } from '../../../../../webroot/js/cost/frames.js';
import { byModel, callsOf } from '../../../../../webroot/js/cost/models.js';
import { capRows, sessionRows, stateOf, sumOfCaps } from '../../../../../webroot/js/cost/shares.js';
import { heights, nameOf, stackOf } from '../../../../../webroot/js/cost/stack.js';
import { unitOf } from '../../../../../webroot/js/cost/units.js';
import { dayWords, onCourse, stoppedWords } from '../../../../../webroot/js/cost/words.js';

const USD = unitOf(undefined);
const TOKENS = unitOf('tokens');

/** @param {string} day @param {number} usd */
const at = (day, usd) => ({ day, usd, tokens: usd * 10 });

/** @param {string} id @param {...number} values */
const agent = (id, ...values) => ({ agent_id: id, days: values.map((usd, i) => at(`2026-11-0${i + 1}`, usd)) });

/** @param {any[]} top @param {number} [agents] */
function history(top, agents = top.length) {
  const days = ['2026-11-01', '2026-11-02'].map((day) => ({
    ...at(day, total(top.map((one) => one.days.find((/** @type {any} */ d) => d.day === day)?.usd ?? 0))),
    agents: top.length,
  }));
  return { from: days[0].day, to: days[1].day, days, top, agents, projection: { method: 'm', usd: 1, tokens: 1, reason: null } };
}

test('decimals are added without drift, however they are written', () => {
  assert.equal(total([0.1, 0.2]), 0.3);
  assert.equal(total(Array.from({ length: 1000 }, () => 0.001)), 1);
  assert.equal(minus(0.3, 0.1), 0.2);
  assert.equal(exact(1.5e-7), 150_000n);
  assert.equal(exact('2e12'), 2_000_000_000_000_000_000_000_000n);
  assert.equal(exact(1e-13), 0n);
  assert.equal(plain(exact('-12.340')), '-12.34');
  assert.equal(plain(0n), '0');
  assert.equal(exact(Number.NaN), 0n);
});

test('a share is rounded down to a tenth, so that nearly all is not all', () => {
  assert.equal(percentOf(0.99999, 1), 99.9);
  assert.equal(percentOf(1, 3), 33.3);
  assert.equal(percentOf(0.01, 0), 100);
  assert.equal(percentOf(0, 0), 0);
});

test('real spend is never zero dollars, and axes tell small steps apart', () => {
  assert.equal(USD.text(0.0042), '$0.0042');
  assert.equal(USD.text(38.42), '$38.42');
  assert.equal(TOKENS.text(46_800_000), '46.8M');
  assert.deepEqual([0, 0.002, 0.25, 20, 1500].map(USD.tick), ['$0', '$0.002', '$0.25', '$20', '$1,500']);
  assert.deepEqual([0, 500, 2500, 1e6, 2.5e9].map(TOKENS.tick), ['0', '500', '2.5k', '1M', '2.5B']);
});

test('the five dearest agents are shown and all others are one', () => {
  const many = Array.from({ length: 8 }, (_, i) => agent(`a${i}`, 0.1 * i, 0.2 * i));
  const stack = stackOf(history(many), 'usd', 2);
  assert.deepEqual(stack.layers.map(nameOf), ['a7', 'a6', 'a5', 'a4', 'a3', 'other (2)']);
  assert.equal(stack.layers[5].sum, 0.9);
  assert.deepEqual(heights(stack)[0], stack.totals);
});

test('others that the server did not tell one by one are not counted', () => {
  const stack = stackOf({ ...history([agent('a', 1, 1)], 900), days: [{ ...at('2026-11-01', 3), agents: 9 }] }, 'usd', 7);
  assert.deepEqual(stack.layers.map(nameOf), ['a', 'all others']);
  assert.equal(stack.layers[1].sum, 2);
});

test('without use there is no layer', () => {
  assert.deepEqual(stackOf(history([]), 'tokens', 30).layers, []);
});

/** @param {string} id @param {any[]} caps */
const budget = (id, ...caps) => ({ agent_id: id, caps, problem: null, projection: history([]).projection });

/** @param {string} name @param {number} used @param {number} limit @returns {any} */
const cap = (name, used, limit) => ({ cap: name, used, limit, percent: percentOf(used, limit) });

test('the fullest budget is first, and one without a daily cap last', () => {
  const agents = [
    budget('none', cap('per_session_usd', 1, 2)),
    budget('b', cap('per_agent_usd_daily', 1, 10)),
    budget('a', cap('per_agent_usd_daily', 9, 10)),
  ];
  assert.deepEqual(capRows(agents, USD).map((row) => row.agent), ['a', 'b', 'none']);
  assert.equal(sumOfCaps(agents, USD), 20);
  assert.equal(sumOfCaps(agents, TOKENS), null);
});

test("the server's threshold says what is near a cap", () => {
  assert.deepEqual([79.9, 80, 99.9, 100].map((percent) => stateOf(percent, 80)), ['', 'warn', 'warn', 'fail']);
  assert.equal(stateOf(80, 90), '');
});

test('a session stands beside the cap of its agent, where there is one', () => {
  const session = (/** @type {string} */ id, /** @type {number} */ usd) => ({ agent_id: id, session_id: id, usd_used: usd, tokens_used: 7, last_updated: '' });
  const rows = sessionRows([session('a', 1), session('b', 3)], [budget('a', cap('per_session_usd', 1, 2))], USD);
  assert.deepEqual(rows.map(({ agent_id: id, percent }) => [id, percent]), [['b', null], ['a', 50]]);
});

/** @param {number | null} calls @param {number | null} input @param {number | null} output @param {number | null} without @param {boolean} [counted] */
const called = (calls, input, output, without, counted = true) => ({
  counted, calls_today: calls, input_tokens_today: input, output_tokens_today: output, calls_without_split_today: without,
});

test('calls and their tokens are summed up, and what is missing in a sum is said', () => {
  const sums = (/** @type {any[]} */ ...rows) => callsOf(rows);
  assert.deepEqual(sums(called(2, 7, 3, 0), called(1, 5, 1, 0)), {
    calls: { amount: 3, whole: true }, input: { amount: 12, whole: true }, output: { amount: 4, whole: true },
  });
  assert.deepEqual(sums(called(2, 7, 3, 1)).input, { amount: 7, whole: false });
  assert.deepEqual(sums(called(2, 7, 3, 0), called(4, null, null, 4)).output, { amount: 3, whole: false });
  assert.deepEqual(sums(called(2, 7, 3, 0), called(null, null, null, null)).calls, { amount: 2, whole: false });
  assert.deepEqual(sums(called(2, 7, 3, 0), called(0, null, null, 0)).input, { amount: 7, whole: true });
  assert.deepEqual(sums(called(null, null, null, null)), { calls: null, input: null, output: null });
});

test('a model that only the log knows is in no total', () => {
  const row = (/** @type {string} */ model, /** @type {number} */ usd, /** @type {boolean} */ counted) => ({
    agent_id: 'a', model, usd_used_today: usd, tokens_used_today: usd * 10, unpriced: false, calls_refused_today: 0, ...called(1, 7, 3, 0, counted),
  });
  const [first, last] = byModel([row('logged', 0, false), row('m', 2, true)], 'usd');
  assert.deepEqual([first.model, first.counted, first.share], ['m', true, 100]);
  assert.deepEqual([last.model, last.counted, last.share, last.calls], ['logged', false, null, { amount: 1, whole: true }]);
});

test('models without a price are in no total of dollars but in that of tokens', () => {
  const row = (/** @type {string} */ model, /** @type {number} */ usd, tokens = 10, unpriced = false) => ({
    agent_id: 'a', model, usd_used_today: usd, tokens_used_today: tokens, unpriced, calls_refused_today: unpriced ? 2 : 0,
    ...called(1, 7, 3, 0),
  });
  const rows = [row('strange', 0, 980, true), row('m', 0.1), row('m', 0.2)];
  const [first, last] = byModel(rows, 'usd');
  assert.deepEqual([first.model, first.usd, first.share], ['m', 0.3, 100]);
  assert.deepEqual([last.model, last.share, last.unpriced, last.refused], ['strange', null, true, 2]);
  assert.deepEqual(byModel(rows, 'tokens').map(({ share }) => share), [98, 2]);
});

test('a projection says how it was made, or why there is none', () => {
  const linear = { method: 'linear_since_midnight_utc', usd: 61.9, tokens: 5, reason: null };
  assert.deepEqual(onCourse(linear, USD), { value: '$61.90', words: 'by midnight UTC, at today’s average rate' });
  assert.match(onCourse({ ...linear, method: 'magic' }, TOKENS).words, /method magic/);
  assert.deepEqual(onCourse({ ...linear, usd: null, reason: 'nothing was used today' }, USD), {
    value: 'Not known',
    words: 'Nothing was used today.',
  });
});

test('those who were stopped are named, the rest is counted', () => {
  const stopped = [{ agent: 'a', calls: 5 }, { agent: 'b', calls: 2 }, { agent: 'c', calls: 1 }, { agent: 'd', calls: 1 }];
  assert.equal(stoppedWords(stopped), '5 a · 2 b · 2 more');
  assert.equal(stoppedWords([]), '');
  assert.equal(dayWords('2026-11-02'), '2 Nov');
});

test("a frame changes its agent's day, the whole and the share of the cap", () => {
  const before = history([agent('a', 1, 0.1), agent('b', 1)]);
  const frame = { agent_id: 'a', usd_used_today: 0.3, tokens_used_today: 3 };
  const after = withSpend(before, frame);
  assert.equal(after?.days[1].usd, 0.3);
  assert.equal(after?.top[0].days[1].usd, 0.3);
  assert.equal(before.days[1].usd, 0.1);
  assert.equal(withSpend(before, { ...frame, agent_id: 'unheard-of' }), null);
  assert.equal(withSpend(before, { ...frame, agent_id: 'b' })?.days[1].usd, 0.4);
  const caps = { day: '', warning_percent: 80, complete: true, agents: [budget('a', cap('per_agent_usd_daily', 0.1, 0.4))] };
  assert.equal(withUse(caps, frame).agents[0].caps[0].percent, 75);
});

test('a file for spreadsheets holds every agent and day, and no name becomes a formula', () => {
  const text = csvOf(history([agent('=cmd()', 0.5), agent('a "b", c', 1e-7)], 9));
  assert.equal(
    text,
    'day,agent,usd,tokens\r\n2026-11-01,\'=cmd(),0.5,5\r\n2026-11-01,"a ""b"", c",0.0000001,0.000001\r\n',
  );
});
