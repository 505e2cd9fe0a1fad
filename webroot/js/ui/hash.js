// @ts-check
// Hashes: whole in groups of eight where they are compared, short in lists.
import { html } from '../core/dom.js';
import { groupHash, shortHash } from '../core/fmt.js';

/** The whole hash: readable aloud, comparable by eye. @param {string} text */
export const hash = (text) =>
  html`<span class="hash">${groupHash(text).map((group) => html`<span class="hx">${group}</span>`)}</span>`;

/** A hash beside another: its groups that differ stand out, by more than their colour. @param {string} text @param {string} other */
export const hashDiffering = (text, other) => {
  const theirs = groupHash(other);
  return html`<span class="hash">${groupHash(text).map((group, i) => html`<span class="hx ${group === theirs[i] ? '' : 'differs'}">${group}</span>`)}</span>`;
};

/** For lists; the whole one is a hover away. @param {string} text */
export const hashShort = (text) => html`<span class="mono" title=${text}>${shortHash(text)}</span>`;

/** The beginning of a key's fingerprint in groups of four. @param {string} digits */
export const fingerprint = (digits) =>
  html`<span class="mono" title=${digits}>${digits.slice(0, 8).match(/.{1,4}/g)?.join(' ') ?? ''}…</span>`;
