// @ts-check
// Several news as one sentence for the ear: "12 new events, 1 blocked".
import { count, plural } from '../core/fmt.js';

/** More than these would be a speech; the newest stay. */
const MOST_MESSAGES = 3;

/**
 * @typedef {object} News
 * @property {string[]} messages
 * @property {number} events
 * @property {number} blocked of them
 */

/** Nothing new. @type {News} */
export const NEWS = { messages: [], events: 0, blocked: 0 };

/** @param {News} news */
export function summaryOf({ messages, events, blocked }) {
  const counted = events > 0 ? `${plural(events, 'new event')}${blocked > 0 ? `, ${count(blocked)} blocked` : ''}` : '';
  return [...messages.slice(-MOST_MESSAGES), counted].filter(Boolean).join('. ');
}
