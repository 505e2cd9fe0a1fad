// @ts-check
// Halting many agents, in words: whom a pattern means, whether it may be sent, and what became of each agent.
import { count, plural } from '../core/fmt.js';

/** @typedef {{ count: number, agents: string[] }} Group some of the ids; all of them are counted */

/**
 * @typedef {object} Preview
 * @property {string} pattern
 * @property {Group} would_halt
 * @property {Group} already_halted
 * @property {string} set
 * @property {number} most
 */

/**
 * @typedef {object} Result
 * @property {string} agent_id
 * @property {'halted' | 'already_halted' | 'failed' | 'unknown'} outcome
 * @property {string | null} halted_at
 * @property {string | null} code
 * @property {string | null} reason
 */

/**
 * @typedef {object} Results
 * @property {boolean} ok
 * @property {string} pattern
 * @property {number} halted
 * @property {number} already_halted
 * @property {number} failed
 * @property {number} unknown
 * @property {number} remaining further ones that a request did not try, for it takes only so many
 * @property {Result[]} agents
 */

/** Whether those that appear meanwhile are meant, too, unless somebody says. @param {string} pattern */
export const meansOthers = (pattern) => pattern === '*';

/**
 * The fewest that a pattern meant since it is looked at.
 *
 * @param {number} before 0 before the first look
 * @param {Preview} preview
 */
export const leastOf = (before, { would_halt: { count: agents } }) => (before === 0 ? agents : Math.min(before, agents));

/**
 * Why a halt may not be sent yet; empty when it may.
 *
 * @param {{ pattern: string, reason: string, typed: string, preview: Preview | null, word: string }} form word is to be typed
 */
export function missing({ pattern, reason, typed, preview, word }) {
  if (!preview || preview.pattern !== pattern) {
    return 'It is not known yet whom this would halt.';
  }
  if (preview.would_halt.count === 0) {
    return 'There is nobody to halt.';
  }
  if (reason.trim() === '') {
    return 'Say why.';
  }
  return typed.trim() === word ? '' : `Type ${word} to confirm.`;
}

/**
 * What is typed by hand: who means all agents means a whole environment, where it has a name; else how many there are.
 *
 * @param {string} pattern
 * @param {number} number
 * @param {string} environment
 */
export const wordFor = (pattern, number, environment) => (pattern === '*' && environment ? environment : String(number));

/** @param {Preview} preview */
export function previewWords({ would_halt: would, already_halted: already, most }) {
  const halted = already.count === 0 ? '' : `; ${count(already.count)} ${already.count === 1 ? 'is' : 'are'} halted already`;
  if (would.count === 0) {
    return already.count === 0 ? 'No agent matches' : `Nobody to halt${halted}`;
  }
  return `${plural(would.count, 'agent')} would be halted${would.count > most ? `, ${count(most)} at a time` : ''}${halted}`;
}

/** What became of it as a whole. @param {Results} results */
export function resultsWords({ agents, halted, already_halted: already, failed, unknown, remaining }) {
  const now = halted + already;
  const all = agents.length + remaining;
  return {
    shape: /** @type {'pass' | 'fail'} */ (failed + unknown + remaining === 0 ? 'pass' : 'fail'),
    title: now === all ? `${plural(all, 'agent')} halted` : `${count(now)} of ${plural(all, 'agent')} halted`,
    text: [
      already > 0 ? `${count(already)} by somebody else meanwhile` : '',
      failed > 0 ? `${count(failed)} not halted` : '',
      unknown > 0 ? `${count(unknown)} not known` : '',
      remaining > 0 ? `${count(remaining)} not tried` : '',
    ]
      .filter(Boolean)
      .join(', '),
  };
}

/** @type {Record<Result['outcome'], { shape: 'pass' | 'fail' | 'warn', word: string }>} */
const OUTCOMES = {
  halted: { shape: 'pass', word: 'Halted' },
  already_halted: { shape: 'pass', word: 'Halted already' },
  failed: { shape: 'fail', word: 'Not halted' },
  unknown: { shape: 'warn', word: 'Not known' },
};

/** @param {Result['outcome']} outcome */
export const outcomeWords = (outcome) => OUTCOMES[outcome] ?? OUTCOMES.unknown;

/** What needs a person comes first. @param {Result[]} results */
export const worstFirst = (results) => {
  const needs = (/** @type {Result} */ { outcome }) => (outcome === 'halted' || outcome === 'already_halted' ? 1 : 0);
  return [...results].sort((one, other) => needs(one) - needs(other));
};
