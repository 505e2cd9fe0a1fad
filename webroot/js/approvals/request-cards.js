// @ts-check
// Which requests are shown: those that wait, and for a moment those that were just decided, so that nobody's card
// vanishes under their pointer without a word.
import { bySoonest } from './approval-view.js';

/** @typedef {import('../core/types.js').Approval} Approval */

export const KEPT_MS = 15_000;

/**
 * @typedef {object} Card
 * @property {Approval} approval as it waited
 * @property {boolean} gone whether it waits no longer
 * @property {Approval | null} decided how it ended, where that is known
 * @property {boolean} tooLate whether the visitor tried to act on it afterwards
 * @property {number} until when it is taken away, in milliseconds; 0 while it waits
 */

/**
 * @param {Card[]} before
 * @param {Approval[]} pending
 * @param {Approval[]} recent
 * @param {number} now milliseconds
 * @returns {Card[]} the soonest to expire first
 */
export function merged(before, pending, recent, now) {
  const waiting = new Map(pending.map((approval) => [approval.request_id, approval]));
  const ended = new Map(recent.map((approval) => [approval.request_id, approval]));
  const gone = before
    .filter(({ approval }) => !waiting.has(approval.request_id))
    .map((card) => ({
      approval: card.approval,
      gone: true,
      decided: ended.get(card.approval.request_id) ?? card.decided,
      tooLate: card.tooLate,
      until: card.gone ? card.until : now + KEPT_MS,
    }))
    .filter((card) => card.until > now);
  const cards = new Map(gone.map((card) => [card.approval.request_id, card]));
  pending.forEach((approval) => cards.set(approval.request_id, { approval, gone: false, decided: null, tooLate: false, until: 0 }));
  return bySoonest([...cards.values()].map(({ approval }) => approval)).map(
    ({ request_id: id }) => /** @type {Card} */ (cards.get(id)),
  );
}

/**
 * The cards after the visitor was told that they came too late.
 *
 * @param {Card[]} before
 * @param {import('../core/types.js').ApprovalState} current
 * @param {number} now milliseconds
 */
export const overtaken = (before, current, now) =>
  before.map((card) =>
    card.approval.request_id === current.request_id && current.state !== 'pending'
      ? { ...card, gone: true, decided: { ...card.approval, ...current }, tooLate: true, until: now + KEPT_MS }
      : card,
  );
