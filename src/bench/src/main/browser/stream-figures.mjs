// The live stream under load: a burst, scrolling through what was kept, and the memory after minutes.
import { quantile, tenth } from './browser.mjs';

const KEPT = 10_000;
const QUIET_PER_SECOND = 100;
const SCROLL_FRAMES = 600;
const PATIENCE_MS = 60_000;
const MIB = 1024 * 1024;

export async function streamFigures(browser, { feed, say, rows, perSecond, minutes }) {
  const { page, tools, complaints, close } = await browser.page();
  await page.goto(`${browser.url}/stream`);
  await rowsOf(page);
  await page.evaluate(watchFrames);
  await tools.send('Performance.enable', { timeDomain: 'threadTicks' }); // processor time, which others' work does not lengthen
  const before = await heap(tools);

  await page.evaluate(() => globalThis.__frames.begin());
  const idle = await processorTime(tools);
  const fedMs = await feed(rows, (rows / perSecond) * 1000);
  const lateMs = await allShown(page);
  const burst = { rows, fed_ms: fedMs, rows_per_s: Math.round((rows * 1000) / fedMs), last_shown_after_ms: lateMs, ...framesOf(await ended(page)), ...(await since(tools, idle)) };
  say(`burst: p95 frame ${burst.p95_frame_ms} ms, ${burst.long_tasks} long tasks`);

  const kept = await page.evaluate(() => Number(document.querySelector('gc-vlist').getAttribute('aria-rowcount')) - 1);
  if (kept < KEPT) {
    await feed(KEPT - kept, ((KEPT - kept) / perSecond) * 1000);
    await allShown(page);
  }
  const scrolling = await scrolled(page, tools);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const scrollingSlower = await scrolled(page, tools);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  say(`scrolling: p95 frame ${scrolling.p95_frame_ms} ms`);

  const full = await heap(tools);
  for (let minute = 0; minute < minutes; minute += 1) {
    await feed(60 * QUIET_PER_SECOND, 60_000);
  }
  const after = await heap(tools);
  await close();
  return {
    p95_frame_ms: burst.p95_frame_ms,
    burst,
    scrolling: { rows: KEPT, ...scrolling, slower_4: scrollingSlower },
    heap: { minutes, rows_per_s: QUIET_PER_SECOND, begin_mib: before, ring_full_mib: full, end_mib: after },
    complaints,
  };
}

/** Waits for the first rows; without them the page says why. */
async function rowsOf(page) {
  try {
    await page.waitForSelector('gc-vlist .vrows .vrow', { timeout: PATIENCE_MS });
  } catch {
    throw new Error(`the stream shows no rows: ${await page.innerText('body')}`);
  }
}

/** Waits until the newest row stays the same: everything that was written is shown. Answers how long that took. */
async function allShown(page) {
  const began = Date.now();
  const newest = () => page.evaluate(() => document.querySelector('.vrows .e-seq')?.textContent);
  const expected = await page.evaluate(async () => {
    const answer = await fetch('/api/v2/events?size=25&order=desc&agent_id=billing-agent');
    return (await answer.json()).events[0].chain_seq;
  });
  while (Date.now() - began < PATIENCE_MS) {
    if (Number((await newest())?.replaceAll(',', '')) >= expected) {
      return Date.now() - began;
    }
    await page.waitForTimeout(50);
  }
  throw new Error(`row ${expected} was not shown, the newest is ${await newest()}`);
}

async function scrolled(page, tools) {
  const idle = await processorTime(tools);
  await page.evaluate(() => globalThis.__frames.begin());
  const most = await page.evaluate(scrollThrough, SCROLL_FRAMES);
  const figures = { ...framesOf(await ended(page)), ...(await since(tools, idle)) };
  await page.evaluate(() => document.querySelector('gc-vlist').toBeginning());
  return { ...figures, most_rows_in_the_document: most };
}

const ended = (page) => page.evaluate(() => globalThis.__frames.end());

function framesOf({ frames, longTasks }) {
  return {
    frames: frames.length,
    p50_frame_ms: quantile(frames, 0.5),
    p95_frame_ms: quantile(frames, 0.95),
    longest_frame_ms: quantile(frames, 1),
    long_tasks: longTasks.length,
    longest_task_ms: longTasks.length === 0 ? 0 : tenth(Math.max(...longTasks)),
  };
}

/** What the page's main thread took of the processor so far. */
async function processorTime(tools) {
  const { metrics } = await tools.send('Performance.getMetrics');
  const of = (name) => (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN) * 1000;
  return { task: of('TaskDuration'), script: of('ScriptDuration'), layout: of('LayoutDuration') + of('RecalcStyleDuration') };
}

async function since(tools, before) {
  const after = await processorTime(tools);
  return {
    main_thread_ms: Math.round(after.task - before.task),
    of_it_script_ms: Math.round(after.script - before.script),
    of_it_layout_ms: Math.round(after.layout - before.layout),
  };
}

/** What is used after the garbage is gone. */
async function heap(tools) {
  await tools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await tools.send('Runtime.getHeapUsage');
  return tenth(usedSize / MIB);
}

/** Runs in the page: the time between frames, and tasks of 50 ms and more. */
function watchFrames() {
  let frames = [];
  let longTasks = [];
  let last = 0;
  let counting = false;
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  const frame = (time) => {
    if (counting) {
      frames.push(time - last);
      last = time;
      requestAnimationFrame(frame);
    }
  };
  globalThis.__frames = {
    begin() {
      frames = [];
      longTasks = [];
      counting = true;
      last = performance.now();
      requestAnimationFrame((time) => {
        last = time;
        requestAnimationFrame(frame);
      });
    },
    end() {
      counting = false;
      return { frames, longTasks };
    },
  };
}

/** Runs in the page: from the newest to the oldest row. Answers how many rows there were at most at once. */
function scrollThrough(frames) {
  const list = document.querySelector('gc-vlist');
  const step = (list.scrollHeight - list.clientHeight) / frames;
  let most = 0;
  return new Promise((done) => {
    let passed = 0;
    const next = () => {
      passed += 1;
      list.scrollTop = step * passed;
      most = Math.max(most, list.querySelectorAll('.vrows .vrow').length);
      if (passed < frames) {
        requestAnimationFrame(next);
      } else {
        done(most);
      }
    };
    requestAnimationFrame(next);
  });
}
