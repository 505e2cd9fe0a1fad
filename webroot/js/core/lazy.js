// @ts-check
// Modules that most visits do not need: fetched when a view first asks for them.
import { signal } from '../../vendor/signals-core.js';

/**
 * A module on demand; a fetch that failed is tried again with the next drawing.
 *
 * @template M
 * @param {() => Promise<M>} load
 * @returns {() => M | null} null until it is here; the view that asked is drawn again then
 */
export function lazy(load) {
  /** @type {import('../../vendor/signals-core.js').Signal<M | null>} */
  const module = signal(null);
  let isAsked = false;
  return () => {
    if (!isAsked) {
      isAsked = true;
      load().then(
        (loaded) => (module.value = loaded),
        () => (isAsked = false),
      );
    }
    return module.value;
  };
}
