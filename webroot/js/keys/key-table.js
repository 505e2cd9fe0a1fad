// @ts-check
// Every key with its use, its span and its state.
import { html, nothing } from '../core/dom.js';
import { count } from '../core/fmt.js';
import { copyButton } from '../ui/copy.js';
import { glyph } from '../ui/glyph.js';
import { agentState } from './key-spans.js';
import { stampOf } from '../ui/time.js';

/** @typedef {import('./key-spans.js').KeyState} KeyState */

/** @type {Record<KeyState, [shape: import('../ui/glyph.js').Shape, classes: string, word: string]>} */
const STATES = {
  active: ['pass', '', 'Active'],
  retired: ['none', '', 'Retired'],
  unavailable: ['warn', 'warn', 'Unavailable'],
  revoked: ['warn', 'warn', 'Revoked'],
};

const IN_USE = 'in use';
const LACKS = 'this console does not have it; what it signed cannot be verified here';

/** @param {import('./key-spans.js').Keys} keys */
export const keyTable = (keys) => html`<div class="scroll"><table class="table keys">
  <thead><tr><th scope="col">Key</th><th scope="col">Signs</th><th scope="col">From</th><th scope="col">Until</th><th scope="col">State</th></tr></thead>
  <tbody>${keys.chain_keys.map(chainRow)}${keys.agent_keys.map(agentRow)}${marksRows(keys)}</tbody>
</table></div>${keys.complete ? nothing : html`<p class="pad t13 muted">Only the newest keys of each kind are listed.</p>`}`;

/** @param {import('./key-spans.js').ChainKey} key */
const chainRow = (key) =>
  row({
    fingerprint: key.fingerprint,
    signs: `The chain, version ${key.version}`,
    from: place(`seq ${count(key.activated_seq)}`, key.activated_at),
    until: key.retired_seq === null ? IN_USE : place(`before seq ${count(key.retired_seq)}`, key.retired_at),
    status: state(key.status, key.status === 'unavailable' ? LACKS : key.current ? 'this console signs with it' : null),
  });

/** @param {import('./key-spans.js').AgentKey} key */
const agentRow = (key) =>
  row({
    fingerprint: key.fingerprint,
    signs: key.agent_id === null ? 'Events of an agent; the key was not imported' : html`Events of <b class="med wrap-any">${key.agent_id}</b>`,
    from: place(key.activated_seq === null ? '–' : `seq ${count(key.activated_seq)}`, key.imported_at),
    until: key.revoked_seq === null ? IN_USE : place(`before seq ${count(key.revoked_seq)}`, key.revoked_at),
    status: state(agentState(key), [key.revoked_reason, key.revoked_by && `by ${key.revoked_by}`].filter(Boolean).join(', ')),
  });

/** @param {import('./key-spans.js').Keys} keys */
function marksRows({ marks_key: key, earlier_marks_keys: earlier }) {
  const all = key ? [key, ...earlier] : earlier;
  return all.map((one, i) => marksRow(one, all[i - 1] ?? null));
}

/** @param {import('./key-spans.js').MarksKey} key @param {import('./key-spans.js').MarksKey | null} newer */
const marksRow = (key, newer) =>
  row({
    fingerprint: key.fingerprint,
    signs: 'The marks of this console',
    from: place(`mark ${count(key.first_head)}`, key.since),
    until: newer ? place(`before mark ${count(newer.first_head)}`, newer.since) : IN_USE,
    status: state(newer ? 'retired' : 'active', null),
  });

/** @param {{ fingerprint: string, signs: unknown, from: unknown, until: unknown, status: unknown }} key */
const row = ({ fingerprint, signs, from, until, status }) => html`<tr>
  <th scope="row"><span class="row g4"><span class="idlink wrap-any">${groupsOfFour(fingerprint)}</span>${copyButton(fingerprint, 'fingerprint')}</span></th>
  <td>${signs}</td><td data-l="From">${from}</td><td data-l=${until === IN_USE ? nothing : 'Until'}>${until}</td><td>${status}</td></tr>`;

/** @param {string} fingerprint as 4be1 90c2 71aa 0f3e */
export const groupsOfFour = (fingerprint) => fingerprint.match(/.{1,4}/g)?.join(' ') ?? '';

/** @param {string} words @param {string | null} at */
const place = (words, at) => html`<span class="num">${words}</span>${at ? html`<span class="muted kt-at">${stampOf(at)}</span>` : nothing}`;

/** @param {KeyState} status @param {string | null} why */
function state(status, why) {
  const [shape, classes, word] = STATES[status] ?? ['warn', 'warn', status];
  return html`<span class="pill ${classes}">${glyph(shape)}${word}</span>${why ? html`<span class="t12 dim why wrap-any">${why}</span>` : nothing}`;
}
