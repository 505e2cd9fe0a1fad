// @ts-check
// How far a halt is proven, in words. What the console saw itself comes first; the rest is what the agent says.
import { elapsed, plural } from '../core/fmt.js';

/** @typedef {import('../core/types.js').Halt} Halt */

/**
 * @typedef {object} HaltWords
 * @property {'fail' | 'pass' | 'pend'} shape
 * @property {string} title
 * @property {string} text what else is known; empty when nothing is
 * @property {string | null} at when that was seen
 */

/** @type {Record<string, string>} */
const PATHS = { scope: 'a scope check', cost: 'a cost check', gates: 'an approval', loop: 'a loop check', contracts: 'a contract' };

/** @param {Halt} halt @returns {HaltWords} */
export function haltWords(halt) {
  const { proof, acknowledgement, first_refusal: refusal } = halt;
  if (proof === 'still_active') {
    const claim = acknowledgement ? ', though it was acknowledged' : '';
    return { shape: 'fail', title: 'Still active', text: `new work after the halt${claim}`, at: halt.last_activity_at };
  }
  const refused = refusal ? refusalOf(refusal) : '';
  if (proof === 'acknowledged' && acknowledgement) {
    return { shape: 'pass', title: 'Acknowledged', text: join(byWhom(acknowledgement), refused), at: acknowledgement.seen_at };
  }
  const at = refusal?.seen_at ?? null;
  return proof === 'no_activity_since'
    ? { shape: 'pass', title: 'No new work seen', text: join('not acknowledged', refused), at }
    : { shape: 'pend', title: 'Issued', text: join('not acknowledged yet', refused), at };
}

/** @param {NonNullable<Halt['acknowledgement']>} acknowledgement */
const byWhom = ({ delay_ms: delay, processes }) =>
  [delay === null ? '' : `after ${elapsed(delay)}`, processes > 1 ? `by ${plural(processes, 'process', 'processes')}` : '']
    .filter(Boolean)
    .join(' ');

/** @param {NonNullable<Halt['first_refusal']>} refusal */
const refusalOf = ({ path, delay_ms: delay }) =>
  `first refused ${PATHS[path] ?? (path === '' ? 'a call' : path)}${delay === null ? '' : ` after ${elapsed(delay)}`}`;

/** @param {...string} parts */
const join = (...parts) => parts.filter(Boolean).join(' · ');
