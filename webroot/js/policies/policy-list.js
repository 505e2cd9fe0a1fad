// @ts-check
// Which policies an address shows, and which one it opens.

/** The agent may have strokes in its name, a type has none. @param {string | undefined} name as agent/type @returns {{ agent: string, type: string } | null} */
export function openOf(name) {
  const cut = (name ?? '').lastIndexOf('/');
  return name && cut > 0 && cut < name.length - 1 ? { agent: name.slice(0, cut), type: name.slice(cut + 1) } : null;
}

/** @param {any[]} rows @param {string | undefined} type empty: all */
export const ofType = (rows, type) => (type ? rows.filter((one) => one.policy_type === type) : rows);

/** @param {any[]} rows @param {Record<string, string>} query */
export function shownOf(rows, { type, q }) {
  const text = (q ?? '').trim().toLowerCase();
  return ofType(rows, type).filter((one) => one.agent_id.toLowerCase().includes(text));
}
