// @ts-check
// The consoles on this database: what each does, and what waits there. One that is gone without a word stays listed.
import { effect, html, nothing, untracked } from '../core/dom.js';
import { count, plural } from '../core/fmt.js';
import { reading } from '../core/reading.js';
import { now } from '../core/store.js';
import { onRefresh } from '../core/stream.js';
import { glyph } from '../ui/glyph.js';
import { empty, failure, skeletonRows } from '../ui/states.js';
import { agoOf, stampOf } from '../ui/time.js';

/** As often as nodes tell of themselves, about twice. */
const PAUSE_MS = 10_000;

/**
 * @typedef {object} Node
 * @property {string} node_id
 * @property {string} host
 * @property {string} version
 * @property {boolean} clustered
 * @property {boolean} here
 * @property {boolean} seen
 * @property {string} started_at
 * @property {string} seen_at
 * @property {{ role: string, instances: number }[]} roles
 * @property {{ workers: number, database: number, bus: number }} waiting
 */

export function nodesTab() {
  const { read, ask, again, stop } = reading();

  return {
    view,
    /** @returns {() => void} stops it */
    follow() {
      let readAt = now.peek();
      ask('/api/nodes');
      const stops = [
        onRefresh(again),
        effect(() => {
          if (now.value - readAt >= PAUSE_MS) {
            readAt = now.value;
            untracked(again);
          }
        }),
        stop,
      ];
      return () => stops.forEach((end) => end());
    },
  };

  function view() {
    const { known, error } = read.value;
    return html`<section class="card" aria-labelledby="nodes-t"><header class="panel-head"><h2 id="nodes-t">Consoles on this database</h2></header>${
      error ? refused(error) : known ? table(known.nodes) : html`<div class="pad">${skeletonRows(2)}</div>`
    }</section>`;
  }

  /** @param {import('../core/api.js').ApiError} error */
  const refused = (error) =>
    error.status === 403
      ? empty('Not allowed', 'Your role may not see nodes.')
      : failure({ title: 'Nodes cannot be read', error, retry: again });
}

/** @param {Node[]} nodes */
const table = (nodes) => html`<div class="scroll"><table class="table tall stacks">
  <thead><tr><th scope="col">Node</th><th scope="col">State</th><th scope="col">Does</th><th scope="col">Waiting</th><th scope="col">Started</th></tr></thead>
  <tbody>${nodes.map(row)}</tbody></table></div>`;

/** @param {Node} node */
const row = (node) => html`<tr>
  <th scope="row"><bdi class="med wrap-any">${node.host}</bdi><span class="t12 muted who-r mono" title=${node.node_id}>id ${node.node_id.slice(0, 8)}</span></th>
  <td>${
    node.seen
      ? html`<span class="pill">${glyph('pass')}${node.here ? 'Answers you' : 'Seen'}</span>`
      : html`<span class="pill">${glyph('warn')}Not seen since ${stampOf(node.seen_at)}</span>`
  }${node.clustered ? html` <span class="pill">In a cluster</span>` : nothing}</td>
  <td class="wide-c"><span class="scopes">${node.roles.map(
    ({ role, instances }) => html`<span class="pill">${role}${instances > 1 ? ` ×${instances}` : ''}</span>`,
  )}</span></td>
  <td class="muted" data-l="Waiting">${waiting(node.waiting)}</td>
  <td class="muted" data-l="Started">${agoOf(node.started_at)}, version ${node.version}</td></tr>`;

/** @param {Node['waiting']} queues */
const waiting = ({ workers, database, bus }) =>
  workers + database + bus === 0
    ? 'nothing'
    : `${plural(workers, 'task')}, ${plural(database, 'statement')}, ${count(bus)} on the bus`;
