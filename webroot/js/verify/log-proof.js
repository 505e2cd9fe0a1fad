// @ts-check
// The proof of the whole log on the audit page. Its card is fetched when it is asked for: most visits never do.
import { effect, html, nothing, signal, untracked } from '../core/dom.js';
import { may } from '../core/store.js';
import { isGoing } from './run-words.js';

/** @typedef {typeof import('./verification.js').verification} Verification */

/**
 * @param {object} parts
 * @param {ReturnType<Verification>} parts.proof
 */
export function logProof({ proof }) {
  /** @type {import('../../vendor/signals-core.js').Signal<{ card: typeof import('./log-card.js').logCard, runs: ReturnType<typeof import('./recent-runs.js').recentRuns> } | null>} */
  const parts = signal(null);
  let wanted = false;
  /** @type {(() => void) | null} */
  let stop = null;

  async function fetchCard() {
    if (wanted) {
      return;
    }
    wanted = true;
    try {
      const [{ logCard }, { recentRuns }] = await Promise.all([import('./log-card.js'), import('./recent-runs.js')]);
      const runs = recentRuns();
      parts.value = { card: logCard, runs };
      if (wanted) {
        stop = runs.follow();
      }
    } catch {
      wanted = false; // asked for again with the next press
    }
  }

  /** @param {string | undefined} shown the run that the address names */
  function current(shown) {
    const followed = proof.server.followed.value;
    return isAboutLog(followed) && (followed?.id === null || followed?.id === shown) ? followed : null;
  }

  return {
    /** The button beside the filters; left out for whoever may not. @param {string | undefined} shown @param {() => void} verify */
    control(shown, verify) {
      const followed = current(shown);
      const isBusy = followed !== null && !followed.error && (!followed.run || isGoing(followed.run));
      return may('verify')
        ? html`<button type="button" class="btn whole-b ${isBusy ? '' : 'primary'}" data-key="v" data-tour="verify" aria-disabled=${isBusy ? 'true' : nothing}
            @click=${() => isBusy || verify()}>${isBusy ? 'Verifying…' : 'Verify whole log'}</button>`
        : nothing;
    },
    /** @param {string | undefined} shown the run that the address names @param {() => void} verify @param {() => void} close */
    view(shown, verify, close) {
      const followed = current(shown);
      const ready = parts.value;
      return ready && followed
        ? ready.card({ followed, recent: ready.runs.recent.value, verify, cancel: proof.cancel, close })
        : nothing;
    },
    /** @returns {() => void} stops */
    follow() {
      const off = effect(() => {
        if (isAboutLog(proof.server.followed.value)) {
          untracked(fetchCard);
        }
      });
      return () => {
        off();
        wanted = false;
        stop?.();
      };
    },
  };
}

/** Also while it is not known yet what it is about. @param {import('./server-run.js').Followed | null} followed */
const isAboutLog = (followed) => followed !== null && !followed.session;
