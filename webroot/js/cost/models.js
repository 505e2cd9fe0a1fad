// @ts-check
// Models over all agents. What has no price is in no total of dollars.
import { percentOf, total } from './exact.js';

/** A sum of which parts may be missing; null where all are. @typedef {{ amount: number, whole: boolean } | null} Sum */

/**
 * @typedef {object} Model
 * @property {string} model
 * @property {number} usd
 * @property {number} tokens
 * @property {number} refused calls that were not made for want of a price
 * @property {boolean} unpriced
 * @property {boolean} counted whether any SDK counted it by model
 * @property {Sum} calls that were answered
 * @property {Sum} input tokens
 * @property {Sum} output tokens
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
      counted: ofModel.some((row) => row.counted),
      ...callsOf(ofModel),
    };
  });
  const counted = models.filter((model) => model.counted && (unit === 'tokens' || !model.unpriced));
  const sum = total(counted.map((model) => model[unit]));
  return models
    .map((model) => ({ ...model, share: counted.includes(model) && sum > 0 ? percentOf(model[unit], sum) : null }))
    .sort((a, b) => b[unit] - a[unit] || Number(a.unpriced) - Number(b.unpriced) || (a.model < b.model ? -1 : 1));
}

/**
 * What the audit log tells of calls, of these rows together.
 *
 * @param {import('./types.js').ModelSpend[]} rows
 */
export function callsOf(rows) {
  const called = rows.filter((row) => row.calls_today !== 0 || row.calls_without_split_today !== 0 || row.input_tokens_today !== null);
  const split = called.every((row) => row.calls_without_split_today === 0);
  return {
    calls: sumOf(rows.map((row) => row.calls_today)),
    input: sumOf(called.map((row) => row.input_tokens_today), split),
    output: sumOf(called.map((row) => row.output_tokens_today), split),
  };
}

/**
 * @param {(number | null)[]} amounts
 * @param {boolean} [whole] whether each of them is all of its row's
 * @returns {Sum}
 */
function sumOf(amounts, whole = true) {
  const known = amounts.filter((amount) => amount !== null);
  return known.length === 0 ? null : { amount: total(known), whole: whole && known.length === amounts.length };
}
