// @ts-check
// An agent's name, which leads to its page. The direction of what stands in it does not reach beyond it.
import { html, nothing } from '../core/dom.js';
import { agentUrl } from '../core/agent-url.js';

/** @param {string} id @param {string} [classes] @param {boolean} [row] whether it stands for its row when keys walk over rows */
export const agentLink = (id, classes, row = false) => html`<a class=${classes ?? nothing} ?data-row=${row} href=${agentUrl(id)}><bdi>${id}</bdi></a>`;
