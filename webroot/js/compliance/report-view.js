// @ts-check
// The report on Article 12: what the log's chain is, what was counted, and what is missing, section by section.
import { html, nothing } from '../core/dom.js';
import { count, percent } from '../core/fmt.js';
import { url } from '../core/router.js';
import { glyph } from '../ui/glyph.js';
import { stampOf } from '../ui/time.js';
import { fact } from '../verify/chain-facts.js';
import { percentWords } from './coverage-words.js';
import { factsOf, grouped, stateOf, tally } from './section-words.js';

/** @typedef {import('./section-words.js').Section} Section */
/** @typedef {{ start: string, end: string }} Window */

/** @type {Record<string, ['pass' | 'warn' | 'fail', string]>} */
const CHAIN = {
  verified: ['pass', 'The chain holds'],
  unverified: ['warn', 'The chain is not verified'],
  failed: ['fail', 'The chain does not hold'],
};

/** @param {any} report */
export function reportView(report) {
  const [shape, words] = CHAIN[report.chain_integrity_status] ?? ['warn', report.chain_integrity_status];
  return html`<div class="vb ${shape}">${glyph(shape)}<div><h3 class="vb-t">${words}</h3><p>${report.chain_statement}</p></div></div>
    <dl class="facts pad">
      ${fact('Window', html`${stampOf(report.window.start)} – ${stampOf(report.window.end)}`)}
      ${fact('Events', count(report.total_events_audited))}
      ${fact('Agents', count(report.total_agents))}
      ${fact('Checked', range(report))}
      ${fact('Wrapped clients', percentWords(report.coverage_pct, report.coverage_pct_reason))}
    </dl>
    ${grouped(report.sections).map(({ few, sections }) => (few ? ofFew(sections, report.window) : sections.map((one) => sectionOf(one, report.window))))}`;
}

/** @param {any} report */
const range = ({ chain_verified_from_seq: from, chain_verified_to_seq: to }) =>
  typeof from === 'number' && typeof to === 'number' ? `seq ${count(from)}–${count(to)}` : 'nothing yet';

/** @param {Section[]} sections @param {Window} window */
const ofFew = (sections, window) => html`<details class="ev-few"><summary>Article 12(3)<span class="muted">asked only of remote biometric
  identification · ${tally(sections)}</span></summary>${sections.map((one) => sectionOf(one, window))}</details>`;

/** @param {Section} section @param {Window} window */
function sectionOf({ article, title, state, data, missing }, window) {
  const [shape, word] = stateOf(state);
  const facts = factsOf(data);
  return html`<section class="ev" aria-label="Article ${article}">
    <header><h3><span class="num">${article}</span> ${title}</h3><span class="pill">${glyph(shape)}${word}</span></header>
    <div class="ev-b">
      ${facts.length > 0 ? html`<dl class="facts">${facts.map((one) => fact(one.label, figure(one, window)))}</dl>` : nothing}
      ${missing.length > 0 ? html`<div class="miss"><p class="t12 muted">Missing</p><ul>${missing.map((one) => html`<li>${one}</li>`)}</ul></div>` : nothing}
    </div></section>`;
}

/** A number is the way to the events that it counts. @param {import('./section-words.js').Fact} one @param {Window} window */
function figure({ sort, value, kind, tab }, window) {
  const words = { number: () => count(value), share: () => percent(value), moment: () => stampOf(value), unknown: () => 'not known', text: () => String(value) }[sort]();
  const address = kind ? url('/audit', { kind, from: window.start, to: window.end }) : tab ? url('/compliance', { tab }) : null;
  return address ? html`<a href=${address}>${words}</a>` : words;
}
