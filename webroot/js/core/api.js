// @ts-check
// The API: JSON in, JSON out, problems as ApiError. Nothing is retried here: who shows the answer decides that.
import { noteAgents } from './agent-names.js';
import { isAttended } from './attendance.js';
import { howItEnded } from './ended.js';
import { go, route } from './router.js';
import { me, now } from './store.js';

const PATIENCE_MS = 30_000;

/** What the server refused, or why it could not be asked. */
export class ApiError extends Error {
  /**
   * @param {object} problem
   * @param {number} problem.status 0 when there was no answer
   * @param {string} problem.code one word to compare: `already_halted`, `offline`, `timeout`…
   * @param {string} problem.detail for people
   * @param {string | null} [problem.requestId] finds the request in the server's log
   * @param {number | null} [problem.retryAfter] seconds
   * @param {string} [problem.request] as `GET /api/posture`
   * @param {number | null} [problem.triesLeft] before whoever asks has to wait
   * @param {any} [problem.current] what somebody else made of it meanwhile, where the server says so
   */
  constructor({ status, code, detail, requestId = null, retryAfter = null, triesLeft = null, request = '', current = null }) {
    super(detail);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.requestId = requestId;
    this.retryAfter = retryAfter;
    this.triesLeft = triesLeft;
    this.request = request;
    this.current = current;
  }
}

/**
 * @typedef {object} Options
 * @property {AbortSignal} [signal] ends the wait
 * @property {number} [patienceMs] when it is given up
 * @property {boolean} [unattended] true: nobody asked for it, however busy they are, and it does not keep the session; false:
 *   somebody did, whatever the page saw of them
 * @property {boolean} [anonymous] a 401 is an answer here, not the end of the session
 * @property {string} [key] the idempotency key, the same for every try of one act
 */

/**
 * @param {string} path
 * @param {import('./router.js').Query} [params]
 * @param {Options} [options]
 * @returns {Promise<any>}
 */
export const get = async (path, params, options) => (await getPage(path, params, options)).items;

/**
 * Reads a list together with the address of its next page.
 *
 * @param {string} path
 * @param {import('./router.js').Query} [params]
 * @param {Options} [options]
 * @returns {Promise<{ items: any, next: string | null }>}
 */
export async function getPage(path, params = {}, options = {}) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== '') {
      search.set(name, String(value));
    }
  }
  const text = search.toString();
  const { body, headers } = await send('GET', text ? `${path}?${text}` : path, {}, options);
  return { items: body, next: nextOf(headers.get('link')) };
}

/**
 * @param {string} path
 * @param {unknown} body
 * @param {Options} [options]
 * @returns {Promise<any>}
 */
export const post = (path, body, options) => change('POST', path, body, options);

/**
 * Stores something instead of what was there.
 *
 * @param {string} path
 * @param {unknown} body
 * @param {Options} [options]
 * @returns {Promise<any>}
 */
export const put = (path, body, options) => change('PUT', path, body, options);

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} body
 * @param {Options} [options]
 */
async function change(method, path, body, options = {}) {
  const init = {
    method,
    headers: { 'content-type': 'application/json', 'idempotency-key': options.key ?? newKey() },
    body: JSON.stringify(body ?? {}),
  };
  return (await send(method, path, init, options)).body;
}

/**
 * @param {string} path
 * @param {unknown} body
 * @param {Options} [options]
 * @returns {Promise<any>}
 */
export async function patch(path, body, options = {}) {
  const init = { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return (await send('PATCH', path, init, options)).body;
}

/**
 * @param {string} path
 * @param {Options} [options]
 * @returns {Promise<any>} null when the answer is empty
 */
export async function remove(path, options = {}) {
  // A header that no form can send: the server takes no change without it.
  const headers = { 'content-type': 'application/json', ...(options.key ? { 'idempotency-key': options.key } : {}) };
  return (await send('DELETE', path, { method: 'DELETE', headers }, options)).body;
}

/** A random UUID, also where `crypto.randomUUID` is missing (plain http on a name other than localhost). */
export function newKey() {
  if (crypto.randomUUID) {
    return crypto.randomUUID();
  }
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** @param {string | null} link the header, RFC 8288 */
export function nextOf(link) {
  return link?.match(/<([^>]*)>\s*;[^,]*\brel="?next\b/)?.[1] ?? null;
}

/**
 * @param {string} method
 * @param {string} path
 * @param {RequestInit} init
 * @param {Options} options
 */
async function send(method, path, init, options) {
  const request = `${method} ${path.split('?')[0]}`;
  const timeout = AbortSignal.timeout(options.patienceMs ?? PATIENCE_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  /** @type {Response} */
  let response;
  let text;
  try {
    response = await fetch(path, { ...init, headers: headersOf(init, options), signal, credentials: 'same-origin' });
    text = await response.text();
  } catch (failure) {
    if (options.signal?.aborted) {
      throw failure; // whoever gave up knows why
    }
    throw new ApiError({ ...unanswered(timeout.aborted), request });
  }
  const body = text === '' && response.ok ? null : parsed(text);
  if (response.ok && body !== undefined) {
    return { body, headers: response.headers };
  }
  const error = problem(response, body, request);
  if (error.status === 401 && !options.anonymous) {
    signInAgain();
  }
  throw error;
}

/** What a page asks by itself, while nobody touches it, keeps no session. @param {RequestInit} init @param {Options} options */
const headersOf = (init, options) =>
  (options.unattended ?? !isAttended()) ? { ...init.headers, 'x-governance-unattended': '1' } : init.headers;

/** @param {boolean} timedOut */
export function unanswered(timedOut) {
  return timedOut
    ? { status: 0, code: 'timeout', detail: 'The console did not answer in time.' }
    : { status: 0, code: 'offline', detail: 'The console cannot be reached.' };
}

/** @param {string} text */
export function parsed(text) {
  try {
    const body = JSON.parse(text);
    noteAgents(body);
    return body;
  } catch {
    return undefined;
  }
}

/** @param {Response} response @param {any} body @param {string} request */
export function problem(response, body, request) {
  const seconds = numberOf(response.headers.get('retry-after'));
  return new ApiError({
    status: response.status,
    code: typeof body?.code === 'string' ? body.code : 'unreadable',
    detail: typeof body?.detail === 'string' ? body.detail : 'The answer could not be read.',
    requestId: body?.request_id ?? response.headers.get('x-request-id'),
    retryAfter: seconds,
    triesLeft: numberOf(response.headers.get('ratelimit-remaining')),
    current: body?.current ?? null,
    request,
  });
}

/** @param {string | null} header */
function numberOf(header) {
  const number = Number(header ?? Number.NaN);
  return Number.isFinite(number) ? number : null;
}

/** Goes to the sign-in page and remembers where from. */
export function signInAgain() {
  if (route.peek().path === '/login') {
    return;
  }
  const how = howItEnded(me.peek(), now.peek());
  me.value = null;
  const next = location.pathname + location.search;
  go('/login', { next: next === '/' ? null : next, ...how });
}
