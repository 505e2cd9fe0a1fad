// @ts-check
// What the palette offers by itself: pages, agents, commands. Events are asked of the server.
import { url } from '../../core/router.js';
import { best, score } from './match.js';

/** @typedef {import('../../core/types.js').Agent} Agent */
/** @typedef {import('../places.js').Place} Place */

/**
 * @typedef {object} Item
 * @property {string} id
 * @property {string} group
 * @property {string} label
 * @property {string} icon
 * @property {import('../../ui/glyph.js').Shape} [shape] a status instead of the icon
 * @property {string} [hint] what it is about, quieter
 * @property {string} [keys] the keys that do the same
 * @property {string} [also] further words that mean it
 * @property {string} [href] where it goes
 * @property {() => void} [run] what it does instead
 */

/** Before anything is typed: the worst come first anyway. */
const AGENTS_AT_FIRST = 5;
const MOST_AGENTS = 8;
const MOST_ACTS = 4;

/** @param {Place[]} places @returns {Item[]} */
export const pageItems = (places) =>
  places.map(({ path, icon, label, key }) => ({
    id: path,
    group: 'Go to',
    label,
    icon,
    keys: key && `g ${key}`,
    href: path,
  }));

/** @type {Record<string, string>} */
const STATES = { fail: 'Failing', warn: 'Warning', halted: 'Halted', pass: 'Healthy' };

/** @param {Agent[]} agents @param {(id: string) => string} addressOf @returns {Item[]} */
export const agentItems = (agents, addressOf) =>
  agents.map(({ agent_id: id, status, issues }) => ({
    id: `agent ${id}`,
    group: 'Agents',
    label: id,
    icon: 'terminal',
    shape: status,
    hint: issues[0] ? `${STATES[status] ?? status}: ${issues[0].text}` : (STATES[status] ?? status),
    href: addressOf(id),
  }));

/** Halting and resuming; the dialogs ask before anything is done. @param {Agent[]} agents @returns {Item[]} */
export const haltItems = (agents) =>
  agents.map(({ agent_id: id, presence }) => ({
    id: `halt ${id}`,
    group: 'Commands',
    label: presence.halt ? `Resume ${id}…` : `Halt ${id}…`,
    icon: presence.halt ? 'resume' : 'halt',
    href: url('/posture', presence.halt ? { resume: id } : { halt: id }),
  }));

/** @type {Item} */
export const HALT_ALL = {
  id: 'halt-all',
  group: 'Commands',
  label: 'Halt all agents…',
  icon: 'halt',
  also: 'fleet stop everything',
  href: url('/posture', { halts: '*' }),
};

/** What is looked for in the log itself. @param {string} query @returns {Item} */
export const searchItem = (query) => ({
  id: 'search',
  group: 'Audit log',
  label: `Search the audit log for “${query}”`,
  icon: 'search',
  href: url('/audit', { q: query }),
});

/** @param {Item} item */
const nameOf = ({ label }) => label;

/** @param {Item} item */
const textOf = ({ label, hint, also }) => [label, also, hint].filter(Boolean).join(' ');

/**
 * The items that a text means, group by group; without a text what one usually wants.
 *
 * @param {string} text
 * @param {{ pages: Item[], agents: Item[], halts: Item[], commands: Item[], found: Item[] }} all found are already an answer to the text
 * @returns {Item[]}
 */
export function offered(text, { pages, agents, halts, commands, found }) {
  const query = text.trim();
  if (query === '') {
    return [...pages, ...agents.slice(0, AGENTS_AT_FIRST), ...commands];
  }
  const groups = [
    best(query, pages, textOf, pages.length),
    best(query, agents, nameOf, MOST_AGENTS),
    [...best(query, commands, textOf, commands.length), ...best(query, halts, nameOf, MOST_ACTS)],
  ];
  const points = (/** @type {Item[]} */ [first]) => (first ? score(query, textOf(first)) : 0);
  return [...found, ...groups.sort((a, b) => points(b) - points(a)).flat(), searchItem(query)];
}

/**
 * The items by their groups, which stay in the order in which they first come.
 *
 * @param {Item[]} items
 * @returns {[group: string, items: Item[]][]}
 */
export function grouped(items) {
  /** @type {Map<string, Item[]>} */
  const groups = new Map();
  items.forEach((item) => groups.set(item.group, [...(groups.get(item.group) ?? []), item]));
  return [...groups];
}
