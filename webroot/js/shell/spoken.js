// @ts-check
// What is said aloud on every page, whatever is shown.
import { effect, untracked } from '../core/dom.js';
import { plural } from '../core/fmt.js';
import { route } from '../core/router.js';
import { connection, fleet, me } from '../core/store.js';
import { on } from '../core/stream.js';
import { announce, announceEvent } from '../ui/announce.js';
import { isStale } from './banner.js';

export function speak() {
  on('halt', (halt) =>
    announce(halt.halted ? `${halt.agent_id} was halted by ${halt.halted_by}` : `${halt.agent_id} was resumed`, {
      urgent: halt.halted === true,
    }),
  );
  on('gate', (gate) => gate.resolution === null && !gate.changed && announce(`${gate.agent_id} asks for an approval`));
  on('audit', announceEvent);
  effect(speakOfLine());
  effect(speakOfChain());
  effect(speakOfSession());
}

function speakOfLine() {
  let told = false;
  return () => {
    const { caughtUp } = connection.value;
    const stale = isStale.value;
    if (stale && !told) {
      untracked(() => announce('Connection lost. What you see is old.', { urgent: true }));
      told = true;
    } else if (told && !stale && caughtUp) {
      untracked(() => announce(`Connected again. Caught up: ${plural(caughtUp.events, 'event')}`));
      told = false;
    }
  };
}

/** Damage that is found while somebody is here; what was there before they came, the page says. */
function speakOfChain() {
  let before = /** @type {string | null} */ (null);
  return () => {
    const chain = fleet.value.posture?.chain;
    const status = chain?.status ?? null;
    if (status === 'tampered' && before !== null && before !== 'tampered') {
      const found = chain?.failing[0]?.headline ?? 'TAMPERED';
      untracked(() => announce(`The audit chain is damaged. ${found}`, { urgent: true }));
    }
    before = status ?? before;
  };
}

function speakOfSession() {
  let wasHere = false;
  return () => {
    if (wasHere && me.value === null) {
      setTimeout(() => route.peek().query.ended && announce('Your session has ended. Sign in again.', { urgent: true }));
    }
    wasHere = me.value !== null;
  };
}
