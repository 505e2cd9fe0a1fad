// @ts-check
// Files that the server makes.
import { ApiError, parsed, problem, signInAgain, unanswered } from './api.js';

/**
 * Has a file made; waits as long as it takes to come.
 *
 * @param {string} path
 * @param {unknown} body
 * @returns {Promise<{ blob: Blob, name: string }>}
 */
export async function download(path, body) {
  const request = `POST ${path}`;
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  /** @type {Response} */
  let response;
  try {
    response = await fetch(path, { ...init, credentials: 'same-origin' });
  } catch {
    throw new ApiError({ ...unanswered(false), request });
  }
  if (response.ok) {
    const name = response.headers.get('content-disposition')?.match(/filename="([^"]+)"/)?.[1] ?? 'audit-events';
    return { blob: await response.blob(), name };
  }
  const error = problem(response, parsed(await response.text()), request);
  if (error.status === 401) {
    signInAgain();
  }
  throw error;
}
