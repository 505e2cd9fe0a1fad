// @ts-check
// Starts the console: who is here, which page, and what every page shares.
import { watchAttendance } from './core/attendance.js';
import { effect, html, mount, signal, untracked } from './core/dom.js';
import { go, match, route, startRouter } from './core/router.js';
import { pause, resume } from './core/session.js';
import { build, clockOffset, environment, me, now, theme } from './core/store.js';
import { startKeys } from './shell/keys.js';
import { knowRoutes } from './shell/places.js';
import { shell } from './shell/shell.js';
import { isRedacted } from './shell/snapshot.js';
import { speak } from './shell/spoken.js';
import { followTab } from './shell/tab.js';
import { failure } from './ui/states.js';

/** @typedef {import('./core/router.js').Page} Page */
/** @typedef {{ default: (at: typeof route) => Page }} PageModule */

const SECOND = 1000;
const RETRY_MS = 5_000;

/** @type {Record<string, () => Promise<PageModule>>} */
const PAGES = {
  '/posture': () => import('./pages/posture.js'),
  '/approvals': () => import('./pages/approvals.js'),
  '/audit': () => import('./pages/audit.js'),
  '/stream': () => import('./pages/stream.js'),
  '/cost': () => import('./pages/cost.js'),
  '/compliance': () => import('./pages/compliance.js'),
  '/agents/:id': () => import('./pages/agent.js'),
  '/login': () => import('./pages/login.js'),
  '/settings': () => import('./pages/settings.js'),
  '/users': () => import('./pages/users.js'),
};

/** @type {import('../vendor/signals-core.js').Signal<{ path: string, page: Page } | null>} */
const shown = signal(null);

/** @param {unknown} error @returns {Page} */
const broken = (error) => ({
  title: 'Not available',
  view: () => html`<div class="main"><h1>This page is not available</h1><div class="card">${failure({
    title: 'It could not be opened',
    error: error instanceof Error ? error : new Error(String(error)),
    retry: () => location.reload(),
  })}</div></div>`,
});

/** @param {string} path */
const loaderOf = (path) => PAGES[match(Object.keys(PAGES), path) ?? ''] ?? (() => import('./pages/not-found.js'));

/** @param {string} path @returns {Promise<Page>} */
async function pageAt(path) {
  try {
    return (await loaderOf(path)()).default(route);
  } catch (error) {
    return broken(error);
  }
}

/** @param {string} path */
async function enter(path) {
  if (path === '/') {
    go('/posture');
    return;
  }
  const page = await pageAt(path);
  if (route.peek().path !== path) {
    return; // the visitor went on meanwhile
  }
  const before = shown.peek();
  before?.page.unmount?.();
  shown.value = { path, page };
  page.mount?.();
  if (before) {
    document.getElementById('main')?.focus({ preventScroll: true });
  }
}

/** One view for everything; a page that throws does not take the navigation with it. */
function view() {
  const at = shown.value;
  if (!at) {
    return html``;
  }
  try {
    const body = at.page.view();
    return at.page.bare ? body : shell(body);
  } catch (error) {
    console.error(error);
    return shell(broken(error).view());
  }
}

/** What stood here before the scripts goes in the same frame in which a page comes. */
function takeOver() {
  if (shown.peek()) {
    document.getElementById('skeleton')?.remove();
  }
}

/** What the page is called. */
function title() {
  const page = shown.value?.page;
  return typeof page?.title === 'function' ? page.title() : (page?.title ?? '');
}

function followTheme() {
  const chosen = theme.value;
  if (chosen === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = chosen;
  }
}

function tick() {
  if (!document.hidden) {
    now.value = Date.now() + clockOffset.peek();
  }
}

/** Names are taken out from the first word on or not at all, so another choice is another page. */
async function followRedaction() {
  const redacts = isRedacted();
  if (redacts) {
    (await import('./shell/redaction.js')).startRedaction();
  }
  effect(() => {
    if (isRedacted() !== redacts) {
      location.reload();
    }
  });
}

/** What the server wrote into the page. @param {string} name */
const written = (name) => document.querySelector(`meta[name="${name}"]`)?.getAttribute('content') ?? '';

async function start() {
  build.value = { ...build.peek(), here: written('build') };
  environment.value = written('environment');
  knowRoutes(Object.keys(PAGES));
  watchAttendance(window);
  startRouter();
  await followRedaction();
  startKeys();
  speak();
  effect(followTheme);
  followTab(title);
  effect(() => {
    if (me.value === null) {
      untracked(pause); // the session ended somewhere: nothing of it stays in the page
    }
  });
  setInterval(tick, SECOND);
  mount(/** @type {Element} */ (document.getElementById('app')), view, takeOver);
  loaderOf(route.peek().path)().catch(() => undefined); // fetched while the server says who is here
  await arrive();
  let entered = '';
  effect(() => {
    const { path } = route.value;
    if (path !== entered) {
      entered = path;
      untracked(() => enter(path));
    }
  });
}

/** Finds out who is here; keeps asking while the console does not answer. */
async function arrive() {
  for (;;) {
    try {
      const here = await resume();
      if (here && route.peek().path === '/login') {
        go('/posture');
      }
      return;
    } catch (error) {
      shown.value = { path: '', page: { ...broken(error), bare: true } };
      await new Promise((done) => setTimeout(done, RETRY_MS));
    }
  }
}

start();
