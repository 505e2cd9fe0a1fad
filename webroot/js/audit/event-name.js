// @ts-check
// What an event is called.
import { count } from '../core/fmt.js';

/** @typedef {import('../core/types.js').AuditEvent} AuditEvent */

/**
 * By its place in the session, which verdicts speak of; by its sequence number where the place is not known.
 *
 * @param {AuditEvent} event
 * @param {number | null} place
 */
export const nameOf = (event, place) => (place === null ? `Seq ${count(event.chain_seq)}` : `Event ${count(place)}`);
