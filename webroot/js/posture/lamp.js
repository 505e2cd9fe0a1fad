// @ts-check
// One of the eight lamps. Passing is quiet; a deviation is a tint, a shape, a heavier word and a number.
import { html, nothing } from '../core/dom.js';
import { glyph, WORDS } from '../ui/glyph.js';

/** @typedef {import('../core/types.js').Module} Module */
/** @typedef {import('../core/types.js').Agent} Agent */

/** The eight modules, always in this order. @type {Module[]} */
export const MODULES = ['audit', 'scope', 'cost', 'gates', 'loop', 'presence', 'contracts', 'compliance'];

/** @type {Record<Module | 'halt', string>} */
export const LABELS = {
  audit: 'Audit',
  scope: 'Scope',
  cost: 'Cost',
  gates: 'Gates',
  loop: 'Loop',
  presence: 'Presence',
  contracts: 'Contracts',
  compliance: 'Compliance',
  halt: 'Halted',
};

/** @type {Map<unknown, import('../ui/glyph.js').Shape>} */
const SHAPES = new Map([['PASS', 'pass'], ['WARN', 'warn'], ['FAIL', 'fail'], ['UNKNOWN', 'none']]);

/** What a halted agent is refused at. @type {Set<Module>} */
const REFUSED = new Set(['scope', 'cost', 'gates', 'loop', 'contracts']);

/** A longer word beside the label would not fit; it is in the issue line below. */
const LONGEST_VALUE = 5;

/**
 * What a lamp shows; a halt overrides what the modules say.
 *
 * @param {Agent} agent
 * @param {Module} module
 */
export function lampOf(agent, module) {
  const lamp = agent.modules[module];
  const shape = SHAPES.get(lamp?.status) ?? 'none';
  if (agent.presence.halt) {
    if (module === 'presence') {
      return { shape: /** @type {const} */ ('halt'), label: 'Halted', value: null, title: titleOf('Presence', 'halt', lamp) };
    }
    if (REFUSED.has(module)) {
      return { shape: /** @type {const} */ ('deny'), label: LABELS[module], value: null, title: titleOf(LABELS[module], 'deny', lamp) };
    }
  }
  const lit = shape === 'warn' || shape === 'fail';
  const value = lit && module !== 'presence' && lamp.value && lamp.value.length <= LONGEST_VALUE ? lamp.value : null;
  return { shape, label: LABELS[module], value, title: titleOf(LABELS[module], shape, lamp) };
}

/** @param {string} label @param {import('../ui/glyph.js').Shape} shape @param {import('../core/types.js').Lamp} [lamp] */
const titleOf = (label, shape, lamp) => `${label}: ${WORDS[shape]}${lamp?.reason ? `, ${lamp.reason}` : ''}`;

/** @param {Agent} agent @param {Module} module */
export function lamp(agent, module) {
  const { shape, label, value, title } = lampOf(agent, module);
  return html`<li class="lamp ${shape}" title=${title}>
    <span class="sr">${WORDS[shape]}: </span>${glyph(shape)}<span class="ln">${label}</span>${
      value ? html`<span class="lv num">${value}</span>` : nothing
    }</li>`;
}
