// @ts-check
// Changing the key of the chain: what it is for, whether the next one lies ready, and what has to be done by hand.
import { html, nothing } from '../core/dom.js';
import { href } from '../core/router.js';
import { may } from '../core/store.js';
import { copyButton } from '../ui/copy.js';
import { glyph } from '../ui/glyph.js';
import { groupsOfFour } from './key-table.js';

const NEXT = 'GOVERNANCE_AUDIT_SECRET_NEXT';

/** Whoever may not rotate reads what it takes, and has no button. @param {import('./key-spans.js').Keys} keys */
export const rotateCard = (keys) => html`<section class="card wide rotate" aria-labelledby="rot-t">
  <header class="panel-head"><h2 id="rot-t">Rotation</h2><span class="muted t13">events before it stay as they are, signed by the key of their time</span></header>
  <div class="rot-b">
    <div>${keys.next_key ? ready(keys.next_key) : notReady()}</div>
    <ol class="t13 dim howto">
      <li>Give every console the new secret as <code>${NEXT}</code> or <code>${NEXT}_FILE</code>, and restart it.</li>
      <li>Rotate here, once. Consoles that have it sign with it from their next row on; others refuse to write until they do.</li>
      <li>Restart the agents with the new secret: what they still sign with the old one counts as tampered.</li>
      <li>Keep the old secret on every console as <code class="wrap-any">${historical(keys)}</code>, or older rows cannot be verified.</li>
    </ol>
  </div>
</section>`;

/** Under which name the key of now is kept afterwards. @param {import('./key-spans.js').Keys} keys */
export const historical = ({ chain_keys: chain }) =>
  `GOVERNANCE_CHAIN_KEY_${chain.find(({ status }) => status === 'active')?.fingerprint ?? '<first 16 digits>'}`;

/** @param {string} next */
const ready = (next) => html`<p class="row">${glyph('pass')}<b class="med">A next key lies ready</b></p>
  <p class="row g4"><span class="idlink">${groupsOfFour(next)}</span>${copyButton(next, 'fingerprint')}</p>
  ${may('keys.rotate') ? html`<div class="pad-t"><a class="btn" href=${href({ rotate: 1 })} data-replace>Rotate the key…</a></div>` : nothing}`;

const notReady = () => html`<p class="row">${glyph('none')}<b class="med">No next key lies ready</b></p>
  <p class="t13 dim pad-t">This console was started without <code>${NEXT}</code>. A secret never comes over HTTP: set it up first, then
    rotate.${may('keys.rotate') ? '' : ' Rotating takes an admin.'}</p>`;
