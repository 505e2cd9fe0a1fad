// @ts-check
// A browser as people know it, from what it calls itself: no more true than that.

/** The first that fits: those that call themselves by others' names come before these. @type {[RegExp, string][]} */
const PROGRAMS = [
  [/\bEdgi?[AOS]*\/(\d+)/, 'Edge'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\bSamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/\b(?:HeadlessChrome|Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+)[^ ]* (?:Mobile\/\S+ )?Safari\//, 'Safari'],
  [/^curl\/(\d+)/, 'curl'],
  [/^Java-http-client\/(\d+)/, 'Java'],
  [/^python-\w+\/(\d+)/, 'Python'],
];

/** @type {[RegExp, string][]} */
const SYSTEMS = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
];

/**
 * @param {string} userAgent
 * @returns {string} as Firefox 146 · Linux; what it calls itself where that is nothing known
 */
export function deviceOf(userAgent) {
  const program = PROGRAMS.map(([pattern, name]) => named(userAgent.match(pattern), name)).find(Boolean);
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [program, system].filter(Boolean).join(' · ') || userAgent.trim() || 'Not known';
}

/** @param {RegExpMatchArray | null} found @param {string} name */
const named = (found, name) => found && `${name} ${found[1]}`;
