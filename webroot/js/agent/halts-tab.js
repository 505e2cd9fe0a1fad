// @ts-check
// Every halt of an agent: who and why, how far it is proven that the agent obeyed, how and by whom it ended.
import { html, nothing } from '../core/dom.js';
import { get } from '../core/api.js';
import { agentPath } from '../core/agent-url.js';
import { duration } from '../core/fmt.js';
import { url } from '../core/router.js';
import { on } from '../core/stream.js';
import { glyph } from '../ui/glyph.js';
import { empty } from '../ui/states.js';
import { agoOf, stampOf } from '../ui/time.js';
import { endWords, proofWords, stoodFor } from './past-halts.js';
import { part } from './part.js';
import { reading } from './reading.js';

/** @typedef {import('./past-halts.js').PastHalt} PastHalt */
/** @typedef {{ agent_id: string, halts: PastHalt[], complete: boolean }} Halts */

/** @type {import('./tab-bar.js').MakeTab} */
export default function halts(id) {
  const read = reading((options) => /** @type {Promise<Halts>} */ (get(agentPath(id, 'halts'), {}, options)));
  let last = '';

  /** Heartbeats come all the time; only what they say of a halt is news here. @param {import('../core/types.js').AgentPresence} frame */
  function beat(frame) {
    const now = JSON.stringify(frame.halt);
    if (frame.agent_id === id && now !== last) {
      last = now;
      read.soon();
    }
  }

  return {
    view: () => html`<section class="card" aria-label="Halts">${part({
      read: read.state.value,
      retry: read.read,
      what: 'The halts',
      rows: 6,
      view: (value) => (value.halts.length === 0 ? none : list(id, value)),
    })}</section>`,
    follow() {
      const stops = [read.follow(), on('presence', beat), on('halt', (frame) => frame.agent_id === id && read.read())];
      return () => stops.forEach((stop) => stop());
    },
  };
}

const none = empty('Never halted', 'Nobody has halted this agent since this console watches. A halt appears here with what became of it.');

/** @param {string} id @param {Halts} value */
const list = (id, { halts: all, complete }) => html`<ol class="ag-halts">${all.map((halt) => entry(id, halt))}</ol>${
  complete
    ? nothing
    : html`<p class="ag-foot t13 muted">The newest ${all.length}. <a href=${url('/audit', { agent: id, kind: 'agent.*' })}>Earlier ones are in the audit log</a></p>`
}`;

/** @param {string} id @param {PastHalt} halt */
const entry = (id, halt) => html`<li class=${halt.end ? '' : 'open'}>
  <h3 class="row wrap">${glyph(halt.end ? 'none' : 'halt')}<span>${halt.end ? 'Halted and resumed' : 'Halted'}</span>
    <span class="muted t13">${stoodFor(halt) === null ? nothing : `for ${duration(stoodFor(halt) ?? 0)}`}</span></h3>
  <dl class="kvs ag-kvs">
    ${fact('Issued', html`by <bdi class="med">${halt.halted_by}</bdi>${
      halt.issued_here ? nothing : html` <span class="muted">outside the console</span>`
    }${halt.halted_at ? html`, ${stampOf(halt.halted_at)} <span class="muted">${agoOf(halt.halted_at)}</span>` : html`, <span class="muted">time not known</span>`}`)}
    ${fact('Reason', halt.reason ? html`<span dir="auto">“${halt.reason}”</span>` : html`<span class="muted">none was given</span>`)}
    ${fact('Obeyed', obeyed(id, halt))}
    ${fact('Resumed', ended(halt))}
  </dl></li>`;

/** @param {string} id @param {PastHalt} halt */
function obeyed(id, halt) {
  const { shape, title, text, at } = proofWords(halt);
  const events = [
    /** @type {const} */ (['acknowledgement', halt.acknowledgement?.event_id]),
    /** @type {const} */ (['first refusal', halt.first_refusal?.event_id]),
  ];
  return html`<span class="ag-obeyed ${shape}">${glyph(shape)}<b class="med">${title}</b></span> ${text}${at ? html`, <span class="muted">seen ${stampOf(at)}</span>` : nothing}${events.map(
    ([word, event]) => (event ? html` <a class="t12" href=${url('/audit', { agent: id, event })}>${word}</a>` : nothing),
  )}`;
}

/** @param {PastHalt} halt */
function ended({ end }) {
  if (!end) {
    return html`<span class="muted">not yet</span>`;
  }
  const { who, why } = endWords(end);
  return html`<bdi>${who}</bdi>, ${stampOf(end.at)}${why ? html` <span dir="auto">“${why}”</span>` : nothing}`;
}

/** @param {string} name @param {unknown} value */
const fact = (name, value) => html`<div class="kv"><dt>${name}</dt><dd class="wrap-any">${value}</dd></div>`;
