// @ts-check
// What one version of a policy says that the version before it did not.

/** `/api/policies/{agent_id}/{policy_type}/history`. */

/**
 * @typedef {object} PolicyChange
 * @property {number} change_id
 * @property {'found' | 'created' | 'changed' | 'deleted'} deed
 * @property {unknown} policy what it said from then on; null once it was deleted
 * @property {string} changed_at
 * @property {string} summary who did it
 * @property {boolean} outside
 * @property {string | null} by
 * @property {string | null} proposed_by
 * @property {string | null} reason
 * @property {string | null} event_id
 */

/** @typedef {{ name: string, added: string[], removed: string[] }} ListDifference */
/** @typedef {{ name: string, from: unknown, to: unknown }} ValueDifference */
/** @typedef {ListDifference | ValueDifference} Difference */

/** Says nothing of what the policy does. */
const SILENT = ['agent_id', 'policy_type'];

/**
 * Member by member, in the order of their names; none where either is no object.
 *
 * @param {unknown} before
 * @param {unknown} after
 * @returns {Difference[]}
 */
export function differences(before, after) {
  if (!isObject(before) || !isObject(after)) {
    return [];
  }
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => !SILENT.includes(name)).sort();
  return names.flatMap((name) => {
    const from = before[name] ?? null;
    const to = after[name] ?? null;
    if (JSON.stringify(from) === JSON.stringify(to)) {
      return [];
    }
    return isList(from) && isList(to) ? listDifference(name, from ?? [], to ?? []) : [{ name, from, to }];
  });
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {unknown} value @returns {value is unknown[] | null} null counts as an empty one beside another */
const isList = (value) => value === null || Array.isArray(value);

/** @param {string} name @param {unknown[]} from @param {unknown[]} to @returns {Difference[]} */
function listDifference(name, from, to) {
  const was = new Set(from.map(String));
  const is = new Set(to.map(String));
  const added = [...is].filter((one) => !was.has(one));
  const removed = [...was].filter((one) => !is.has(one));
  return added.length + removed.length > 0 ? [{ name, added, removed }] : []; // another order says nothing
}

/** A member's name as people say it, as Allowed tools. @param {string} name */
export function memberWords(name) {
  const words = name.replaceAll('_', ' ').replace(/\busd\b/, 'USD').replace(/\bapis\b/, 'APIs');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A value as people read it; what sets nothing is said to. @param {unknown} value */
export function valueWords(value) {
  if (value === null || value === undefined) {
    return 'not set';
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}
