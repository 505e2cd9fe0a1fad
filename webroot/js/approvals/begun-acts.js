// @ts-check
// The acts that the visitor began on requests and that are not done yet: their tries carry one key.
import { signal } from '../../vendor/signals-core.js';
import { act } from '../core/act.js';

/** @typedef {{ act: ReturnType<typeof act>, failedAt: number }} BegunAct failedAt: the server's milliseconds */
/** @typedef {ReadonlyMap<string, BegunAct>} Acts by what is done */

export function begunActs() {
  /** By request. @type {import('../../vendor/signals-core.js').Signal<ReadonlyMap<string, Acts>>} */
  const begun = signal(new Map());

  /** @param {(id: string) => boolean} stays */
  function keep(stays) {
    const left = [...begun.peek()].filter(([id]) => stays(id));
    if (left.length < begun.peek().size) {
      begun.value = new Map(left);
    }
  }

  return {
    /**
     * The act that was begun, if one was.
     *
     * @param {string} id of the request
     * @param {string} name what is done
     * @returns {BegunAct | undefined}
     */
    find: (id, name) => begun.value.get(id)?.get(name),

    /**
     * The act that was begun, or a new one. When it is done, every act on the same request is forgotten: whoever did
     * something else in between does not try again, but does it anew.
     *
     * @param {string} id of the request
     * @param {string} name what is done
     * @param {(answer: any) => void} done
     * @returns {BegunAct}
     */
    begin(id, name, done) {
      const acts = begun.peek().get(id);
      const known = acts?.get(name);
      if (known) {
        return known;
      }
      const forgetting = (/** @type {any} */ answer) => {
        keep((other) => other !== id);
        done(answer);
      };
      const one = { act: act(forgetting), failedAt: 0 };
      begun.value = new Map(begun.peek()).set(id, new Map(acts).set(name, one));
      return one;
    },

    keep,
  };
}
