// When the first content is painted on a processor that is four times as slow, and how far the page shifts after that.
import { median, quantile } from './browser.mjs';

const PAGES = ['/posture', '/stream', '/audit'];
const SLOWER = 4;
const SETTLED_MS = 6_000;

export async function firstPaints(browser, rounds) {
  const found = { slower: SLOWER };
  for (const path of PAGES) {
    const paints = [];
    const shifts = [];
    for (let round = 0; round < rounds; round += 1) {
      const { page, close } = await browser.page({ slower: SLOWER });
      await page.addInitScript(watchShifts);
      await page.goto(browser.url + path);
      await page.waitForTimeout(SETTLED_MS);
      paints.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN));
      shifts.push(await page.evaluate(() => globalThis.__shift));
      await close();
    }
    found[path] = { fcp_ms: median(paints), fcp_longest_ms: quantile(paints, 1), layout_shift: Math.max(...shifts) };
  }
  return found;
}

/** Runs in the page, before anything else. */
function watchShifts() {
  globalThis.__shift = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) {
      globalThis.__shift += hadRecentInput ? 0 : value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}
