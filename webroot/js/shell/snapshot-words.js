// @ts-check
// What the line below a snapshot says, in words; what is not known is called that.
import { count, plural } from '../core/fmt.js';

/** @typedef {import('../core/store.js').Fleet} Fleet */

/** What is no filter. */
const OTHERS = ['snap', 'redact', 'view', 'tab', 'size'];

/** What narrows the view, as its address says; empty when nothing does. @param {Record<string, string>} query */
export const filtersIn = (query) =>
  Object.entries(query)
    .filter(([name, value]) => value !== '' && !OTHERS.includes(name))
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

/** @param {Fleet} fleet */
export function verifiedWords({ posture, error }) {
  const chain = error ? null : posture?.chain;
  if (!chain?.checked_at) {
    return 'events verified: not known';
  }
  if (chain.damaged > 0) {
    return `${plural(chain.damaged, 'session')} not verified`;
  }
  return chain.status === 'verified' ? `${plural(chain.events, 'event')} verified` : `${count(chain.events)} events read, not verified`;
}
