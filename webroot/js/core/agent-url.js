// @ts-check
// Where an agent's page is. Anything may stand in an agent's id, so it is one part of the path, encoded.
import { url } from './router.js';

/** Browsers take these parts of an address for steps, encoded or not, so no page and no path of the API can carry them. */
const STEPS = ['.', '..'];

/** Whether an address can carry this id. @param {string} id */
export const isAddressable = (id) => id !== '' && !STEPS.includes(id);

/**
 * An agent's page; its events in the audit log where an address cannot carry its id.
 *
 * @param {string} id
 * @param {import('./router.js').Query} [query]
 */
export const agentUrl = (id, query) =>
  isAddressable(id) ? url(`/agents/${encodeURIComponent(id)}`, query) : url('/audit', { agent: id });

/** A path of the API about one agent. @param {string} id @param {string} rest as `halts` */
export const agentPath = (id, rest) => `/api/agents/${encodeURIComponent(id)}/${rest}`;
