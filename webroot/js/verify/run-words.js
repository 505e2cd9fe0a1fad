// @ts-check
// How far a run on the server is, in words: rows, share, rate and time left, each only where the server knows it.
import { count, duration } from '../core/fmt.js';

/** @typedef {import('./server-run.js').ServerRun} ServerRun */

/** Whether it can still say more. @param {Pick<ServerRun, 'state'>} run */
export const isGoing = ({ state }) => state === 'queued' || state === 'running' || state === 'paused';

/** @param {Pick<ServerRun, 'rows' | 'total'>} run as 812 of 1,234; more than was estimated is only a number */
export const farOf = ({ rows, total }) => (total >= rows && total > 0 ? `${count(rows)} of ${count(total)}` : count(rows));

/** The share that was read, of one; nothing while it is unknown. @param {Pick<ServerRun, 'percent'>} run */
export const shareOf = ({ percent }) => Math.min(1, Math.max(0, (percent ?? 0) / 100));

/** @param {Pick<ServerRun, 'state' | 'rows' | 'total'>} run as Verifying… 812 of 1,234 */
export function progressTitle(run) {
  if (run.state === 'queued') {
    return 'Waiting for its turn…';
  }
  return `${run.state === 'paused' ? 'Paused at' : 'Verifying…'} ${farOf(run)}`;
}

/** @param {Pick<ServerRun, 'state' | 'percent' | 'rate' | 'seconds_left'>} run as 65 % · 410,000 rows/s · 12 s left */
export function progressFacts(run) {
  const { rate, seconds_left: left } = run;
  const isMoving = run.state === 'running';
  const facts = [
    run.percent === null ? '' : `${Math.floor(shareOf(run) * 100 + 1e-9)} %`,
    isMoving && rate > 0 ? `${count(rate)} rows/s` : '',
    isMoving && typeof left === 'number' ? `${duration(left)} left` : '',
  ];
  return facts.filter(Boolean).join(' · ');
}
