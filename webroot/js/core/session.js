// @ts-check
// Coming in, going out, and what runs while somebody is here.
import { ApiError, get, post, signInAgain } from './api.js';
import { followEnding, told } from './ending.js';
import { followFleet } from './fleet.js';
import { go } from './router.js';
import { me } from './store.js';
import { reopenStream, startStream, stopStream } from './stream.js';

/** @type {(() => void) | null} */
let stopFleet = null;

/** @type {(() => void) | null} */
let stopEnding = null;

/** Asks who is here and starts what belongs to a session; without one goes to the sign-in page. Throws ApiError. */
export async function resume() {
  const visitor = await who();
  if (!visitor) {
    signInAgain();
    return false;
  }
  me.value = visitor;
  startStream();
  stopFleet ??= followFleet();
  stopEnding ??= followEnding();
  return true;
}

/** Null for a stranger, who is not refused. @returns {Promise<import('./types.js').Me | null>} */
const who = async () => (await get('/api/auth/visitor')).me;

/**
 * Signs in; throws ApiError.
 *
 * @param {string} username
 * @param {string} password
 */
export async function signIn(username, password) {
  await post('/api/auth/login', { username, password }, { anonymous: true });
  if (!(await resume())) {
    throw new ApiError({
      status: 401,
      code: 'no_cookie',
      detail: 'The console let you in, but the browser did not keep the session. Allow cookies for this address.',
    });
  }
}

/**
 * Signs the visitor in anew where they are, before their session is over: the page goes on as it is. Throws ApiError.
 *
 * @param {string} password
 */
export async function signInHere(password) {
  const before = me.peek();
  if (!before) {
    return;
  }
  await post('/api/auth/login', { username: before.username, password }, { anonymous: true });
  reopenStream();
  const visitor = await who();
  if (visitor) {
    told(visitor);
  }
}

/** Signs out on the server first: until that worked the visitor is still here. Throws ApiError. */
export async function signOut() {
  await post('/api/auth/logout', {});
  stopStream();
  pause();
  me.value = null;
  go('/login');
}

/** Stops what belongs to a session. */
export function pause() {
  stopFleet?.();
  stopFleet = null;
  stopEnding?.();
  stopEnding = null;
}
