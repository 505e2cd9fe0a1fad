// @ts-check
// What the Cost page shows: read once, kept current by the frames of the stream, and what they do not tell read anew after them.
import { effect } from '../core/dom.js';
import { get } from '../core/api.js';
import { part } from '../core/part.js';
import { may, now } from '../core/store.js';
import { on, onRefresh } from '../core/stream.js';
import { withSpend, withUse } from './frames.js';

/** Frames that come within this are one reason to read. */
const GATHER_MS = 10_000;
const ALERT_GATHER_MS = 400;

/** Agents that are told day by day. */
const TOP = 50;
const PAGE = 500;
const PAGES = 4;
const RECENT = 8;

/** @param {() => string | undefined} agent of whom; undefined for the whole fleet */
export function costFeed(agent) {
  const of = (/** @type {import('../core/router.js').Query} */ params) => ({ ...params, agent_id: agent() });
  /** @type {ReturnType<typeof part<import('./types.js').History>>} */
  const history = part(() => get('/api/cost/daily', of({ top: TOP })));
  /** @type {ReturnType<typeof part<import('./types.js').Course>>} */
  const course = part(() => get('/api/cost/today', of({})));
  const caps = part(() => readCaps(of({ limit: PAGE })));
  /** @type {ReturnType<typeof part<import('./types.js').ModelSpend[]>>} */
  const models = part(() => get('/api/cost/models', of({})));
  /** @type {ReturnType<typeof part<import('./types.js').SessionSpend[]>>} */
  const sessions = part(() => get('/api/cost/sessions', of({ limit: PAGE })));
  /** @type {ReturnType<typeof part<import('./types.js').Alert[]>>} */
  const alerts = part(async () => (await get('/api/cost/alerts', of({ limit: RECENT }))).alerts);
  /** @type {ReturnType<typeof part<import('./types.js').Delivery[]>>} */
  const deliveries = part(async () => (await get('/api/alerts/deliveries', { limit: RECENT })).deliveries);

  const later = gathered(GATHER_MS, [history.read, course.read, caps.read, models.read, sessions.read]);
  const changed = gathered(ALERT_GATHER_MS, [caps.read]);
  const told = gathered(ALERT_GATHER_MS, [alerts.read, readDeliveries]);
  /** @type {(() => void)[]} */
  let stops = [];

  function readDeliveries() {
    if (may('alerts.deliveries')) {
      deliveries.read();
    }
  }

  function readAll() {
    [history, course, caps, models, sessions, alerts].forEach(({ read }) => read());
    readDeliveries();
  }

  /** @param {any} frame */
  function take(frame) {
    if (agent() !== undefined && frame.agent_id !== agent()) {
      return;
    }
    if (frame.alert_id) {
      told.soon();
      return;
    }
    const { known } = history.state.peek();
    const { known: budgets } = caps.state.peek();
    const spent = known && withSpend(known, frame);
    if (spent) {
      history.state.value = { known: spent, error: null };
    }
    if (budgets) {
      caps.state.value = { known: withUse(budgets, frame), error: null };
    }
    later.soon();
  }

  /** Somebody changed a policy. @param {any} event */
  function heard({ kind }) {
    if (typeof kind === 'string' && kind.startsWith('policy.')) {
      changed.soon();
    }
  }

  /** A new day (UTC) begins with nothing used. */
  function followDay() {
    const day = new Date(now.value).toISOString().slice(0, 10);
    const { known } = history.state.peek();
    if (known && day > known.to) {
      later.soon();
    }
  }

  return {
    history,
    course,
    caps,
    models,
    sessions,
    alerts,
    deliveries,
    readAll,
    follow() {
      stops = [on('cost', take), on('audit', heard), onRefresh(readAll), effect(followDay)];
      readAll();
      return () => {
        stops.forEach((stop) => stop());
        [history, course, caps, models, sessions, alerts, deliveries].forEach(({ clear }) => clear());
        later.stop();
        told.stop();
        changed.stop();
      };
    },
    /** After the address asks for another agent. */
    again() {
      [history, course, caps, models, sessions, alerts].forEach(({ clear }) => clear());
      readAll();
    },
  };
}

/**
 * Every budget, in as many answers as it takes.
 *
 * @param {import('../core/router.js').Query} params
 * @returns {Promise<import('./types.js').Caps>}
 */
async function readCaps(params) {
  let page = await get('/api/cost/caps', params);
  let { agents } = page;
  for (let pages = 1; page.next_cursor !== null && pages < PAGES; pages++) {
    page = await get('/api/cost/caps', { ...params, cursor: page.next_cursor });
    agents = [...agents, ...page.agents];
  }
  return { ...page, agents, complete: page.next_cursor === null };
}

/**
 * Runs what was asked for once, a while after the first who asked; a tab that nobody looks at waits until somebody does.
 *
 * @param {number} ms
 * @param {(() => unknown)[]} works
 */
function gathered(ms, works) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const run = () => {
    timer = undefined;
    if (document.hidden) {
      document.addEventListener('visibilitychange', run, { once: true });
      return;
    }
    works.forEach((work) => work());
  };
  return {
    soon: () => (timer ??= setTimeout(run, ms)),
    stop() {
      clearTimeout(timer);
      timer = undefined;
      document.removeEventListener('visibilitychange', run);
    },
  };
}
