// @ts-check
// Coming in, going out, and what runs while somebody is here.
import { get, post } from './api.js';
import { followEnding } from './ending.js';
import { followFleet } from './fleet.js';
import { go } from './router.js';
import { me } from './store.js';
import { startStream, stopStream } from './stream.js';

/** @type {(() => void) | null} */
let stopFleet = null;

/** @type {(() => void) | null} */
let stopEnding = null;

/** Asks who is here and starts what belongs to a session; throws ApiError. */
export async function resume() {
  me.value = await get('/api/auth/me');
  startStream();
  stopFleet ??= followFleet();
  stopEnding ??= followEnding();
}

/**
 * Signs in; throws ApiError.
 *
 * @param {string} username
 * @param {string} password
 */
export async function signIn(username, password) {
  await post('/api/auth/login', { username, password }, { anonymous: true });
  await resume();
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
