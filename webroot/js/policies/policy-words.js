// @ts-check
// What a policy says, in words and member by member. Nothing is concluded: what is not set is told as not set.
import { count, plural, usd } from '../core/fmt.js';

/** @typedef {{ name: string, label: string, value: string | string[] }} Member */

/** @type {[type: string, word: string][]} */
export const TYPES = [
  ['scope', 'Scope'],
  ['budget', 'Budget'],
  ['loop', 'Loop'],
  ['routing', 'Routing'],
];

/** @param {string} type */
export const typeWord = (type) => TYPES.find(([name]) => name === type)?.[1] ?? type;

/** The lists that the API tells beside the rest. */
const LISTS = ['allowed_tools', 'hidden_tools', 'allowed_apis', 'allowed_models'];

/** @type {Record<string, string>} */
const LABELS = {
  allowed_tools: 'Tools allowed',
  hidden_tools: 'Tools hidden',
  allowed_apis: 'APIs allowed',
  allowed_models: 'Models allowed',
  per_session_usd: 'A session, dollars',
  per_session_tokens: 'A session, tokens',
  per_session_seconds: 'A session, time',
  per_agent_usd_daily: 'A day, dollars',
  per_agent_tokens_daily: 'A day, tokens',
  window_seconds: 'Window',
  max_calls: 'Calls in it',
  action: 'Then',
  strategy: 'Strategy',
};

/** The same order every time. */
const ORDER = Object.keys(LABELS);

/** @type {Record<string, (value: any) => string>} */
const FORMS = {
  per_session_usd: usd,
  per_agent_usd_daily: usd,
  per_session_tokens: count,
  per_agent_tokens_daily: count,
  per_session_seconds: (n) => `${count(n)} s`,
  window_seconds: (n) => `${count(n)} s`,
  max_calls: count,
  action: (word) => ({ raise: 'the call is refused', log: 'it is logged' })[/** @type {'raise' | 'log'} */ (word)] ?? String(word),
};

/** @param {string} name @param {unknown} value @returns {string | string[]} */
function formOf(name, value) {
  if (value === null || value === undefined) {
    return 'not set';
  }
  if (Array.isArray(value)) {
    return value.map(String);
  }
  const form = typeof value === 'number' || name === 'action' ? FORMS[name] : undefined;
  return form ? form(value) : typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * What a policy says, whole: its own members and the lists that the API tells beside them.
 *
 * @param {any} row of `/api/policies`, or `{ policy }` of its history
 * @returns {Record<string, any>}
 */
export function wholeOf(row) {
  const lists = Object.fromEntries(LISTS.filter((name) => Array.isArray(row[name])).map((name) => [name, row[name]]));
  const { agent_id: _, ...members } = row.policy !== null && typeof row.policy === 'object' && !Array.isArray(row.policy) ? row.policy : {};
  return { ...members, ...lists };
}

/** @param {any} row @returns {Member[]} */
export const membersOf = (row) =>
  Object.entries(wholeOf(row))
    .map(([name, value]) => ({ name, label: LABELS[name] ?? sentenceCase(name.replaceAll('_', ' ')), value: formOf(name, value) }))
    .sort((a, b) => place(a.name) - place(b.name));

/** @param {string} name */
const place = (name) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);

/** @param {string} words */
const sentenceCase = (words) => words.charAt(0).toUpperCase() + words.slice(1);

/** A policy in one line. @param {any} row */
export function says(row) {
  const whole = wholeOf(row);
  switch (row.policy_type) {
    case 'scope':
      return [plural(sizeOf(whole.allowed_tools), 'tool'), plural(sizeOf(whole.allowed_apis), 'API'), plural(sizeOf(whole.allowed_models), 'model')].join(', ');
    case 'budget':
      return caps(whole) || 'no cap is set';
    case 'loop':
      return `${count(whole.max_calls ?? 0)} calls in ${count(whole.window_seconds ?? 0)} s, then ${formOf('action', whole.action)}`;
    case 'routing':
      return String(whole.strategy ?? 'not set').replaceAll('_', ' ');
    default:
      return plural(Object.keys(whole).length, 'member');
  }
}

/** @param {unknown} list */
const sizeOf = (list) => (Array.isArray(list) ? list.length : 0);

/** @param {Record<string, any>} whole */
const caps = (whole) =>
  [
    typeof whole.per_agent_usd_daily === 'number' ? `${usd(whole.per_agent_usd_daily)} a day` : '',
    typeof whole.per_session_usd === 'number' ? `${usd(whole.per_session_usd)} a session` : '',
    typeof whole.per_agent_tokens_daily === 'number' ? `${count(whole.per_agent_tokens_daily)} tokens a day` : '',
    typeof whole.per_session_tokens === 'number' ? `${count(whole.per_session_tokens)} tokens a session` : '',
    typeof whole.per_session_seconds === 'number' ? `${count(whole.per_session_seconds)} s a session` : '',
  ]
    .filter(Boolean)
    .join(', ');
