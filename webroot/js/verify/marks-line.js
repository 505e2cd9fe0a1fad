// @ts-check
// What the console's own record of what it has seen says about deletions. The words are the server's.
import { html, nothing } from '../core/dom.js';
import { count } from '../core/fmt.js';
import { glyph } from '../ui/glyph.js';
import { stampOf } from '../ui/time.js';

/**
 * @typedef {object} Marks
 * @property {'holds' | 'begun' | 'stale' | 'missing' | 'rolled_back' | 'forged' | 'unpinned'} state
 * @property {string} sentence
 * @property {number | null} number of the newest mark
 * @property {number | null} up_to the highest sequence number that it covers
 * @property {string | null} at when it was signed
 * @property {number | null} [seen] the newest mark that the server has seen, where those of the database are older, gone or forged
 */

/** @type {Record<string, import('../ui/glyph.js').Shape>} */
const SHAPES = {
  holds: 'pass',
  begun: 'warn',
  stale: 'warn',
  missing: 'warn',
  unpinned: 'warn',
  rolled_back: 'fail',
  forged: 'fail',
};

/** @type {Record<string, string>} */
const WORDS = {
  holds: 'Marks hold',
  begun: 'Marks have just begun',
  stale: 'Marks are behind',
  missing: 'Marks missing',
  unpinned: 'Marks cannot be checked',
  rolled_back: 'Marks rolled back',
  forged: 'Marks forged',
};

/** A state that this page does not know is no good news. @param {Marks} marks */
export const marksShape = ({ state, seen }) => (state === 'missing' && typeof seen === 'number' ? 'fail' : (SHAPES[state] ?? 'warn'));

/** @param {Marks} marks */
export const marksWord = ({ state }) => WORDS[state] ?? `Marks: ${state}`;

/** One line under a verdict; what its sentence tells already is not told twice. @param {Marks | null | undefined} marks @param {string} told */
export function marksLine(marks, told) {
  if (!marks) {
    return nothing;
  }
  const shape = marksShape(marks);
  return html`<p class="marks ${shape}">${glyph(shape)}<span><b class="med">${marksWord(marks)}.</b>${told.includes(marks.sentence) ? nothing : ` ${marks.sentence}`}${
    covers(marks)
  }</span></p>`;
}

/** @param {Marks} marks */
const covers = ({ number, up_to: upTo, at }) =>
  typeof number === 'number'
    ? html` <span class="muted num">Mark ${count(number)}${typeof upTo === 'number' ? html`, up to seq ${count(upTo)}` : nothing}${
        at ? html`, ${stampOf(at)}` : nothing
      }.</span>`
    : nothing;
