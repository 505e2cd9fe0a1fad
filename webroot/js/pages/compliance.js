// @ts-check
// Compliance and keys: when the log was last proved, what the console's own record covers, and which keys signed what.
import { effect, html, signal } from '../core/dom.js';
import { get } from '../core/api.js';
import { fleet } from '../core/store.js';
import { onRefresh } from '../core/stream.js';
import { keyTable } from '../keys/key-table.js';
import { keyTimeline } from '../keys/key-timeline.js';
import { lastOfLog, lastProof } from '../verify/last-proof.js';
import { marksCard } from '../verify/marks-card.js';
import { pageHead } from '../shell/page-head.js';
import { earlier, recentRuns } from '../verify/recent-runs.js';
import { empty, failure, skeletonRows } from '../ui/states.js';

/** @typedef {import('../keys/key-spans.js').Keys} Keys */

/** @returns {import('../core/router.js').Page} */
export default function page() {
  /** @type {import('../../vendor/signals-core.js').Signal<{ known: Keys | null, error: import('../core/api.js').ApiError | null }>} */
  const keys = signal({ known: null, error: null });
  const runs = recentRuns();
  /** @type {import('../../vendor/signals-core.js').Signal<import('../verify/server-run.js').ServerRun | null>} */
  const last = signal(null);
  let turn = 0;

  async function read() {
    const mine = ++turn;
    try {
      const known = await get('/api/keys');
      if (mine === turn) {
        keys.value = { known, error: null };
      }
    } catch (error) {
      if (mine === turn) {
        keys.value = { known: null, error: /** @type {any} */ (error) };
      }
    }
  }

  /** The list has no more than words; the newest run over the whole log is read with its verdict. */
  function readLast() {
    const newest = lastOfLog(runs.recent.value.runs);
    if (!newest || newest.id === last.peek()?.id) {
      return;
    }
    const answer = get(`/api/verifications/${encodeURIComponent(newest.id)}`);
    answer.then((run) => (last.value = run)).catch((error) => (runs.recent.value = { runs: null, error }));
  }

  /** @type {(() => void)[]} */
  let stops = [];
  return {
    title: 'Compliance and keys',
    view: () => html`${pageHead({ title: 'Compliance and keys' })}
      <div class="comp">
        <section class="card" aria-labelledby="proof-t"><header class="panel-head"><h2 id="proof-t">Last verification of the whole log</h2></header>
          ${lastProof(runs.recent.value, last.value, runs.read)}
          ${earlier(runs.recent.value)}</section>
        <section class="card" aria-labelledby="marks-t"><header class="panel-head"><h2 id="marks-t">Marks</h2>
          <span class="muted t13">what this console has seen, signed</span></header>${marks()}</section>
        <section class="card wide" aria-labelledby="keys-t"><header class="panel-head"><h2 id="keys-t">Keys</h2>
          <span class="muted t13">by sequence number</span></header>${keyBody()}</section>
      </div>`,
    mount() {
      read();
      stops = [runs.follow(), onRefresh(read), effect(() => readLast())];
    },
    unmount() {
      turn += 1;
      stops.forEach((stop) => stop());
    },
  };

  /** As the watch found them last; as the last run did where nothing watches. */
  function marks() {
    const chain = fleet.value.posture?.chain;
    if (chain?.marks) {
      return marksCard(chain.marks, null, false);
    }
    const verdict = last.value?.verdict;
    return marksCard(verdict?.marks ?? null, verdict?.checked_at ?? null, true);
  }

  function keyBody() {
    const { known, error } = keys.value;
    if (error) {
      return error.status === 403
        ? empty('Not allowed', 'Your role may not see which keys are in use.')
        : failure({ title: 'The keys cannot be read', error, retry: read });
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
