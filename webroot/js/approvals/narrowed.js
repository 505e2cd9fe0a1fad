// @ts-check
// Which requests an address shows.

/** @typedef {Record<string, string>} Query */

/** @param {Query} query */
export const isNarrowed = ({ agent, kind }) => Boolean(agent || kind);

/** @param {{ agent_id: string, kind: string }} approval @param {Query} query */
export const matches = (approval, { agent, kind }) => (!agent || approval.agent_id === agent) && (!kind || approval.kind === kind);

/**
 * @template {{ approval: { agent_id: string, kind: string } }} C
 * @param {C[]} cards
 * @param {Query} query
 * @returns {C[]}
 */
export const narrowed = (cards, query) => (isNarrowed(query) ? cards.filter(({ approval }) => matches(approval, query)) : cards);
