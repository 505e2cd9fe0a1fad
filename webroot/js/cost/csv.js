// @ts-check
// Days and agents as a file for spreadsheets.
import { exact, minus, plain } from './exact.js';

/** What a spreadsheet would run. */
const FORMULA = /^[=+\-@\t\r]/;

/** What has no row of its own because the server told it in no row. */
const REST = '(all others)';

/** @param {import('./types.js').History} history */
export function csvOf(history) {
  const rows = history.days.flatMap((day) => [...agentsOf(history, day.day), ...restOf(history, day)]);
  return [['day', 'agent', 'usd', 'tokens'], ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

/** @param {import('./types.js').History} history @param {string} day */
const agentsOf = (history, day) =>
  history.top.flatMap(({ agent_id: agent, days }) =>
    days.filter((one) => one.day === day).map((one) => [day, agent, amount(one.usd), amount(one.tokens)]),
  );

/** @param {import('./types.js').History} history @param {import('./types.js').History['days'][number]} day */
function restOf(history, day) {
  const left = (/** @type {import('./types.js').UnitKey} */ unit) =>
    history.top
      .flatMap(({ days }) => days.filter((one) => one.day === day.day))
      .reduce((rest, one) => minus(rest, one[unit]), day[unit]);
  const [usd, tokens] = [left('usd'), left('tokens')];
  return usd > 0 || tokens > 0 ? [[day.day, REST, amount(usd), amount(tokens)]] : [];
}

/** @param {number} n */
const amount = (n) => plain(exact(n));

/** @param {string} text */
function field(text) {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
