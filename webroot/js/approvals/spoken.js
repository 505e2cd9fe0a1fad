// @ts-check
// What is said aloud of the time that is left: at five minutes and at one, and never each second.

/** Minutes that are said. */
const SPOKEN = [5, 1];

/** @typedef {import('../core/types.js').Approval} Approval */

/**
 * Which marks were passed between two looks.
 *
 * @param {Approval[]} waiting
 * @param {number} before milliseconds
 * @param {number} now milliseconds
 * @returns {{ approval: Approval, minutes: number }[]}
 */
export const passed = (waiting, before, now) =>
  waiting.flatMap((approval) => {
    const expires = Date.parse(approval.expires_at);
    return SPOKEN.filter((minutes) => expires - minutes * 60_000 > before && expires - minutes * 60_000 <= now).map((minutes) => ({ approval, minutes }));
  });

/** @param {{ approval: Approval, minutes: number }} mark */
export const wordsOf = ({ approval, minutes }) => `${approval.kind} of ${approval.agent_id} expires in ${minutes} min`;
