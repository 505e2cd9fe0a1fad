// @ts-check
// The agents' ids in what the server sent, for a view that must not show them. Nothing is collected unless asked for.

/** @type {Set<string> | null} */
let seen = null;

/** Collects from now on. @returns {Set<string>} grows */
export const collectAgents = () => (seen ??= new Set());

/** @param {unknown} value an answer or a frame */
export function noteAgents(value) {
  if (seen) {
    walk(value, seen);
  }
}

/** @param {unknown} value @param {Set<string>} into */
function walk(value, into) {
  if (Array.isArray(value)) {
    value.forEach((item) => walk(item, into));
  } else if (typeof value === 'object' && value !== null) {
    Object.entries(value).forEach(([name, item]) => named(name, item, into));
  }
}

/** @param {string} name @param {unknown} item @param {Set<string>} into */
function named(name, item, into) {
  if (name === 'agent_id' && typeof item === 'string' && item !== '') {
    into.add(item);
  } else if (name === 'agents' && Array.isArray(item)) {
    item.filter((one) => typeof one === 'string' && one !== '').forEach((one) => into.add(one));
  }
  walk(item, into);
}
