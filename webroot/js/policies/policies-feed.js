// @ts-check
// All stored policies page by page, and of the open one what it was before and what waits to be confirmed.
import { signal } from '../../vendor/signals-core.js';
import { get } from '../core/api.js';

/** @typedef {import('../core/api.js').ApiError} ApiError */
/** @typedef {{ rows: any[] | null, more: string | null, error: ApiError | null, loading: boolean }} Listed */
/** @typedef {{ key: string, changes: any[] | null, more: number | null, proposals: any[], error: ApiError | null, loading: boolean }} Told */

export function policiesFeed() {
  /** @type {import('../../vendor/signals-core.js').Signal<Listed>} */
  const listed = signal({ rows: null, more: null, error: null, loading: false });
  /** @type {import('../../vendor/signals-core.js').Signal<Told | null>} null: none is open */
  const told = signal(null);
  let turn = 0;
  let turnOfOne = 0;

  /** @param {string | null} cursor null: from the beginning */
  async function read(cursor = null) {
    const mine = ++turn;
    listed.value = { ...listed.peek(), loading: true };
    try {
      const { policies, next_cursor: more } = await get('/api/policies', { cursor });
      if (mine === turn) {
        const before = cursor === null ? [] : (listed.peek().rows ?? []);
        listed.value = { rows: [...before, ...policies], more, error: null, loading: false };
      }
    } catch (error) {
      if (mine === turn) {
        listed.value = { rows: null, more: null, error: /** @type {any} */ (error), loading: false };
      }
    }
  }

  /** @param {string} agent @param {string} type @param {number | null} cursor null: the newest */
  async function open(agent, type, cursor = null) {
    const mine = ++turnOfOne;
    const key = `${agent}/${type}`;
    const known = told.peek()?.key === key ? told.peek() : null;
    told.value = { key, changes: known?.changes ?? null, more: known?.more ?? null, proposals: known?.proposals ?? [], error: null, loading: true };
    try {
      const path = `/api/policies/${encodeURIComponent(agent)}`;
      const [page, now] = await Promise.all([get(`${path}/${encodeURIComponent(type)}/history`, { cursor }), get(path)]);
      if (mine === turnOfOne) {
        const before = cursor === null ? [] : (told.peek()?.changes ?? []);
        const proposals = now.proposals.filter((/** @type {any} */ one) => one.policy_type === type);
        told.value = { key, changes: [...before, ...page.changes], more: page.next_cursor, proposals, error: null, loading: false };
      }
    } catch (error) {
      if (mine === turnOfOne) {
        told.value = { key, changes: null, more: null, proposals: [], error: /** @type {any} */ (error), loading: false };
      }
    }
  }

  return {
    listed,
    told,
    read,
    open,
    close() {
      turnOfOne += 1;
      told.value = null;
    },
    stop() {
      turn += 1;
      turnOfOne += 1;
    },
  };
}
