// @ts-check
// Dollars or tokens: every number and axis of the page is one of the two.
import { compact, count, usd, usdCap } from '../core/fmt.js';

/**
 * @typedef {object} Unit
 * @property {import('./types.js').UnitKey} key
 * @property {string} noun
 * @property {string} dailyCap its name in a budget
 * @property {string} sessionCap
 * @property {(amount: number) => string} text
 * @property {(amount: number) => string} limit
 * @property {(amount: number) => string} tick on an axis
 */

/** @type {Unit} */
const USD = {
  key: 'usd',
  noun: 'Spend',
  dailyCap: 'per_agent_usd_daily',
  sessionCap: 'per_session_usd',
  text: usd,
  limit: usdCap,
  tick: dollars,
};

/** @type {Unit} */
const TOKENS = {
  key: 'tokens',
  noun: 'Tokens',
  dailyCap: 'per_agent_tokens_daily',
  sessionCap: 'per_session_tokens',
  text: compact,
  limit: compact,
  tick: short,
};

/** @param {string | undefined} key of the address */
export const unitOf = (key) => (key === 'tokens' ? TOKENS : USD);

/** @param {Unit} unit */
export const otherUnit = (unit) => (unit.key === 'usd' ? TOKENS : USD);

/** As few places as tell it from its neighbours. @param {number} amount */
function dollars(amount) {
  if (amount === 0 || amount >= 1000) {
    return `$${count(amount)}`;
  }
  const places = amount >= 1 ? 2 : Math.min(8, Math.ceil(-Math.log10(amount)) + 1);
  return `$${amount.toFixed(places).replace(/\.?0+$/, '')}`;
}

/** @param {number} amount */
function short(amount) {
  if (amount < 1000) {
    return count(amount);
  }
  const [part, letter] = amount < 1e6 ? [amount / 1e3, 'k'] : amount < 1e9 ? [amount / 1e6, 'M'] : [amount / 1e9, 'B'];
  return `${Number(part.toFixed(1))}${letter}`;
}
