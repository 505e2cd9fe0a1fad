// @ts-check
// The posture page before the first agent.
import { html } from '../core/dom.js';
import { connection } from '../core/store.js';
import { pageHead } from '../shell/page-head.js';
import { copyButton } from '../ui/copy.js';

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
