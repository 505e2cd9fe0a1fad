// Looks at the dashboard in a headless Chromium. Started by dev.governance.bench.dashboard.BrowserScript, which says on
// stdin who signs in and what to measure, and writes the rows that are asked for; the last line on stdout is the result.
//
//   node dashboard.mjs DRIVER URL
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { browserOf } from './browser.mjs';
import { weights } from './weights.mjs';
import { firstPaints } from './first-paints.mjs';
import { streamFigures } from './stream-figures.mjs';

const [driver, url] = process.argv.slice(2);
const { chromium } = await import(pathToFileURL(`${driver}/index.mjs`).href);

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const heard = async () => (await lines.next()).value;
const say = (words) => console.log(`say ${words}`);

/** Has rows written; resolves when they are, with the milliseconds that took. */
async function feed(rows, ms) {
  console.log(`feed ${rows} ${Math.round(ms)}`);
  return Number((await heard()).split(' ')[1]);
}

const username = await heard();
const password = await heard();
const [, rows, perSecond, rounds, minutes] = (await heard()).split(' ').map(Number);

const browser = await browserOf(chromium, url, { username, password });
try {
  const result = { ...(await weights(browser)) };
  say('weights taken');
  result.first_paint = await firstPaints(browser, rounds);
  say('first paints taken');
  Object.assign(result, await streamFigures(browser, { feed, say, rows, perSecond, minutes }));
  result.chromium = browser.version();
  console.log(JSON.stringify(result));
} finally {
  await browser.close();
}
process.exit(0);
