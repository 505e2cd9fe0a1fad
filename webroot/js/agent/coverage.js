// @ts-check
// Whether an agent calls models through a wrapped client, and whether it is a blind spot.
import { html, nothing } from '../core/dom.js';
import { get } from '../core/api.js';
import { plural } from '../core/fmt.js';
import { glyph } from '../ui/glyph.js';
import { agoOf } from '../ui/time.js';
import { part } from './part.js';
import { reading } from './reading.js';

/**
 * `/api/coverage` of one agent.
 *
 * @typedef {object} Coverage
 * @property {string} as_of
 * @property {'ok' | 'no_scope_policies_registered' | 'registry_missing'} coverage_pct_reason
 * @property {{ agent_id: string, provider: string, active: boolean, last_seen_at: string }[]} by_agent
 * @property {string[]} unwrapped_agents_seen_in_audit
 * @property {number} active_window_days
 */

/** @param {string} id */
export function coverage(id) {
  const read = reading((options) => /** @type {Promise<Coverage>} */ (get('/api/coverage', { agent_id: id }, options)));
  return {
    read: read.read,
    follow: read.follow,
    view: () => part({ read: read.state.value, retry: read.read, what: 'The wrapped clients', rows: 2, view: (value) => shown(id, value) }),
  };
}

/**
 * What can be said of an agent's calls of models.
 *
 * @param {string} id
 * @param {Coverage} coverage
 * @returns {{ shape: import('../ui/glyph.js').Shape, title: string, text: string }}
 */
export function coverageWords(id, { coverage_pct_reason: reason, by_agent: clients, unwrapped_agents_seen_in_audit: blind, active_window_days: days }) {
  const window = plural(days, 'day');
  if (reason === 'registry_missing') {
    return { shape: 'none', title: 'Not known', text: 'No SDK has registered a wrapped client in this database yet, so nobody can tell.' };
  }
  if (clients.some(({ agent_id: agent, active }) => agent === id && active)) {
    return { shape: 'pass', title: 'Wrapped', text: `It called models through a wrapped client within ${window}.` };
  }
  return blind.includes(id)
    ? { shape: 'warn', title: 'Blind spot', text: `It wrote events within ${window}, and no wrapped client of it was seen: calls of models outside a wrapper are not governed.` }
    : { shape: 'none', title: 'Not seen', text: `It neither wrote events nor used a wrapped client within ${window}.` };
}

/** @param {string} id @param {Coverage} value */
function shown(id, value) {
  const { shape, title, text } = coverageWords(id, value);
  const own = value.by_agent.filter(({ agent_id: agent }) => agent === id);
  return html`<div class="pad"><p class="t13">${glyph(shape, 'inline')} <b class="med">${title}.</b> ${text}</p>${
    own.length === 0
      ? nothing
      : html`<ul class="ag-list t13">${own.map(
          ({ provider, active, last_seen_at: at }) => html`<li class="row wrap"><code class="wrap-any">${provider}</code><span class="muted">${
            active ? 'in use' : 'not used lately'
          }, seen ${agoOf(at)}</span></li>`,
        )}</ul>`
  }</div>`;
}
