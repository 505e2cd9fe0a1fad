// @ts-check
// What an agent may use, what is kept from its model, which clients it calls models through, and who changed that.
import { html, nothing } from '../core/dom.js';
import { get } from '../core/api.js';
import { plural } from '../core/fmt.js';
import { on } from '../core/stream.js';
import { glyph } from '../ui/glyph.js';
import { agoOf, stampOf } from '../ui/time.js';
import { coverage } from './coverage.js';
import { panel, part } from './part.js';
import { differences, memberWords, valueWords } from './policy-diff.js';
import { policyHistory } from './policy-history.js';
import { reading } from './reading.js';

/**
 * @typedef {object} Policy
 * @property {string} policy_type
 * @property {unknown} policy
 * @property {string[] | null} allowed_tools
 * @property {string[] | null} hidden_tools
 * @property {string[] | null} allowed_apis
 * @property {string[] | null} allowed_models
 * @property {string} updated_at
 */

/** @typedef {{ proposal_id: string, policy_type: string, reason: string, proposed_by: string, proposed_at: string, expires_at: string }} Proposal */
/** @typedef {{ agent_id: string, policies: Policy[], proposals: Proposal[] }} Policies */

/** @type {['allowed_tools' | 'allowed_apis' | 'allowed_models' | 'hidden_tools', string, string][]} member, none of it, what it means */
const LISTS = [
  ['allowed_tools', 'Every tool is refused.', 'It may call these tools.'],
  ['allowed_apis', 'Every API is refused.', 'It may call these; * at the end stands for all that begins so.'],
  ['allowed_models', 'Every model is refused.', 'It may use these models.'],
  ['hidden_tools', 'None is hidden.', 'Left out of what its model is shown; a call is judged by the allowed tools alone.'],
];

/** @type {import('./tab-bar.js').MakeTab} */
export default function scope(id) {
  const read = reading((options) => /** @type {Promise<Policies>} */ (get(`/api/policies/${encodeURIComponent(id)}`, {}, options)));
  const wrapped = coverage(id);
  const history = policyHistory(id, ['scope', 'loop', 'routing']);

  function again() {
    read.read();
    wrapped.read();
    history.read();
  }

  /** What admins change; what code registers is seen at the next reading. @param {{ kind: string }} event */
  function changed({ kind }) {
    if (kind.startsWith('console.policy') || kind.startsWith('policy.')) {
      read.soon();
      history.soon();
    }
  }

  return {
    view: () => html`<div class="ag-grid">
      ${part({ read: read.state.value, retry: read.read, what: 'The policies', rows: 8, view: (value) => html`${proposals(value)}${lists(value)}${others(value)}` })}
      ${panel('wrap-t', 'Wrapped clients', wrapped.view(), { note: 'how it calls models' })}
      ${panel('hist-t', 'History', history.view(), { wide: true, note: 'of scope, loop and routing' })}
    </div>
    <p class="t12 muted ag-read">${read.state.value.at ? html`Read ${agoOf(read.state.value.at)}. ` : nothing}What an agent's own code registers shows when this is
      read again. <button type="button" class="btn quiet sm" @click=${again}>Read again</button></p>`,
    follow() {
      const stops = [read.follow(), wrapped.follow(), history.follow(), on('audit', changed)];
      return () => stops.forEach((stop) => stop());
    },
  };
}

/** @param {Policies} value */
const proposals = ({ proposals: waiting }) =>
  waiting.length === 0
    ? nothing
    : html`<ul class="wide">${waiting.map(
        (one) => html`<li class="banner info">${glyph('pend')}<span class="wrap-any"><b>A change of the ${one.policy_type} policy waits for another admin.</b>
          <bdi>${one.proposed_by}</bdi> proposed it ${agoOf(one.proposed_at)}: <span dir="auto">“${one.reason}”</span> It expires ${stampOf(one.expires_at)}.</span></li>`,
      )}</ul>`;

/** @param {Policies} value */
function lists({ policies }) {
  const policy = policies.find(({ policy_type: type }) => type === 'scope');
  if (!policy) {
    return html`<section class="card wide ag-none" aria-label="Scope"><p>${glyph('warn', 'inline')} <b>No policy: everything is refused.</b></p>
      <p class="t13 dim">No scope policy of this agent is stored, so every check of a tool, an API or a model is refused. Its code registers one, or an admin stores one.</p></section>`;
  }
  return html`${LISTS.map(([member, none, means]) => list(member, policy[member] ?? [], none, means))}`;
}

/** @param {string} member @param {string[]} names @param {string} none @param {string} means */
const list = (member, names, none, means) =>
  panel(
    `${member}-t`,
    memberWords(member),
    html`<div class="pad"><p class="t12 muted">${names.length === 0 ? none : means}</p>${
      names.length === 0 ? nothing : html`<ul class="ag-names">${names.map((name) => html`<li><code class="wrap-any"><bdi>${name}</bdi></code></li>`)}</ul>`
    }</div>`,
    { note: names.length === 0 ? 'none' : plural(names.length, 'entry', 'entries') },
  );

/** The other limits on what it does, member by member. @param {Policies} value */
const others = ({ policies }) =>
  policies
    .filter(({ policy_type: type }) => type !== 'scope' && type !== 'budget')
    .map(({ policy_type: type, policy, updated_at: at }) =>
      panel(
        `policy-${type}-t`,
        type === 'loop' ? 'Loop guard' : `${memberWords(type)} policy`,
        html`<dl class="kvs ag-kvs pad">${differences({}, policy).map(
          (one) => html`<div class="kv"><dt>${memberWords(one.name)}</dt><dd class="num wrap-any">${'added' in one ? one.added.join(', ') : valueWords(one.to)}</dd></div>`,
        )}</dl>`,
        { note: html`since ${agoOf(at)}` },
      ),
    );
