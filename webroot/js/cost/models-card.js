// @ts-check
// What each model took today, over all agents.
import { html, nothing, vars } from '../core/dom.js';
import { compact, plural, usd } from '../core/fmt.js';
import { empty } from '../ui/states.js';
import { byModel } from './models.js';

/** @typedef {import('./models.js').Model} Model */

/**
 * @param {object} parts
 * @param {import('./types.js').ModelSpend[] | null} parts.models
 * @param {unknown} parts.instead
 * @param {import('./units.js').Unit} parts.unit
 */
export const modelsCard = ({ models, instead, unit }) => html`<section class="card" aria-labelledby="models-t">
  <header class="panel-head"><h2 id="models-t">By model</h2><span class="t12 muted">today</span></header>
  ${models ? body(byModel(models, unit.key)) : instead}
</section>`;

/** @param {Model[]} models */
function body(models) {
  if (models.length === 0) {
    return empty('No model was used today', 'Clients that do not tell their model are in the totals of their agents alone.');
  }
  return html`<div class="scroll" tabindex="0" role="region" aria-label="By model, table"><table class="table">
      <thead><tr><th scope="col">Model</th><th scope="col" class="right">Calls</th><th scope="col" class="right two">Tokens<br><span class="muted">in / out</span></th><th
        scope="col" class="right">Spend</th><th scope="col" class="sh">Share</th></tr></thead>
      <tbody>${models.map(line)}</tbody>
    </table></div>${notes(models)}`;
}

/** @param {Model} model */
const line = ({ model, tokens, usd: spent, unpriced, counted, calls, input, output, share }) => html`<tr>
  <th scope="row" class="mono"><span class="trunc model-n" dir="auto" title=${model}>${model}</span></th>
  <td class="right num muted">${sumWords(calls)}</td>
  <td class="right num two">${counted ? compact(tokens) : UNKNOWN}${inAndOut(input, output)}</td>
  <td class="right num med">${unpriced ? html`<span class="pill warn">no price</span>` : counted ? usd(spent) : UNKNOWN}</td>
  <td class="sh">${
    share === null
      ? html`<span class="muted t12">in no total</span>`
      : html`<span class="row"><span class="meter" aria-hidden="true"><i ${vars({ '--v': `${share}%` })}></i></span><span
          class="num muted pc">${share > 0 && share < 1 ? 'under 1' : Math.floor(share)} %</span></span>`
  }</td>
</tr>`;

const UNKNOWN = html`<span class="muted t12">unknown</span>`;

/** @param {import('./models.js').Sum} sum */
const sumWords = (sum) => (sum === null ? UNKNOWN : html`${sum.whole ? nothing : AT_LEAST}${compact(sum.amount)}`);

const AT_LEAST = html`<span aria-hidden="true">≥\u2009</span><span class="sr">at least </span>`;

/** @param {import('./models.js').Sum} input @param {import('./models.js').Sum} output */
const inAndOut = (input, output) =>
  input === null || output === null
    ? html`<br><span class="muted t12">unknown</span>`
    : html`<br><span class="muted t12">${sumWords(input)}<span aria-hidden="true"> / </span><span class="sr"> in, </span>${sumWords(
        output,
      )}<span class="sr"> out</span></span>`;

/** @param {Model[]} models */
function notes(models) {
  const unpriced = models.filter((model) => model.unpriced);
  const refused = models.reduce((sum, model) => sum + model.refused, 0);
  const uncounted = models.filter((model) => !model.counted);
  return html`<p class="t12 muted pad note">Tokens and dollars are what SDKs counted; calls, in and out are what the audit log tells of calls that ended.${
    uncounted.length === 0 ? nothing : html` ${plural(uncounted.length, 'model')} only the log knows: its SDK counts without the model.`
  }${
    unpriced.length === 0
      ? nothing
      : html` ${plural(unpriced.length, 'model')} without a price, or with one of zero, ${unpriced.length === 1 ? 'is' : 'are'} in no total of dollars.`
  }${refused === 0 ? nothing : html` ${plural(refused, 'call')} refused today for want of a price.`}</p>`;
}
