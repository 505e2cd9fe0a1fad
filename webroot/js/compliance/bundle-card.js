// @ts-check
// The sealed bundle of a window: what is in it, how it is taken, and how anybody checks it without this console.
import { html, icon, nothing, signal } from '../core/dom.js';
import { download } from '../core/download.js';
import { may, now } from '../core/store.js';
import { IDLE } from '../core/act.js';
import { actNotice } from '../ui/act-notice.js';
import { announce } from '../ui/announce.js';
import { copyButton } from '../ui/copy.js';
import { glyph } from '../ui/glyph.js';
import { hash } from '../ui/hash.js';
import { save } from '../ui/save.js';
import { stampOf } from '../ui/time.js';

/** @typedef {{ name: string, at: string, hash: string, key: string }} Taken */
/** @typedef {{ act: import('../core/act.js').ActState, failedAt: number, taken: Taken | null }} State */

const PUBLIC_KEY = './governance marks public-key > console.pem';

export function bundleCard() {
  /** @type {import('../../vendor/signals-core.js').Signal<State>} */
  const state = signal({ act: IDLE, failedAt: 0, taken: null });

  /** @param {{ start: string, end: string }} window */
  async function take({ start, end }) {
    state.value = { act: { phase: 'sent', error: null }, failedAt: 0, taken: null };
    try {
      const { blob, name } = await download('/api/compliance/export', { window_start: start, window_end: end });
      const sealed = JSON.parse(await blob.text());
      save({ blob, name });
      state.value = { act: IDLE, failedAt: 0, taken: { name, at: sealed.generated_at, hash: sealed.bundle_hash, key: sealed.console_signature.key_fingerprint } };
      announce('The bundle was exported');
    } catch (error) {
      state.value = { act: { phase: 'failed', error: /** @type {any} */ (error) }, failedAt: now.peek(), taken: null };
    }
  }

  return {
    /** For another window. */
    forget: () => (state.value = { act: IDLE, failedAt: 0, taken: null }),
    /** @param {{ start: string, end: string } | null} window of the report that is shown */
    view(window) {
      const { act, failedAt, taken } = state.value;
      const busy = act.phase === 'sent';
      return html`<aside class="card bundle" aria-labelledby="bundle-t">
        <h2 id="bundle-t">Signed bundle</h2>
        <p class="t13 dim">One JSON file with this report, the verdict over the whole log, what the console's own record says, and the
          fingerprints of the keys. It is sealed with this console's Ed25519 key, and with an HMAC of the audit secret as the Python console
          does. It holds no secret and no event.</p>
        ${
          may('verify')
            ? html`<button type="button" class="btn primary" aria-disabled=${busy || !window ? 'true' : nothing}
                @click=${() => busy || !window || take(window)}>${icon('download', undefined, 's')}${busy ? 'Sealing…' : 'Export this window'}</button>
              <p class="t12 muted">The log is verified first where that is older than ten minutes. Taking a bundle is recorded in the audit log.</p>`
            : html`<p class="t13 muted">Your role may not export it.</p>`
        }
        ${actNotice(act, failedAt)}
        ${taken ? takenFacts(taken) : nothing}
        <h3>Check it offline</h3>
        <ol class="t13 dim howto"><li>Get the console's public key, from somebody you trust to have it:${command(PUBLIC_KEY)}</li>
          <li>Check the file against it; neither console nor database is asked:${command(
            `./governance compliance verify-bundle ${taken?.name ?? 'compliance-evidence.json'} --public-key console.pem`,
          )}</li></ol>
        <p class="t12 muted">Keep the file byte for byte: one that an editor saved anew is told apart.</p>
      </aside>`;
    },
  };
}

/** @param {Taken} taken */
const takenFacts = ({ name, at, hash: sum, key }) => html`<section class="cmp pass" role="status"><p class="med row">${glyph('pass')}Exported</p>
  <p class="t13 wrap-any">${name}</p><p class="t12 muted">Sealed ${stampOf(at)}</p>
  <div class="t12"><span class="muted row">SHA-256 of its content${copyButton(sum, 'hash')}</span>${hash(sum)}</div>
  <div class="t12"><span class="muted row">Signed by key${copyButton(key, 'fingerprint')}</span>${hash(key)}</div></section>`;

/** @param {string} text */
const command = (text) => html`<span class="cmd"><code class="wrap-any">${text}</code>${copyButton(text, 'command')}</span>`;
