import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allRounds, MOST_ROUNDS, together } from '../../../../../webroot/js/halt/fleet-halt-rounds.js';

const agent = (agent_id, outcome = 'halted') => ({ agent_id, outcome, halted_at: null, code: null, reason: null });
const answer = (remaining, ...agents) =>
  together({ agents: [] }, { pattern: '*', remaining, agents: agents.map((one) => (typeof one === 'string' ? agent(one) : one)) });
const preview = (count) => ({ pattern: '*', would_halt: { count, agents: [] }, already_halted: { count: 0, agents: [] }, set: `set of ${count}`, most: 2 });

/** A server that finds so many each time it is looked at, and answers so. */
function way(counts, answers, more = {}) {
  const sent = [];
  const told = [];
  return {
    expected: 5,
    orMore: false,
    look: async () => preview(counts.shift()),
    send: async (whom) => {
      sent.push(whom);
      return answers.shift();
    },
    told: (sofar) => told.push(sofar.halted),
    sent,
    told_: told,
    ...more,
  };
}

test('goes on until nobody is left, with those that were confirmed', async () => {
  const server = way([3, 1], [answer(1, 'c', 'd'), answer(0, 'e')]);
  const all = await allRounds(answer(3, 'a', 'b'), server);

  assert.deepEqual(server.sent, [{ expected: 3, set: 'set of 3' }, { expected: 1, set: 'set of 1' }]);
  assert.deepEqual(all.agents.map(({ agent_id: id }) => id), ['a', 'b', 'c', 'd', 'e']);
  assert.deepEqual([all.ok, all.halted, all.remaining], [true, 5, 0]);
  assert.deepEqual(server.told_, [4, 5]);
});

test('stops when more are there than were confirmed, unless that is fine', async () => {
  const strict = way([4], []);
  const stopped = await allRounds(answer(3, 'a', 'b'), strict);
  assert.deepEqual([stopped.ok, stopped.halted, stopped.remaining, strict.sent], [false, 2, 3, []]);

  const open = way([4], [answer(0, 'c', 'd', 'e', 'f')], { orMore: true });
  const all = await allRounds(answer(3, 'a', 'b'), open);
  assert.deepEqual([all.ok, all.halted, open.sent], [true, 6, [{ expected: 1, at_least: true }]]);
});

test('stops when nobody could be halted', async () => {
  const server = way([5], [answer(3, agent('a', 'failed'), agent('b', 'failed'))]);
  const all = await allRounds(answer(3, 'x', agent('b', 'failed')), { ...server, expected: 6 });

  assert.deepEqual([all.ok, all.halted, all.failed, all.remaining], [false, 1, 2, 3]);
});

test('is done when somebody else halted the rest', async () => {
  const all = await allRounds(answer(3, 'a', 'b'), way([0], []));

  assert.deepEqual([all.ok, all.remaining], [true, 0]);
});

test('does not go on for ever', async () => {
  let made = 0;
  const server = way([], [], {
    orMore: true,
    look: async () => preview(1_000),
    send: async () => answer(998, `agent-${(made += 1)}`),
  });
  const all = await allRounds(answer(998, 'agent-0'), server);

  assert.deepEqual([all.halted, all.remaining, all.ok], [MOST_ROUNDS, 998, false]);
});

test('tells each agent once, as it was last', () => {
  const both = together(answer(2, agent('a', 'failed'), 'b'), answer(0, 'a', agent('c', 'already_halted'), agent('d', 'unknown')));

  assert.deepEqual(both.agents.map(({ agent_id: id, outcome }) => `${id} ${outcome}`), ['a halted', 'b halted', 'c already_halted', 'd unknown']);
  assert.deepEqual([both.halted, both.already_halted, both.failed, both.unknown, both.ok], [2, 1, 0, 1, false]);
});
