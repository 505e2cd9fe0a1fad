// @ts-check
// Integrity: when the whole log was last proved, what the console's own record covers, and what was verified lately.
import { effect, html, signal } from '../core/dom.js';
import { get } from '../core/api.js';
import { readFleet } from '../core/fleet.js';
import { fleet } from '../core/store.js';
import { styles } from '../core/styles.js';
import { failure, skeletonRows } from '../ui/states.js';
import { lastOfLog, lastProof } from '../verify/last-proof.js';
import { marksCard, marksUnchecked } from '../verify/marks-card.js';
import { recentRuns, runList } from '../verify/recent-runs.js';

await styles('pages/whole-log');

export function integrityTab() {
  const runs = recentRuns();
  /** @type {import('../../vendor/signals-core.js').Signal<import('../verify/server-run.js').ServerRun | null>} */
  const last = signal(null);
  /** @type {(() => void)[]} */
  let stops = [];

  /** The list has no more than words; the newest run over the whole log is read with its verdict. */
  function readLast() {
    const newest = lastOfLog(runs.recent.value.runs);
    if (!newest || newest.id === last.peek()?.id) {
      return;
    }
    const answer = get(`/api/verifications/${encodeURIComponent(newest.id)}`);
    answer.then((run) => (last.value = run)).catch((error) => (runs.recent.value = { runs: null, error }));
  }

  /** As the watch found them last; as the last run did where nothing watches. */
  function marks() {
    const { posture, error } = fleet.value;
    if (posture?.chain.marks && !error) {
      return marksCard(posture.chain.marks, null, false);
    }
    const verdict = last.value?.verdict;
    if (verdict?.marks) {
      return marksCard(verdict.marks, verdict.checked_at ?? null, true);
    }
    if (error) {
      return failure({ title: 'The marks cannot be read', error, retry: readFleet });
    }
    return posture ? marksUnchecked() : html`<div class="pad">${skeletonRows(3)}</div>`;
  }

  return {
    view: () => html`<div class="comp">
      <section class="card" aria-labelledby="proof-t"><header class="panel-head"><h2 id="proof-t">Last verification of the whole log</h2></header>
        ${lastProof(runs.recent.value, last.value, runs.read)}</section>
      <section class="card" aria-labelledby="marks-t"><header class="panel-head"><h2 id="marks-t">Marks</h2>
        <span class="muted t13">what this console has seen, signed</span></header>${marks()}</section>
      <section class="card wide" aria-labelledby="runs-t"><header class="panel-head"><h2 id="runs-t">Recent verifications</h2></header>
        <div class="runs-w">${runList(runs.recent.value)}</div></section>
    </div>`,
    mount() {
      stops = [runs.follow(), effect(() => readLast())];
    },
    unmount: () => stops.forEach((stop) => stop()),
  };
}
