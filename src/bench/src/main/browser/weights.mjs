// What each page makes a browser fetch that has nothing yet, as it comes over the line (gzip), and how much it draws.

/** Pages of this console; one that it does not have is left out. */
const PAGES = ['/login', '/posture', '/stream', '/approvals', '/audit', '/cost', '/compliance', '/users', '/settings'];

const LOADED_MS = 2_500;

export async function weights(browser) {
  const pages = {};
  for (const path of PAGES) {
    const { page, close } = await browser.page({ signedIn: path !== '/login' });
    await page.goto(browser.url + path);
    await page.waitForTimeout(LOADED_MS);
    const isThere = !(await page.getByText('There is no such page').isVisible());
    if (isThere) {
      pages[path] = await page.evaluate(weighed);
    }
    await close();
  }
  const most = (/** @type {'css' | 'fonts'} */ what) => Math.max(...Object.values(pages).map((page) => page[what]));
  return { pages, css_bytes: most('css'), fonts_bytes: most('fonts') };
}

/** Runs in the page. Bytes of bodies; headers are not counted. */
function weighed() {
  const entries = performance.getEntriesByType('resource');
  const sum = (pattern) =>
    entries.filter(({ name }) => pattern.test(new URL(name).pathname)).reduce((bytes, { encodedBodySize }) => bytes + encodedBodySize, 0);
  const scripts = entries.filter(({ name }) => /\.js$/.test(new URL(name).pathname));
  return {
    js: sum(/\.js$/),
    js_files: scripts.length,
    css: sum(/\.css$/),
    fonts: sum(/\.woff2$/),
    dom_nodes: document.querySelectorAll('*').length,
  };
}
