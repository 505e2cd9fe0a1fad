// @ts-check
// An event's metadata or a payload, as text with quiet colours.
import { html } from '../core/dom.js';
import { pretty, tokens } from './json-tokens.js';

/** @param {unknown} value @param {string} label */
export const jsonView = (value, label) => html`<pre class="code json" tabindex="0" role="region" aria-label=${label}>${tokens(
  pretty(value),
).map(({ type, text }) => (type === 'plain' ? text : html`<span class="j-${type}">${text}</span>`))}</pre>`;
