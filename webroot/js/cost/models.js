// @ts-check
// Models over all agents. What has no price is in no total of dollars.
import { percentOf, total } from './exact.js';

/**
 * @typedef {object} Model
 * @property {string} model
 * @property {number} usd
 * @property {number} tokens
 * @property {number} refused calls that were not made for want of a price
 * @property {boolean} unpriced
 * @property {number | null} share in percent; null where it is in no total
 */

/**
 * @param {import('./types.js').ModelSpend[]} rows
 * @param {import('./types.js').UnitKey} unit
 * @returns {Model[]} those that used the most first
 */
export function byModel(rows, unit) {
  /** @type {Map<string, import('./types.js').ModelSpend[]>} */
  const found = new Map();
  rows.forEach((row) => found.set(row.model, [...(found.get(row.model) ?? []), row]));
  const models = [...found].map(([model, ofModel]) => {
    const usd = total(ofModel.map((row) => row.usd_used_today));
    return {
      model,
      usd,
      tokens: total(ofModel.map((row) => row.tokens_used_today)),
      refused: total(ofModel.map((row) => row.calls_refused_today)),
      unpriced: usd === 0 && ofModel.some((row) => row.unpriced),
    };
  });
  const counted = models.filter(({ unpriced }) => unit === 'tokens' || !unpriced);
  const sum = total(counted.map((model) => model[unit]));
  return models
    .map((model) => ({ ...model, share: counted.includes(model) && sum > 0 ? percentOf(model[unit], sum) : null }))
    .sort((a, b) => b[unit] - a[unit] || Number(a.unpriced) - Number(b.unpriced) || (a.model < b.model ? -1 : 1));
}
