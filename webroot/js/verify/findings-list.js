// @ts-check
// Everything that a verification found, each with the way to its event.
import { html, nothing } from '../core/dom.js';
import { count } from '../core/fmt.js';
import { glyph } from '../ui/glyph.js';
import { markOfReason } from './verdict.js';

const MOST = 20;

/** @type {Record<import('./verdict.js').Mark, import('../ui/glyph.js').Shape>} */
const SHAPES = { ok: 'none', unproven: 'warn', bad: 'fail' };

/**
 * One finding that the sentence tells already is not told twice.
 *
 * @param {import('./verdict.js').Verdict} verdict
 * @param {(position: number) => string | null} hrefOf
 */
export function findingsList(verdict, hrefOf) {
  const { findings, failure_count: failures } = verdict;
  if (findings.length < 2 && verdict.sentence.startsWith(findings[0]?.detail ?? '')) {
    return nothing;
  }
  const listed = findings.slice(0, MOST);
  const more = Math.max(failures, findings.length) - listed.length;
  return html`<ul class="findings" aria-label="Findings">${listed.map((finding) => line(finding, finding.event_id === null ? null : hrefOf(finding.position)))}${
    more > 0 ? html`<li class="muted">and ${count(more)} more; the evidence file holds what the server listed</li>` : nothing
  }</ul>`;
}

/** @param {import('./verdict.js').Finding} finding @param {string | null} address */
function line(finding, address) {
  const shape = SHAPES[markOfReason(finding.kind)];
  const name = finding.event_id === null ? 'Session' : `Event ${count(finding.position)}`;
  return html`<li class=${shape}>${glyph(shape)}${
    address ? html`<a class="num" href=${address}>${name}</a>` : html`<span class="num">${name}</span>`
  }<span class="grow">${finding.detail}</span></li>`;
}
