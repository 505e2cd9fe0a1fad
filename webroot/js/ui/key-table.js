// @ts-check
// Every key with its use, its span and its state.
import { html, nothing } from '../core/dom.js';
import { count, groupHash } from '../core/fmt.js';
import { copyButton } from './copy.js';
import { glyph } from './glyph.js';
import { stateOf } from './key-spans.js';
import { stampOf } from './time.js';

/** @typedef {import('./key-spans.js').KeyState} KeyState */

/** @type {Record<KeyState, [shape: import('./glyph.js').Shape, classes: string, word: string]>} */
const STATES = {
  active: ['pass', '', 'Active'],
  retired: ['none', '', 'Retired'],
  unavailable: ['warn', 'warn', 'Unavailable'],
  revoked: ['warn', 'warn', 'Revoked'],
};

const IN_USE = 'in use';
const NOT_KNOWN = '–';

/** @param {import('./key-spans.js').Keys} keys */
export const keyTable = ({ chain_keys: chain, agent_keys: agents, marks_key: marks }) => html`<div class="scroll"><table class="table keys">
  <thead><tr><th scope="col">Key</th><th scope="col">Signs</th><th scope="col">From</th><th scope="col">Until</th><th scope="col">State</th></tr></thead>
  <tbody>
    ${chain.map((key) =>
      row({
        fingerprint: key.fingerprint,
        signs: `The chain, version ${key.version}`,
        from: place(key.activated_seq, key.activated_at),
        until: key.retired_seq === null || key.retired_seq === undefined ? key.status === 'active' ? IN_USE : NOT_KNOWN : place(key.retired_seq, key.retired_at),
        state: state(key.status, key.status === 'unavailable' ? 'this console does not have it; what it signed cannot be verified here' : null),
      }),
    )}
    ${agents.map((key) =>
      row({
        fingerprint: key.fingerprint,
        signs: html`Events of <b class="med wrap-any">${key.agent_id}</b>`,
        from: place(key.activated_seq, null),
        until: key.revoked_seq === null || key.revoked_seq === undefined ? stateOf(key) === 'active' ? IN_USE : NOT_KNOWN : place(key.revoked_seq, null),
        state: state(stateOf(key), key.revoked_reason ?? null),
      }),
    )}
    ${
      marks
        ? row({ fingerprint: marks.fingerprint, signs: 'Marks of this console', from: marks.since ? stampOf(marks.since)  : NOT_KNOWN, until: IN_USE, state: state('active', null) })
        : nothing
    }
  </tbody>
</table></div>`;

/** @param {{ fingerprint: string, signs: unknown, from: unknown, until: unknown, state: unknown }} key */
const row = ({ fingerprint, signs, from, until, state: status }) => html`<tr>
  <th scope="row"><span class="row g4"><span class="idlink">${groupsOf(fingerprint)}</span>${copyButton(fingerprint, 'fingerprint')}</span></th>
  <td>${signs}</td><td data-l="From">${from}</td><td data-l=${until === IN_USE ? nothing : 'Until'}>${until}</td><td>${status}</td></tr>`;

/** @param {string} fingerprint as 4be1 90c2 71aa 0f3e */
const groupsOf = (fingerprint) => groupHash(fingerprint).flatMap((eight) => eight.match(/.{1,4}/g) ?? []).join(' ');

/** @param {number | null | undefined} seq @param {string | null | undefined} at */
const place = (seq, at) => html`<span class="num">${typeof seq === 'number' ? `seq ${count(seq)}` : NOT_KNOWN}</span>${
  at ? html`<span class="muted kt-at">${stampOf(at)}</span>` : nothing
}`;


/** @param {KeyState} status @param {string | null} why */
function state(status, why) {
  const [shape, classes, word] = STATES[status] ?? ['warn', 'warn', status];
  return html`<span class="pill ${classes}">${glyph(shape)}${word}</span>${why ? html`<span class="t12 dim why">${why}</span>` : nothing}`;
}
