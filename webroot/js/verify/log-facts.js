// @ts-check
// The figures of a verdict about the whole log.
import { html, nothing } from '../core/dom.js';
import { count } from '../core/fmt.js';
import { checked, fact, keys } from './chain-facts.js';

/** @param {import('./log-verdict.js').LogVerdict} verdict */
export const logFacts = (verdict) => html`<dl class="facts">
  ${fact('Events', count(verdict.events))}
  ${fact('Sessions verified', `${count(verdict.verified_sessions)} of ${count(verdict.sessions)}`)}
  ${verdict.unproven > 0 ? fact('Not provable', count(verdict.unproven)) : nothing}
  ${verdict.first_seq !== null && verdict.last_seq !== null ? fact('Seq', `${count(verdict.first_seq)}–${count(verdict.last_seq)}`) : nothing}
  ${verdict.unknown_signers > 0 ? fact('Signed by an unknown key', count(verdict.unknown_signers)) : nothing}
  ${verdict.snapshots > 1 ? fact('Read in', `${count(verdict.snapshots)} parts`) : nothing}
  ${keys(verdict)}
  ${checked(verdict)}
</dl>`;
