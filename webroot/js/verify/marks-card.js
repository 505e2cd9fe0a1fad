// @ts-check
// The console's own record of what it has seen: what it covers, and what to do when it is missing.
import { html, nothing } from '../core/dom.js';
import { count } from '../core/fmt.js';
import { asOf } from '../ui/as-of.js';
import { copyButton } from '../ui/copy.js';
import { glyph } from '../ui/glyph.js';
import { fact } from './chain-facts.js';
import { marksShape, marksWord } from './marks-line.js';
import { stampOf } from '../ui/time.js';

const ADOPT = "./governance marks adopt --reason 'why the record begins anew'";

/**
 * @param {import('./marks-line.js').Marks} marks as they were found
 * @param {string | null} at when
 * @param {boolean} kept whether that is of an earlier run
 */
export function marksCard(marks, at, kept) {
  const shape = marksShape(marks);
  return html`${kept && at ? asOf(at) : nothing}<div class="vb ${shape}" role="status">${glyph(shape)}<div><h3 class="vb-t">${marksWord(marks)}</h3><p>${marks.sentence}</p></div></div>
    <dl class="facts pad">
      ${typeof marks.number === 'number' ? fact('Newest mark', count(marks.number)) : nothing}
      ${typeof marks.up_to === 'number' ? fact('Covers', `up to seq ${count(marks.up_to)}`) : nothing}
      ${marks.at ? fact('Signed', stampOf(marks.at)) : nothing}
      ${at && !kept ? fact('Checked', stampOf(at)) : nothing}
    </dl>
    ${shape === 'pass' ? whenToBegin() : advice(marks)}`;
}

/** The console answered, and had nothing to say of them. */
export const marksUnchecked = () =>
  html`<div class="pad"><p class="dim">Not known yet: nothing has checked the marks since this console started.</p></div>`;

/** @param {import('./marks-line.js').Marks} marks */
function advice({ state }) {
  switch (state) {
    case 'missing':
      return html`<div class="pad t13"><p class="dim">Until there is a record, the removal of newest events or of whole sessions cannot be
        ruled out. On a first start, after a restore or after a lossy failover, begin a new one. It is an audited act, and it takes
        what the log holds now for granted.</p>${adopt()}</div>`;
    case 'stale':
      return html`<div class="pad t13 dim"><p>Nobody has added the newest events to the record for longer than it should take: no console
        that has the marks' key is running, or something keeps it from marking, such as a lock that is held, too many missing sequence
        numbers, or a row with a number of its own. The console's log says why.</p></div>`;
    case 'unpinned':
      return html`<div class="pad t13 dim"><p>The record is there, but the public key that it must be signed with was not given to this console.</p></div>`;
    case 'rolled_back':
      return html`<div class="pad t13"><p class="dim">The database holds an older record than this console has seen. A restored backup looks
        like this, and so does somebody who hides what was removed. Find out which before you begin a new record.</p>${adopt()}</div>`;
    case 'forged':
      return html`<div class="pad t13 dim"><p>The record does not carry this console's signature, or it does not follow from the one before it.
        Keep the database as it is and find out who could write to it.</p></div>`;
    default:
      return nothing;
  }
}

const whenToBegin = () => html`<details class="pad t13"><summary>When to begin the record anew</summary><p class="dim pad-t">After a restore, or a
  failover that lost something: until then the marks are missing, or older than what this console has seen. Verify first, for what is gone
  by then will not be missed. It is done on the command line, on a machine that has the marks' key, and recorded in the log.</p>${adopt()}</details>`;

const adopt = () => html`<p class="cmd"><code class="wrap-any">${ADOPT}</code>${copyButton(ADOPT, 'command')}</p>`;
