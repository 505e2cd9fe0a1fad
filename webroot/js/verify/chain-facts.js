// @ts-check
// The figures under a verdict: what they count is the server's to say.
import { html, nothing } from '../core/dom.js';
import { count, elapsed, plural, sameDay, stamp, time, zoneLabel } from '../core/fmt.js';
import { now } from '../core/store.js';
import { fingerprint } from '../ui/hash.js';
import { verdictFiles } from './verdict-files.js';

/** @typedef {import('./verdict.js').Verdict} Verdict */

/** @param {Verdict} verdict @param {number} newer events that came after it */
export function chainFacts(verdict, newer) {
  const all = verdict.event_count;
  return html`<div class="facts-w">
    <dl class="facts">
      ${all === 0 ? nothing : fact('Intact', verdict.intact === all ? `all ${count(all)}` : `${count(verdict.intact)} of ${count(all)}`)}
      ${all === 0 ? nothing : fact('Links', `${count(verdict.links_intact)} of ${count(verdict.links_checked)}`)}
      ${verdict.degraded > 0 ? fact('Written while the store was down', count(verdict.degraded)) : nothing}
      ${signatures(verdict.signatures)}
      ${keys(verdict)}
      ${checked(verdict)}
      ${newer > 0 ? fact('Since then', `${plural(newer, 'newer event')}, not part of this check`) : nothing}
    </dl>
    ${verdictFiles(verdict)}
  </div>`;
}

/** Nothing when no row was signed with an agent's key. @param {import('./verdict.js').Signatures | null | undefined} counts */
function signatures(counts) {
  if (!counts) {
    return nothing;
  }
  const { signed, unknown_key: unknown, revoked, invalid } = counts;
  const words = [
    signed > 0 ? `${count(signed)} valid` : '',
    invalid > 0 ? `${count(invalid)} invalid` : '',
    revoked > 0 ? `${count(revoked)} by a revoked key` : '',
    unknown > 0 ? `${count(unknown)} by an unknown key` : '',
  ].filter(Boolean);
  return words.length > 0 ? fact('Signatures', words.join(', ')) : nothing;
}

/** @param {{ key_fingerprint: string, unresolved_keys: string[] }} verdict */
export const keys = ({ key_fingerprint: key, unresolved_keys: missing }) => html`${fact('Key', fingerprint(key))}${
  missing.length > 0 ? fact('Missing keys', missing.map((one) => html`${fingerprint(one)} `)) : nothing
}`;

/** @param {{ checked_at: string, duration_ms: number }} verdict */
export const checked = ({ checked_at: at, duration_ms: ms }) =>
  fact('Checked', html`<time datetime=${at} title=${stamp(at)}>${moment(at)}</time>, ${elapsed(ms)}`);

/** @param {string} at */
const moment = (at) => (sameDay(at, now.peek()) ? `${time(at)} ${zoneLabel(at)}` : stamp(at));

/** @param {string} name @param {unknown} value */
export const fact = (name, value) => html`<div><dt>${name}</dt><dd class="num">${value}</dd></div>`;
