// @ts-check
// What a change of a policy changes: member by member, before and after, in words.
import { compact, duration, usdCap } from '../core/fmt.js';

/** @typedef {Record<string, unknown>} Policy */
/** @typedef {{ name: string, before: string, after: string }} Change */

/** @type {Record<string, string>} */
const NAMES = {
  per_agent_usd_daily: 'Daily cap',
  per_agent_tokens_daily: 'Daily token cap',
  per_session_usd: 'Session cap',
  per_session_tokens: 'Session token cap',
  per_session_seconds: 'Session time cap',
  allowed_tools: 'Allowed tools',
  hidden_tools: 'Hidden tools',
  allowed_apis: 'Allowed APIs',
  allowed_models: 'Allowed models',
  window_seconds: 'Window',
  max_calls: 'Most calls',
  action: 'Action',
};

/** Lists that the API shows beside the policy. */
const LISTS = ['allowed_tools', 'hidden_tools', 'allowed_apis', 'allowed_models'];

/** What is no part of what a policy says. */
const NOT_SAID = ['agent_id'];

/**
 * All that a stored policy says.
 *
 * @param {any} row as the API tells it; null when there is none
 * @returns {Policy}
 */
export function said(row) {
  const lists = LISTS.filter((name) => row?.[name]).map((name) => [name, row[name]]);
  return { ...(row?.policy ?? {}), ...Object.fromEntries(lists) };
}

/** @param {Policy} before @param {Policy} after @returns {Change[]} */
export function difference(before, after) {
  const names = [...new Set([...Object.keys(NAMES), ...Object.keys(after), ...Object.keys(before)])];
  return names
    .filter((name) => !NOT_SAID.includes(name) && (name in before || name in after))
    .map((name) => ({ name: NAMES[name] ?? name, before: words(name, before[name]), after: words(name, after[name]) }))
    .filter((change) => change.before !== change.after);
}

/** @param {string} name @param {unknown} value */
function words(name, value) {
  if (value === null || value === undefined) {
    return 'none';
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'none' : value.map(String).join(', ');
  }
  if (typeof value === 'number') {
    return name.includes('_usd') ? usdCap(value) : name.endsWith('_seconds') ? duration(value) : compact(value);
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
