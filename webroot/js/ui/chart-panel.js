// @ts-check
// A card with a chart: its title, its legend, and a button that shows the same data as a table.
import { html, icon, nothing } from '../core/dom.js';
import { setQuery } from '../core/router.js';
import { styles } from '../core/styles.js';
import './chart.js';

await styles('components/chart');

/**
 * @typedef {object} Drawn
 * @property {import('./chart.js').Options} options the same function as long as it is drawn in the same way
 * @property {unknown[]} data
 * @property {string} label what the picture says, in a sentence
 * @property {unknown} legend
 * @property {() => unknown} table the same data
 * @property {(event: CustomEvent) => void} [onPointed]
 */

/**
 * @param {object} parts
 * @param {string} parts.id
 * @param {string} parts.title
 * @param {string} parts.note a few words beside it
 * @param {Drawn | null} parts.drawn null shows `instead`
 * @param {unknown} [parts.instead] loading, empty, error
 * @param {boolean} parts.asTable whether the address asks for the table
 */
export const chartPanel = ({ id, title, note, drawn, instead, asTable }) => html`<section class="card chart-card" aria-labelledby=${id}>
  <header class="panel-head"><h2 id=${id}>${title}</h2><span class="t12 muted">${note}</span>${
    drawn
      ? html`<button type="button" class="btn quiet sm end" aria-pressed=${asTable ? 'true' : 'false'}
          aria-label="Table: ${title}" @click=${() => setQuery({ table: asTable ? null : id }, { replace: true })}>${icon(
            'table',
            undefined,
            's',
          )}Table</button>`
      : nothing
  }</header>
  ${drawn ? (asTable ? tabled(title, drawn) : pictured(drawn)) : instead}
</section>`;

/** @param {Drawn} drawn */
const pictured = ({ options, data, label, legend, onPointed }) => html`<gc-chart role="img" aria-label=${label} .options=${options}
  .data=${data} @pointed=${onPointed ?? nothing}></gc-chart>${legend}`;

/** @param {string} title @param {Drawn} drawn */
const tabled = (title, { table }) => html`<div class="scroll chart-table" tabindex="0" role="region" aria-label="${title}, as a table">${table()}</div>`;
