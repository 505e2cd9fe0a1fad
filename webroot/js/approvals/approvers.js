// @ts-check
// Who else may decide what the visitor may not, as the console says: read for those requests alone, and anew with the list.
import { signal } from '../../vendor/signals-core.js';
import { get } from '../core/api.js';

/** @typedef {{ user_id: string, username: string, online: boolean }} Approver */

export function approversOf() {
  /** By request; null where it could not be read. @type {import('../../vendor/signals-core.js').Signal<ReadonlyMap<string, Approver[] | null>>} */
  const known = signal(new Map());
  let turn = 0;

  /** @param {string} id @returns {Promise<[string, Approver[] | null]>} */
  async function read(id) {
    try {
      const { approvers } = await get(`/api/gates/${encodeURIComponent(id)}/context`, {}, { unattended: true });
      return [id, approvers ?? null];
    } catch {
      return [id, null];
    }
  }

  return {
    known,
    /** @param {string[]} ids of the requests that the visitor may not decide */
    async readAll(ids) {
      const mine = ++turn;
      const answers = await Promise.all(ids.map(read));
      if (mine === turn) {
        known.value = new Map(answers);
      }
    },
    stop: () => (turn += 1),
  };
}

const NAMED = 3;

/**
 * Who else can, in words; empty while it is not known.
 *
 * @param {Approver[] | null | undefined} approvers
 */
export function approverWords(approvers) {
  if (!approvers) {
    return '';
  }
  const online = approvers.filter((one) => one.online);
  if (online.length > 0) {
    return `${listed(online)} can approve and ${online.length === 1 ? 'is' : 'are'} online.`;
  }
  return approvers.length > 0
    ? `${listed(approvers)} can approve; ${approvers.length === 1 ? 'they are not online' : 'none of them is online'} now.`
    : 'Nobody else can approve it: every admin stands behind this agent, or there is no other.';
}

/** @param {Approver[]} people */
function listed(people) {
  const names = people.slice(0, NAMED).map(({ username }) => username);
  const more = people.length - names.length;
  const all = more > 0 ? [...names, `${more} more`] : names;
  return all.length === 1 ? all[0] : `${all.slice(0, -1).join(', ')} and ${all[all.length - 1]}`;
}
