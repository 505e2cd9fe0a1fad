// @ts-check
// How far a search through the rows looked, and the way on.
import { html, nothing } from '../core/dom.js';
import { href } from '../core/router.js';
import { wordsOf } from './search-words.js';

/** @param {import('./audit-query.js').Shown} page */
export const searchedLine = ({ searched, onward }) =>
  searched
    ? html`<span class="row t13 muted num searched">${wordsOf(searched)}${
        onward ? html`<a class="btn sm" href=${href(onward)}>Search further</a>` : nothing
      }</span>`
    : nothing;
