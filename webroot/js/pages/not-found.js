// @ts-check
// What stands at an address that leads nowhere.
import { html } from '../core/dom.js';
import { pageHead } from '../shell/page-head.js';
import { empty } from '../ui/states.js';

/**
 * @param {typeof import('../core/router.js').route} route
 * @returns {import('../core/router.js').Page}
 */
export default (route) => ({
  title: 'Not found',
  view: () => html`${pageHead({ title: 'There is no such page' })}<div class="card">${empty(
    route.value.path,
    'The address may be mistyped, or belong to a newer version of this console.',
    html`<a class="btn" href="/posture">Go to the posture</a>`,
  )}</div>`,
});
