// @ts-check
// Sessions in which an agent wrote, how much, and whether the session holds as far as the console read it.
import { computed, effect, html, nothing } from '../core/dom.js';
import { get } from '../core/api.js';
import { agentPath } from '../core/agent-url.js';
import { count, plural, shortId, stamp } from '../core/fmt.js';
import { url } from '../core/router.js';
import { fleet } from '../core/store.js';
import { on } from '../core/stream.js';
import { copyButton } from '../ui/copy.js';
import { glyph } from '../ui/glyph.js';
import { empty } from '../ui/states.js';
import { agoOf, stampOf } from '../ui/time.js';
import { part } from './part.js';
import { reading } from './reading.js';
import { withEvent } from './sessions-live.js';

/** @typedef {import('./sessions-live.js').Session} Session */
/** @typedef {import('./sessions-live.js').Sessions} Sessions */

/** Between two readings while it writes: the counts are kept meanwhile, what is known of the chain is not. */
const PAUSE_MS = 10_000;

/** @type {import('./tab-bar.js').MakeTab} */
export default function sessions(id) {
  const read = reading((options) => /** @type {Promise<Sessions>} */ (get(agentPath(id, 'sessions'), {}, options)), PAUSE_MS);
  /** When the whole log had last been read: then what is known of every session may be another thing. */
  const round = computed(() => {
    const chain = fleet.value.posture?.chain;
    return chain ? `${chain.checked_at} ${chain.damaged}` : '';
  });

  /** @param {import('../core/types.js').AuditEvent} event */
  function arrived(event) {
    const { value, error, at } = read.state.peek();
    if (event.agent_id === id && value) {
      read.state.value = { value: withEvent(value, event), error, at };
      read.soon();
    }
  }

  return {
    view: () => html`<section class="card" aria-label="Sessions">${part({
      read: read.state.value,
      retry: read.read,
      what: 'The sessions',
      rows: 6,
      look: 'sk-row',
      view: (value) => (value.sessions.length === 0 ? none : list(value)),
    })}</section>`,
    follow() {
      const stops = [
        read.follow(),
        on('audit', arrived),
        effect(() => {
          if (round.value !== '' && read.state.peek().value) {
            read.soon();
          }
        }),
      ];
      return () => stops.forEach((stop) => stop());
    },
  };
}

const none = empty('No sessions yet', 'A session appears here with the first event that this agent writes in it.');

/** @param {Sessions} value */
const list = ({ sessions: rows, complete, looked }) => html`<div class="scroll" tabindex="0" role="region" aria-label="Sessions of this agent">
  <table class="table stacked ag-sessions">
    <thead><tr><th scope="col">Session</th><th scope="col" class="r">Events</th><th scope="col" class="r">Blocked</th><th scope="col"
      class="r">Errors</th><th scope="col">First event</th><th scope="col">Last event</th><th scope="col">Chain</th></tr></thead>
    <tbody>${rows.map(row)}</tbody>
  </table></div>
  <p class="ag-foot t13 muted">${
    complete ? `All ${plural(rows.length, 'session')} of this agent.` : `The latest, counted among its ${count(looked)} newest events; earlier ones are in the audit log.`
  } Events are those of this agent; the chain is that of the whole session.</p>`;

/** @param {Session} session */
const row = (session) => html`<tr>
  <th scope="row"><span class="row g4"><a class="idlink" href=${url('/audit', { session: session.session_id })} title="Session ${session.session_id}">${shortId(
    session.session_id,
  )}</a>${copyButton(session.session_id, 'session id')}</span></th>
  <td class="r num" data-l="Events">${count(session.events)}</td>
  <td class="r num" data-l="Blocked">${some(session.blocked)}</td>
  <td class="r num" data-l="Errors">${some(session.errors)}</td>
  <td class="muted" data-l="First event">${stampOf(session.first_at)}</td>
  <td data-l="Last event"><a class="kind" href=${url('/audit', { session: session.session_id, event: session.last_event_id })}>${session.last_kind}</a>
    <span class="muted">${agoOf(session.last_at)}</span></td>
  <td data-l="Chain">${proof(session)}</td></tr>`;

/** @param {number} n */
const some = (n) => (n === 0 ? html`<span class="muted">0</span>` : html`<b class="med">${count(n)}</b>`);

/** @type {Record<string, [shape: import('../ui/glyph.js').Shape, classes: string, word: string]>} */
const PROOFS = {
  verified: ['pass', '', 'Verified'],
  tampered: ['fail', 'fail', 'Tampered'],
  truncated: ['fail', 'fail', 'Truncated'],
  unverifiable: ['warn', 'warn', 'Cannot verify'],
};

/** @param {Session} session */
function proof({ session_id: session, proof: { state, headline, sentence, checked_at: at } }) {
  const [shape, classes, word] = PROOFS[state] ?? ['none', '', 'Not verified'];
  const title = titleOf(state, [headline, sentence], at);
  return html`<a class="pill ${classes}" href=${url('/audit', { session, verify: state === 'verified' ? null : 1 })} title=${title}>${glyph(shape)}${word}</a>${
    at && state !== 'verified' ? html` <span class="t12 muted">${agoOf(at)}</span>` : nothing
  }`;
}

/** @param {string} state @param {(string | null)[]} words @param {string | null} at */
function titleOf(state, words, at) {
  if (state === 'verified' && at) {
    return `Read whole by ${stamp(at)}; what came later was checked as it came`;
  }
  return state in PROOFS ? [...words, at && `checked ${stamp(at)}`].filter(Boolean).join('. ') : 'Not read since its newest event, or losses cannot be ruled out';
}
