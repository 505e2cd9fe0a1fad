// @ts-check
// Style sheets that only some views have: a module names those of what it draws, and waits for them.

/** @type {Map<string, Promise<void>>} */
const linked = new Map();

/** @param {string} name @returns {Promise<void>} when the sheet applies, or cannot be had */
function link(name) {
  const sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  sheet.href = new URL(`../../css/${name}.css`, import.meta.url).href;
  sheet.dataset.sheet = name;
  const later = [...document.querySelectorAll('link[data-sheet]')].find((other) => String(other.getAttribute('data-sheet')) > name);
  return new Promise((done) => {
    sheet.onload = sheet.onerror = () => done();
    document.head.insertBefore(sheet, later ?? null); // in one order, whichever view came first
  });
}

/** @param {...string} names below css/, without the ending */
export async function styles(...names) {
  if (!globalThis.document) {
    return;
  }
  await Promise.all(
    names.map((name) => {
      const known = linked.get(name) ?? link(name);
      linked.set(name, known);
      return known;
    }),
  );
}
