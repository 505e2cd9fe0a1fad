// @ts-check
// Whether an agent lives, as its heartbeats say: filled dot, hollow ring, diamond.
import { html } from '../core/dom.js';
import { stamp } from '../core/fmt.js';
import { glyph } from './glyph.js';

/** @type {Record<string, [classes: string, word: string]>} */
const STATES = {
  live: ['live', 'Live'],
  idle: ['idle', 'Idle'],
  unresponsive: ['lost', 'Unresponsive'],
  never_seen: ['never', 'No heartbeat'],
};

/** @param {import('../core/types.js').AgentPresence} agent */
export function presence(agent) {
  if (agent.halt) {
    return html`<span class="presence haltb">${glyph('halt')}Halted</span>`;
  }
  const [classes, word] = STATES[agent.status] ?? ['never', agent.status];
  const title = agent.last_heartbeat ? `Last heartbeat ${stamp(agent.last_heartbeat)}` : 'No heartbeat was ever seen';
  return html`<span class="presence ${classes}" title=${title}><span class="dot"></span>${word}</span>`;
}
