// @ts-check
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { openLine } from '../../../../../webroot/js/core/connection.js';

const whole = { fetch: globalThis.fetch, setTimeout: globalThis.setTimeout, random: Math.random };

/** What is to be done once a pause is over, and how long it is; the watchdog of a silent line is none. @type {{ act: () => void, ms: number }[]} */
let pauses = [];

/** @type {(Response | Error)[]} */
let answers = [];

/** @type {string[]} */
let asked = [];

beforeEach(() => {
  [pauses, answers, asked] = [[], [], []];
  Math.random = () => 0.5; // the middle of what chance adds
  globalThis.setTimeout = /** @type {any} */ ((/** @type {() => void} */ act, /** @type {number} */ ms) => {
    if (ms !== 40_000) {
      pauses.push({ act, ms });
    }
    return 0;
  });
  globalThis.fetch = async (address) => {
    asked.push(String(address));
    const answer = answers.shift() ?? new TypeError('refused');
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
});

afterEach(() => {
  Object.assign(globalThis, { fetch: whole.fetch, setTimeout: whole.setTimeout });
  Math.random = whole.random;
});

/** Everything that is under way is done; nothing here waits for a clock. */
async function settled() {
  for (let i = 0; i < 50; i += 1) {
    await new Promise((done) => setImmediate(done));
  }
}

/** @param {string} text @param {number} [status] @param {Record<string, string>} [headers] */
const answer = (text, status = 200, headers = {}) => new Response(text, { status, headers });

const open = () => {
  /** @type {string[]} */
  const states = [];
  const line = openLine({ onFrames: () => undefined, onState: ({ state }) => states.push(state) });
  return { line, states };
};

/** Lets the pause under way be over. */
async function next() {
  pauses[pauses.length - 1].act();
  await settled();
}

const lengths = () => pauses.map(({ ms }) => ms);

test('comes back after a pause that doubles up to half a minute', async () => {
  open();
  await settled();
  for (let i = 0; i < 6; i += 1) {
    await next();
  }
  assert.deepEqual(lengths(), [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test('begins anew with short pauses once the line was open, where it left off', async () => {
  const { states } = open();
  await settled();
  await next();
  answers = [answer('id: 7\nevent: audit\ndata: {}\n\n')];
  await next();
  assert.deepEqual(lengths(), [1_000, 2_000, 1_000]);
  await next();
  assert.deepEqual(asked.slice(-1), ['/api/stream/events?last_event_id=7']);
  assert.deepEqual(states.slice(0, 4), ['lost', 'lost', 'live', 'lost']);
});

test('waits as long as the server asks it to', async () => {
  answers = [answer('', 503, { 'retry-after': '42' }), answer('retry: 9000\ndata: {}\n\n')];
  open();
  await settled();
  await next();
  assert.deepEqual(lengths(), [42_000, 9_000]);
});

test('does not come back once the session is over', async () => {
  answers = [answer('', 401)];
  const { line, states } = open();
  await settled();
  assert.deepEqual(states, ['ended']);
  line.retry();
  await settled();
  assert.equal(asked.length, 1);
  assert.deepEqual(pauses, []);
});
