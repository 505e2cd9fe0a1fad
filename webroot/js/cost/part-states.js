// @ts-check
// What stands in a card that has nothing to show: it loads, it may not be seen, it failed.
import { html } from '../core/dom.js';
import { empty, failure, skeletonRows } from '../ui/states.js';

/**
 * @param {import('../core/part.js').Known<unknown>} state without anything known
 * @param {string} what as `The budgets`
 * @param {() => void} retry
 */
export function missing({ error }, what, retry) {
  if (!error) {
    return html`<div class="pad">${skeletonRows(6, 'sk-line')}</div>`;
  }
  return error.status === 403
    ? empty('Not allowed', 'Your role may not see this.')
    : failure({ title: `${what} cannot be read`, error, retry });
}
