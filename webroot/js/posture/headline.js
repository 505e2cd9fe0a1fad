// @ts-check
// The verdict: the page's title is the posture, one line names who it is about.
import { html } from '../core/dom.js';
import { agentLink } from '../ui/agent-link.js';
import { ring } from './ring.js';

/** @typedef {import('../core/types.js').Posture} Posture */

/** @param {Posture} posture */
export const headline = (posture) => html`<div class="verdict grow" data-tour="verdict">
  ${ring(posture.agents.map(({ status }) => status))}
  <div class="grow"><h1>${posture.verdict.headline}</h1><p class="sum dim t13">${linked(posture)}</p></div>
</div>`;

/** The server's sentence, with the agents that it names as links to their pages. @param {Posture} posture */
function linked({ verdict, agents }) {
  const known = new Set(agents.map(({ agent_id }) => agent_id));
  return split(verdict.sentence, known).map((part) =>
    known.has(part) ? agentLink(part) : part,
  );
}

/**
 * Cuts a sentence so that every word that is an agent's id stands alone.
 *
 * @param {string} sentence
 * @param {Set<string>} ids
 * @returns {string[]}
 */
export function split(sentence, ids) {
  /** @type {string[]} */
  const parts = [''];
  for (const word of sentence.split(/(\s+)/)) {
    const bare = word.replace(/[.,:;]+$/, '');
    if (ids.has(bare)) {
      parts.push(bare, word.slice(bare.length));
    } else {
      parts[parts.length - 1] += word;
    }
  }
  return parts.filter(Boolean);
}
