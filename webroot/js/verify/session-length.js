// @ts-check
// Whether a session is proved while one waits, or as a run on the server.
import { get } from '../core/api.js';

/** Longer sessions run on the server: they may take longer than anybody wants to wait with a page open. */
const LONGEST_WAITED_FOR = 10_000;

/**
 * Whether a session has more events than one waits for. One whose length cannot be read is tried at once: the server
 * limits how long that may take.
 *
 * @param {string} session
 * @param {AbortSignal} signal
 */
export async function isLong(session, signal) {
  try {
    const beyond = await get('/api/events', { session_id: session, order: 'asc', limit: 1, offset: LONGEST_WAITED_FOR }, { signal });
    return beyond.length > 0;
  } catch {
    return false;
  }
}

/** Whether the server refused to be waited for. @param {unknown} error */
export const isTooLong = (error) => /** @type {import('../core/api.js').ApiError} */ (error).code === 'too_long';
