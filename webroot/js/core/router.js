// @ts-check
// The path picks the page; every filter lives in the query, so every view is a link.
//
// A page is a module in js/pages/ whose default export is a function that is called once when its path is entered:
//
//   export default function page(route) {      // route: the signal below; read route.value.query in view()
//     return {
//       title: 'Audit log',                     // or a function, when it changes
//       view() { return html`…`; },             // drawn again when a signal that it read changes
//       mount() {},                             // optional: after the first drawing (load data, listen to the stream)
//       unmount() {},                           // optional: before another page is entered (stop all of that)
//       bare: false,                            // optional: true draws without navigation
//     };
//   }
//
// A path may have a part that is any: '/agents/:id' stands for '/agents/x', whose page reads route.peek().params.
import { signal } from '../../vendor/signals-core.js';

/**
 * @typedef {object} Route
 * @property {string} path the pathname
 * @property {string[]} params its parts after the first: /agents/x has ['x']
 * @property {Record<string, string>} query
 */

/**
 * @typedef {object} Page
 * @property {string | (() => string)} title
 * @property {() => unknown} view
 * @property {() => void} [mount]
 * @property {() => void} [unmount]
 * @property {boolean} [bare]
 */

/** @typedef {Record<string, string | number | null | undefined>} Query null, undefined and '' leave a key out */

/**
 * @param {{ pathname: string, search: string }} place
 * @returns {Route}
 */
export function parse(place) {
  const parts = place.pathname.split('/').filter(Boolean).map(decode);
  return {
    path: place.pathname === '/' ? '/' : place.pathname.replace(/\/+$/, ''),
    params: parts.slice(1),
    query: Object.fromEntries(new URLSearchParams(place.search)),
  };
}

/** @param {string} part */
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * The pattern that a path fits, part by part; one that begins with a colon fits any.
 *
 * @param {string[]} patterns
 * @param {string} path as in a route, its parts still encoded
 * @returns {string | undefined}
 */
export function match(patterns, path) {
  const parts = path.split('/');
  return patterns.find((pattern) => {
    const wanted = pattern.split('/');
    const fits = (/** @type {string} */ part, /** @type {number} */ i) =>
      part.startsWith(':') ? parts[i] !== '' : part === parts[i];
    return wanted.length === parts.length && wanted.every(fits);
  });
}

/** @param {string} path @param {Query} [query] */
export function url(path, query = {}) {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') {
      search.set(key, String(value));
    }
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

const here = globalThis.location ?? { pathname: '/', search: '' };

/** Where the browser is. */
export const route = signal(parse(here));

/**
 * The address of this page with some of the query changed.
 *
 * @param {Query} patch
 */
export const href = (patch) => url(route.value.path, { ...route.value.query, ...patch });

/**
 * Goes to another page, or to another place of this one.
 *
 * @param {string} path
 * @param {Query} [query]
 */
export function go(path, query) {
  visit(url(path, query), false);
}

/**
 * Changes some of the query; null takes a key out.
 *
 * @param {Query} patch
 * @param {{ replace?: boolean }} [options] replace: without a step in the history, for what is typed
 */
export function setQuery(patch, { replace = false } = {}) {
  visit(href(patch), replace);
}

/** @param {string} address @param {boolean} replace */
function visit(address, replace) {
  const before = route.peek().path;
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  route.value = parse(location);
  if (route.peek().path !== before) {
    scrollTo(0, 0);
  }
}

/** Follows back, forward and plain clicks on our own links. */
export function startRouter() {
  addEventListener('popstate', () => {
    route.value = parse(location);
  });
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (link instanceof HTMLAnchorElement && isOurs(event, link)) {
      event.preventDefault();
      visit(link.pathname + link.search, link.hasAttribute('data-replace'));
    }
  });
}

/** @param {MouseEvent} event @param {HTMLAnchorElement} link */
function isOurs(event, link) {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  return (
    plain &&
    !event.defaultPrevented &&
    !link.target &&
    !link.hasAttribute('download') &&
    link.origin === location.origin &&
    !link.getAttribute('href')?.startsWith('#') &&
    !link.pathname.startsWith('/api/')
  );
}
