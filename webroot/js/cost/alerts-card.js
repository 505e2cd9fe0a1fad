// @ts-check
// Caps that were used up to a threshold, and how the webhook took the news.
import { html, nothing } from '../core/dom.js';
import { compact, duration, plural, usd, usdCap } from '../core/fmt.js';
import { glyph } from '../ui/glyph.js';
import { empty } from '../ui/states.js';
import { agoOf } from '../ui/time.js';
import { capWords } from './words.js';

/** @typedef {import('./types.js').Alert} Alert */
/** @typedef {import('./types.js').Delivery} Delivery */

/** @param {string} unit @param {number} amount */
const amount = (unit, amount) => (unit === 'usd' ? usd(amount) : unit === 'tokens' ? compact(amount) : duration(amount));

/** @param {string} unit @param {number} limit */
const whole = (unit, limit) => (unit === 'usd' ? usdCap(limit) : amount(unit, limit));

/** @param {{ alerts: Alert[] | null, instead: unknown }} parts */
export const alertsCard = ({ alerts, instead }) => html`<section class="card" aria-labelledby="alerts-t">
  <header class="panel-head"><h2 id="alerts-t">Threshold alerts</h2><span class="t12 muted">the newest</span></header>
  ${
    !alerts
      ? instead
      : alerts.length === 0
        ? empty('No cap came near its limit', 'Each threshold of a cap is told once a day or session, here and in the audit log.')
        : html`<ul class="log-list">${alerts.map(alertLine)}</ul>`
  }
</section>`;

/** @param {Alert} alert */
const alertLine = (alert) => html`<li>${glyph(alert.threshold_percent >= 100 ? 'fail' : 'warn')}<span class="grow"><span class="row wrap"><b
    class="med trunc" dir="auto" title=${alert.agent_id}>${alert.agent_id}</b><span>reached ${alert.threshold_percent} % of its ${capWords(alert.cap)}</span></span><span
    class="t12 muted num">${amount(alert.unit, alert.used)} of ${whole(alert.unit, alert.limit)}</span></span><span class="t12 muted nowrap">${agoOf(
    alert.raised_at,
  )}</span></li>`;

/** @param {{ deliveries: Delivery[] | null, instead: unknown }} parts */
export const deliveriesCard = ({ deliveries, instead }) => html`<section class="card" aria-labelledby="deliveries-t">
  <header class="panel-head"><h2 id="deliveries-t">Webhook deliveries</h2><span class="t12 muted">the newest</span></header>
  ${
    !deliveries
      ? instead
      : deliveries.length === 0
        ? empty('No alert was sent', 'Alerts leave the console once a webhook is configured (alerts.webhook).')
        : html`<ul class="log-list">${deliveries.map(deliveryLine)}</ul>`
  }
</section>`;

/** @type {Record<Delivery['state'], [shape: import('../ui/glyph.js').Shape, word: string]>} */
const STATES = { delivered: ['pass', 'Delivered'], waiting: ['pend', 'Waiting'], failed: ['fail', 'Failed'] };

/** @param {Delivery} delivery */
function deliveryLine(delivery) {
  const [shape, word] = STATES[delivery.state] ?? ['none', delivery.state];
  return html`<li>${glyph(shape)}<span class="grow"><span class="row wrap"><b class="med">${word}</b><span class="trunc" dir="auto">${
      delivery.agent_id
    }, ${delivery.threshold_percent} % of its ${capWords(delivery.cap)}</span></span><span class="t12 muted wrap-any">${
      delivery.target ? `to ${delivery.target}, ` : ''
    }${plural(delivery.tries, 'try', 'tries')}${delivery.last_status ? `, HTTP ${delivery.last_status}` : ''}${
      delivery.last_error ? `: ${delivery.last_error}` : ''
    }${delivery.next_try_at ? html`; next try ${agoOrSoon(delivery.next_try_at)}` : nothing}</span></span><span
    class="t12 muted nowrap">${agoOf(delivery.tried_at ?? delivery.created_at)}</span></li>`;
}

/** @param {string} at */
const agoOrSoon = (at) => (Date.parse(at) <= Date.now() ? 'due now' : html`at <span class="num">${at.slice(11, 19)} UTC</span>`);
