// @ts-check
// A halt of more agents than one request takes: one request after the other, for as long as each halts somebody.

/** A host may make agents faster than they are halted; then a person decides whether to go on. */
export const MOST_ROUNDS = 100;

/** @typedef {import('./fleet-halt-words.js').Preview} Preview */
/** @typedef {import('./fleet-halt-words.js').Result} Result */
/** @typedef {import('./fleet-halt-words.js').Results} Results */

/**
 * @typedef {object} Way
 * @property {number} expected how many were confirmed
 * @property {boolean} orMore whether others may be halted besides
 * @property {() => Promise<Preview>} look
 * @property {(whom: { expected: number, set?: string, at_least?: boolean }) => Promise<Results>} send each time another act
 * @property {(sofar: Results) => void} told after each request
 */

/**
 * Goes on after the first answer until nobody is left, nobody was halted, or others came that were not confirmed.
 *
 * @param {Results} first
 * @param {Way} way
 * @returns {Promise<Results>} of all requests together
 */
export async function allRounds(first, way) {
  let all = first;
  let last = first;
  for (let round = 1; round < MOST_ROUNDS && last.remaining > 0 && isHalted(last) > 0; round += 1) {
    const preview = await way.look();
    const { count } = preview.would_halt;
    if (count === 0) {
      return { ...all, remaining: 0, ok: all.failed + all.unknown === 0 };
    }
    if (!way.orMore && count > way.expected - isHalted(all)) {
      return all;
    }
    last = await way.send(way.orMore ? { expected: 1, at_least: true } : { expected: count, set: preview.set });
    all = together(all, last);
    way.told(all);
  }
  return all;
}

/** @param {Results} results */
const isHalted = ({ halted, already_halted: already }) => halted + already;

/** What is known of each agent last. @param {Results} before @param {Results} after @returns {Results} */
export function together(before, after) {
  const agents = [...new Map([...before.agents, ...after.agents].map((agent) => [agent.agent_id, agent])).values()];
  const of = (/** @type {Result['outcome']} */ outcome) => agents.filter((agent) => agent.outcome === outcome).length;
  const failed = of('failed');
  const unknown = of('unknown');
  const { pattern, remaining } = after;
  return {
    ok: failed + unknown === 0 && remaining === 0,
    pattern,
    halted: of('halted'),
    already_halted: of('already_halted'),
    failed,
    unknown,
    remaining,
    agents,
  };
}
