// @ts-check
// What a halt that is over says.
import { haltWords } from '../halt/halt-words.js';

/**
 * `/api/agents/{agent_id}/halts`: one that stands or stood.
 *
 * @typedef {import('../core/types.js').Halt & {
 *   halt_id: number,
 *   issued_here: boolean,
 *   end: End | null,
 * }} PastHalt
 */

/** @typedef {{ at: string, by: string | null, reason: string | null }} End */

/** Seconds from a halt to its end; null while it stands, or its beginning is not known. @param {PastHalt} halt */
export function stoodFor({ halted_at: from, end }) {
  const seconds = from && end ? (Date.parse(end.at) - Date.parse(from)) / 1000 : Number.NaN;
  return seconds >= 0 ? seconds : null;
}

/** @param {End} end */
export const endWords = ({ by, reason }) =>
  by === null ? { who: 'without a resume in a console', why: null } : { who: `by ${by}`, why: reason || null };

/**
 * How far it is proven; of one that is over, nothing more is to come.
 *
 * @param {PastHalt} halt
 * @returns {Omit<import('../halt/halt-words.js').HaltWords, 'shape'> & { shape: import('../ui/glyph.js').Shape }}
 */
export function proofWords(halt) {
  const words = haltWords(halt);
  return halt.end && halt.proof === 'issued'
    ? { ...words, shape: 'none', title: 'Not known', text: words.text.replace('not acknowledged yet', 'it ended before anything was seen') }
    : words;
}
