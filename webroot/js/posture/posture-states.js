// @ts-check
// The posture page without a posture: loading, unknown, or nobody there yet.
import { html } from '../core/dom.js';
import { readFleet } from '../core/fleet.js';
import { sentence } from '../core/fmt.js';
import { connection } from '../core/store.js';
import { pageHead, rawHead } from '../shell/page-head.js';
import { copyButton } from '../ui/copy.js';
import { failure, skeletonRows } from '../ui/states.js';

const FIGURES = 5;
const CARDS = 9;

const bars = (/** @type {string[]} */ ...names) => names.map((name) => html`<span class="sk ${name}"></span>`);

/** @param {boolean} isMatrix as it will be shown */
export const postureLoading = (isMatrix) => html`${rawHead(html`<div class="verdict grow"><span class="sk sk-r"></span>
    <div class="grow"><h1 class="sr">Reading the posture</h1><span class="sk sk-h"></span><span class="sk sk-s"></span></div></div>`)}
  <section class="strip stats5" aria-busy="true" aria-label="Today">${Array.from(
    { length: FIGURES },
    () => html`<div>${bars('sk-l', 'sk-v', 'sk-s')}</div>`,
  )}</section>
  <div class="toolbar">${bars('sk-t')}</div>
  ${isMatrix ? html`<div class="card">${skeletonRows(CARDS)}</div>` : html`<div class="agents" aria-busy="true">${Array.from(
    { length: CARDS },
    () => html`<div class="agent card">${bars('sk-v', 'sk-b', 'sk-s')}</div>`,
  )}</div>`}`;

/** Nothing rather than old numbers. @param {Error} error */
export function postureFailed(error) {
  const { status } = /** @type {import('../core/api.js').ApiError} */ (error);
  const database = status === 503;
  return html`${pageHead({ title: 'Posture unknown' })}<div class="card">${failure({
    title: database ? 'The console cannot reach its database' : 'The posture cannot be read',
    error,
    body: html`${database ? '' : `${sentence(error.message)} `}Enforcement in your agents is not affected: the SDK enforces where the agent runs.
      This page shows nothing rather than stale numbers, and tries again every few seconds.`,
    retry: readFleet,
  })}</div>`;
}

/** What the first step takes, as the manual of the SDK has it. */
const SNIPPET = `<dependency>
  <groupId>dev.governance</groupId>
  <artifactId>governance-sdk</artifactId>
</dependency>

try (Governance governance = Governance.fromEnv(dataSource)) {
    governance.audit().log(AuditEvent.of("my-agent", "hello.world"));
}`;

export const firstAgent = () => html`${pageHead({ eyebrow: 'Governance posture', title: 'Waiting for the first agent' })}
  <section class="card start"><div>
    <h2>Connect an agent</h2>
    <p class="dim">An agent appears here the moment it writes its first event. Nothing to register, no reload needed.</p>
    <ol class="steps">
      <li>Add the SDK and point it at this console's database</li>
      <li>Record one event</li>
      <li>Watch this page</li>
    </ol>
    ${listening()}
  </div>
  <div class="snip"><pre class="code" tabindex="0" role="region" aria-label="Example">${SNIPPET}</pre>${copyButton(SNIPPET, 'example')}</div></section>`;

/** Only while it is so. */
const listening = () =>
  connection.value.state === 'live'
    ? html`<p class="presence live listen" role="status"><span class="dot"></span>Listening for events</p>`
    : html`<p class="presence idle listen" role="status"><span class="dot"></span>Not listening: the stream is being opened</p>`;
