// @ts-check
// Keys: which signed what, on a line and as a table, and the change to the next one.
import { html, nothing } from '../core/dom.js';
import { route } from '../core/router.js';
import { fleet, may } from '../core/store.js';
import { on, onRefresh } from '../core/stream.js';
import { keyTable } from '../keys/key-table.js';
import { keyTimeline } from '../keys/key-timeline.js';
import { rotateCard } from '../keys/rotate-card.js';
import { rotateDialog } from '../keys/rotate-dialog.js';
import { empty, failure, skeletonRows } from '../ui/states.js';
import { reading } from '../core/reading.js';

export function keysTab() {
  const { read, ask, again, stop } = reading();
  /** @type {ReturnType<typeof rotateDialog> | null} */
  let dialog = null;
  /** @type {(() => void)[]} */
  let stops = [];

  /** A new one each time it opens, so that nothing typed before is in it. */
  function rotation() {
    if (!route.value.query.rotate || !may('keys.rotate')) {
      dialog = null;
      return nothing;
    }
    dialog ??= rotateDialog(again);
    return dialog.view(read.value.known);
  }

  return {
    view: () => html`<div class="comp">
        <section class="card wide" aria-labelledby="keys-t"><header class="panel-head"><h2 id="keys-t">Keys</h2>
          <span class="muted t13">by sequence number</span></header>${body()}</section>
        ${read.value.known ? rotateCard(read.value.known) : nothing}
      </div>${rotation()}`,
    mount() {
      ask('/api/keys');
      stops = [
        onRefresh(again),
        on('audit', ({ kind }) => kind === 'audit.chain_key_rotation' && again()),
      ];
    },
    unmount() {
      stops.forEach((end) => end());
      stop();
    },
  };

  function body() {
    const { known, error } = read.value;
    if (error) {
      return error.status === 403
        ? empty('Not allowed', 'Your role may not see which keys are in use.')
        : failure({ title: 'The keys cannot be read', error, retry: again });
    }
    if (!known) {
      return html`<div class="pad">${skeletonRows(5)}</div>`;
    }
    const none = known.chain_keys.length + known.agent_keys.length === 0 && !known.marks_key;
    return none
      ? empty('No keys are recorded', 'The first rotation records the key before it and the key after it. Public keys of agents appear here once they were imported.')
      : html`${keyTimeline(known, fleet.value.posture?.position ?? 0)}${keyTable(known)}`;
  }
}
