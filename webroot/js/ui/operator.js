// @ts-check
// For whom an agent acts, as its heartbeat says.
import { me } from '../core/store.js';

/** The id, or that it is the visitor. @param {string} id */
export function operatorWords(id) {
  const visitor = me.peek();
  const same = [visitor?.user_id, visitor?.username].some((own) => own?.toLowerCase() === id.trim().toLowerCase());
  return same ? `${visitor?.username} (you)` : id;
}
