// @ts-check
// A verification that has no verdict: it stopped, or somebody stopped it. What it had read is told, and no more.
import { html } from '../core/dom.js';
import { sentence } from '../core/fmt.js';
import { glyph } from '../ui/glyph.js';
import { farOf } from './run-words.js';
import { factsOf } from '../ui/states.js';

/** @typedef {import('./server-run.js').ServerRun} ServerRun */

/** Whether reading stopped, and was not only refused or about nothing. @param {import('../core/api.js').ApiError | null} error */
export const isStop = (error) => error !== null && error.status !== 403 && error.status !== 404;

/** @param {ServerRun | null} run */
const far = (run) => (run && run.rows > 0 ? `It had read ${farOf(run)} events. ` : '');

/**
 * @param {import('../core/api.js').ApiError} error
 * @param {ServerRun | null} run how far it got, where that is known
 * @param {string} about as `this session`
 */
export const stopped = (error, run, about) =>
  error.status === 403
    ? band('warn', 'Not allowed', 'Your role may not verify. Somebody whose role allows it can send you a link to a result.', error)
    : error.status === 404
      ? band('none', 'There is no such verification', 'The address may be mistyped, or the result is no longer kept. Verify again.', error)
      : band(
          'fail',
          'Verification stopped',
          `${sentence(error.detail)} ${far(run)}This is not a verdict: nothing is known about ${about} until it was read to its end.`,
          error,
        );

/** @param {ServerRun | null} run @param {string} about */
export const cancelled = (run, about) => band(
  'none',
  'Verification cancelled',
  `${far(run)}This is not a verdict: what was not read may hold anything, so nothing is known about ${about} as a whole.`,
);

/** @param {import('../ui/glyph.js').Shape} shape @param {string} title @param {string} words @param {Error} [error] */
const band = (shape, title, words, error) => html`<div class="vb ${shape}" role=${shape === 'fail' ? 'alert' : 'status'}>${glyph(shape)}<div>
  <h2>${title}</h2><p>${words}</p>${error ? html`<p class="mono t12 wrap-any">${factsOf(error)}</p>` : ''}</div></div>`;
