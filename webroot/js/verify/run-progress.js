// @ts-check
// A run on the server that goes on.
import { html, nothing } from '../core/dom.js';
import { sentence } from '../core/fmt.js';
import { connection } from '../core/store.js';
import { progressFacts, progressTitle } from './run-words.js';

/** @typedef {import('./server-run.js').ServerRun} ServerRun */

/**
 * Not a live region: it changes all the time.
 *
 * @param {ServerRun} run
 * @param {string} what is being done
 */
export const progressBand = (run, what) => html`<div class="vb run"><div><h2 class="num">${progressTitle(run)}</h2>
  <p>${run.state === 'paused' ? waits(run) : what} You can leave this page; the result is kept.</p>
  ${run.state === 'queued' ? nothing : html`<p class="num t13">${progressFacts(run)}</p>`}
  ${connection.value.state === 'lost' ? html`<p class="t13 c-warn">Live progress stopped with the connection. The run goes on.</p>` : nothing}</div></div>`;

/** @param {ServerRun} run */
const waits = ({ reason }) => (reason ? sentence(reason) : 'It goes on by itself as soon as it can.');
