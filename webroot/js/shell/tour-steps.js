// @ts-check
// What the guided tour says, and where.
import { hasPage } from './places.js';

/**
 * @typedef {object} Step
 * @property {string} path the page it speaks of
 * @property {string} otherwise the page for a build without that one
 * @property {string[]} anchors selectors of what it points at, the best first; the card is in the middle without any
 * @property {string} title
 * @property {string} text
 */

/** @type {Step[]} */
export const STEPS = [
  {
    path: '/posture',
    otherwise: '/posture',
    anchors: ['[data-tour="verdict"]'],
    title: 'One sentence, whole fleet',
    text: 'The headline is the posture, the worst news first. Below it, every agent has the same eight lamps in the same place: quiet is healthy, a lit lamp is a deviation, and what nobody has checked is called unknown, never fine.',
  },
  {
    path: '/posture',
    otherwise: '/posture',
    anchors: ['[data-tour="halt"]', '[data-tour="card"]'],
    title: 'Halt stops every path',
    text: 'A halted agent is refused at every check, on every server, within seconds. Only an admin can halt or resume, and both are written to the audit log.',
  },
  {
    path: '/audit',
    otherwise: '/audit',
    anchors: ['[data-tour="verify"]', '[data-tour="nav-audit"]'],
    title: 'Proof, not a promise',
    text: 'Every event is chained by HMAC. Verify a session or the whole log at any time: the console names the exact event that was changed, and says what it did not check.',
  },
  {
    path: '/cost',
    otherwise: '/posture',
    anchors: ['[data-tour="cost"]', '[data-tour="spend"]', '#main .strip', '[data-tour="nav-cost"]'],
    title: 'Spend against its caps',
    text: 'What each agent, model and session spent today, and how much of its cap is left. Days start at 00:00 UTC; real spend is never shown as zero.',
  },
  {
    path: '/approvals',
    otherwise: '/approvals',
    anchors: ['#main article.req', '[data-tour="nav-approvals"]'],
    title: 'Decisions that wait for you',
    text: 'Agents pause here for a person, with what they want to do and until when. Nobody can approve the request of an agent that acts for them.',
  },
  {
    path: '/stream',
    otherwise: '/posture',
    anchors: ['[data-tour="help"]'],
    title: 'Watch it live, and come back any time',
    text: 'Events appear as they happen; pause whenever you want to read. This button opens the tour again, and Search finds pages, agents and events. The same data is in the API and on the command line.',
  },
];

/** Where a step is shown. @param {Step} step */
export const pathOf = ({ path, otherwise }) => (hasPage(path) ? path : otherwise);
