// @ts-check
// How bad things are, as a badge and as a title.

/** @typedef {'none' | 'fail' | 'warn' | 'unknown'} Badge */
/** @typedef {import('../core/store.js').Fleet} Fleet */

/**
 * @param {Fleet} fleet
 * @param {import('../core/store.js').Connection['state']} line
 * @returns {{ badge: Badge, urgent: number }} urgent agents are failing or halted
 */
export function badgeOf({ posture, error }, line) {
  if (!posture && !error) {
    return { badge: 'none', urgent: 0 };
  }
  if (error || !posture || line === 'lost' || posture.verdict.status === 'unknown') {
    return { badge: 'unknown', urgent: 0 };
  }
  const urgent = posture.agents.filter(({ status }) => status === 'fail' || status === 'halted').length;
  const { status } = posture.verdict;
  return { badge: status === 'fail' || urgent > 0 ? 'fail' : status === 'warn' ? 'warn' : 'none', urgent };
}

/** @param {string} name @param {{ badge: Badge, urgent: number }} badge */
export function titleOf(name, { badge, urgent }) {
  const prefix = badge === 'unknown' ? '(?) ' : urgent > 0 ? `(${urgent}) ` : badge === 'fail' ? '(!) ' : '';
  return [prefix + name, 'Governance Console'].filter(Boolean).join(' · ');
}
