// @ts-check
// Amounts are decimals. They are added up as whole millionths of a millionth, so that what is shown does not drift.

const DIGITS = 12;
const FORM = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i;

/** A number as the API wrote it, in its smallest unit; what is none is nothing. @param {number | string} amount */
export function exact(amount) {
  const parts = String(amount).match(FORM);
  if (!parts) {
    return 0n;
  }
  const [, sign, whole, fraction = '', power = '0'] = parts;
  const shift = DIGITS + Number(power) - fraction.length;
  const digits = shift >= 0 ? whole + fraction + '0'.repeat(shift) : (whole + fraction).slice(0, shift) || '0';
  return BigInt(sign + digits);
}

/** As text, without zeros at its end. @param {bigint} units */
export function plain(units) {
  const digits = (units < 0n ? -units : units).toString().padStart(DIGITS + 1, '0');
  const text = `${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`.replace(/\.?0+$/, '');
  return units < 0n ? `-${text}` : text;
}

/** @param {bigint} units */
const number = (units) => Number(plain(units));

/** @param {number[]} amounts */
export const total = (amounts) => number(amounts.reduce((sum, amount) => sum + exact(amount), 0n));

/** @param {number} one @param {number} other */
export const minus = (one, other) => number(exact(one) - exact(other));

/**
 * Used of a limit in percent, rounded down to a tenth, as the server does: nearly all is not all.
 *
 * @param {number} used
 * @param {number} limit
 */
export function percentOf(used, limit) {
  const [part, whole] = [exact(used), exact(limit)];
  if (whole <= 0n) {
    return part > 0n ? 100 : 0;
  }
  return Number((part * 1000n) / whole) / 10;
}
