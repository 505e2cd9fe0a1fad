// @ts-check
// What verifying the whole log showed. Its words are the server's; nothing here concludes anything.

/**
 * One damaged session, in short.
 *
 * @typedef {object} Damaged
 * @property {string} session_id
 * @property {string} verdict
 * @property {string} headline
 * @property {string} sentence
 * @property {string | null} event_id
 * @property {string | null} kind
 * @property {number | null} chain_seq
 * @property {string[]} agents
 */

/**
 * @typedef {object} LogVerdict
 * @property {'verified' | 'tampered' | 'truncated' | 'unverifiable' | 'empty'} verdict
 * @property {boolean} verified true only when `verdict` is `verified`
 * @property {string} headline
 * @property {string} sentence
 * @property {number} events
 * @property {number} sessions
 * @property {number} verified_sessions
 * @property {number} unproven
 * @property {string[]} unresolved_keys
 * @property {number} unknown_signers rows signed by a key of an agent that is not registered here
 * @property {number | null} first_seq
 * @property {number | null} last_seq
 * @property {Damaged[]} damaged the first thousand
 * @property {number} damaged_count all of them
 * @property {import('./marks-line.js').Marks | null} marks
 * @property {string} key_fingerprint
 * @property {number} snapshots 1, or more when the database went away meanwhile
 * @property {string} checked_at
 * @property {number} duration_ms
 */

/** @type {Record<string, 'pass' | 'fail' | 'warn' | 'none'>} */
const SHAPES = { verified: 'pass', tampered: 'fail', truncated: 'fail', unverifiable: 'warn', empty: 'none' };

/** The shape of a verdict; one whose word this page does not know is amber, never green. @param {{ verdict: string, verified?: boolean }} said */
export function logShape({ verdict, verified }) {
  const shape = SHAPES[verdict] ?? 'warn';
  return shape === 'pass' && verified === false ? 'warn' : shape;
}
