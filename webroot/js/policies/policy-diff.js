// @ts-check
// What became another from one state of a policy to the next.
import { membersOf } from './policy-words.js';

/** @typedef {{ label: string, before: string | null, after: string | null, added: string[], removed: string[] }} Difference */

/**
 * @param {any} before a policy as the history has it; null where there was none, or nobody knows
 * @param {any} after null once it was deleted
 * @returns {Difference[]}
 */
export function differences(before, after) {
  const was = byName(before);
  const is = byName(after);
  return [...new Set([...was.keys(), ...is.keys()])].map((name) => differenceOf(was.get(name), is.get(name))).filter((one) => one !== null);
}

/** @typedef {import('./policy-words.js').Member} Member */

/** @param {any} policy @returns {Map<string, Member>} */
const byName = (policy) => new Map(policy ? membersOf({ policy }).map((member) => [member.name, member]) : []);

/** @param {Member | undefined} was @param {Member | undefined} is @returns {Difference | null} */
function differenceOf(was, is) {
  const label = (is ?? was)?.label ?? '';
  if (Array.isArray(was?.value ?? is?.value) && Array.isArray(is?.value ?? was?.value)) {
    const [old, now] = [listOf(was), listOf(is)];
    const added = now.filter((one) => !old.includes(one));
    const removed = old.filter((one) => !now.includes(one));
    return added.length + removed.length > 0 ? { label, before: null, after: null, added, removed } : null;
  }
  const [before, after] = [textOf(was), textOf(is)];
  return before === after ? null : { label, before, after, added: [], removed: [] };
}

/** @param {Member | undefined} member @returns {string[]} */
const listOf = (member) => (Array.isArray(member?.value) ? member.value : []);

/** @param {Member | undefined} member */
const textOf = (member) => (member === undefined ? 'not set' : Array.isArray(member.value) ? member.value.join(', ') || 'none' : member.value);
