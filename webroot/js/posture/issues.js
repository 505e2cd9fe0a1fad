// @ts-check
// What is wrong with an agent, line by line, each with the event that shows it.
import { html, nothing } from '../core/dom.js';
import { url } from '../core/router.js';
import { glyph } from '../ui/glyph.js';
import { haltWords } from '../halt/halt-words.js';
import { LABELS } from './lamp.js';
import { timeOf } from '../ui/time.js';

/** @typedef {import('../core/types.js').Agent} Agent */

/**
 * The worst of them, how many more there are, and whether a halted agent obeys.
 *
 * @param {Agent} agent
 * @param {number} most
 * @param {string} [fit] how a line that is too long is fitted in
 */
export function issues(agent, most, fit = 'trunc') {
  const obeyed = obedience(agent.presence.halt, fit);
  const shown = agent.issues.slice(0, obeyed === nothing ? most : most - 1);
  const more = agent.issues.length - shown.length;
  return html`<ul class="issues">${shown.map((issue, i) =>
    line(agent, issue, { more: i === shown.length - 1 ? more : 0, fit }),
  )}${obeyed}</ul>`;
}

/** Whether a halted agent obeys. @param {import('../core/types.js').Halt | null} halt @param {string} fit */
function obedience(halt, fit) {
  if (!halt) {
    return nothing;
  }
  const { shape, title, text, at } = haltWords(halt);
  return html`<li class="issue ${shape}">${glyph(shape)}<span class="grow ${fit}" title=${`${title} ${text}`}><b>${title}</b> ${text}</span>${
    at ? html`<span class="num t12 muted">${timeOf(at)}</span>` : nothing
  }</li>`;
}

/** @param {Agent} agent @param {import('../core/types.js').Issue} issue @param {{ more: number, fit: string }} parts */
function line(agent, issue, { more, fit }) {
  const halted = issue.module === 'halt';
  const shape = halted ? 'halt' : issue.status === 'FAIL' ? 'fail' : 'warn';
  const by = halted && agent.presence.halt ? `by ${agent.presence.halt.halted_by}: ` : '';
  const text = halted ? `${by}“${issue.text}”` : issue.text;
  return html`<li class="issue ${shape}">${glyph(shape)}<span class="grow ${fit}" title=${text}><b>${
    LABELS[issue.module] ?? issue.module
  }</b> ${text}</span>${more > 0 ? html`<a class="t12" href=${url('/audit', { agent: agent.agent_id })}>+${more} more</a>` : nothing}${
    issue.at
      ? html`<a class="num t12" href=${url('/audit', { agent: agent.agent_id, event: issue.event_id })}>${timeOf(issue.at)}</a>`
      : nothing
  }</li>`;
}
