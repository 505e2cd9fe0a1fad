// Re-creates the third-party files of the dashboard from the npm registry, byte for byte, and records what they are in
// webroot/vendor/VENDOR.json. Run it only to upgrade; building and testing need no Node.
//
//   node scripts/vendor.mjs
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const WEBROOT = join(dirname(fileURLToPath(import.meta.url)), '..', 'webroot');

const LIT = { package: 'lit-html', version: '3.3.3', licence: 'BSD-3-Clause' };
const SIGNALS = { package: '@preact/signals-core', version: '1.14.5', licence: 'MIT' };
const GEIST = { package: '@fontsource-variable/geist', version: '5.3.0', licence: 'OFL-1.1' };
const GEIST_MONO = { package: '@fontsource-variable/geist-mono', version: '5.3.0', licence: 'OFL-1.1' };
const UPLOT = { package: 'uplot', version: '1.6.32', licence: 'MIT' };
const LUCIDE = { package: 'lucide-static', version: '1.62.0', licence: 'ISC' };

/** [package, path in the package, path in webroot, what is appended to make a module of a script] */
const COPIES = [
  [LIT, 'lit-html.js', 'vendor/lit-html/lit-html.js'],
  [LIT, 'directive.js', 'vendor/lit-html/directive.js'],
  [LIT, 'directive-helpers.js', 'vendor/lit-html/directive-helpers.js'],
  [LIT, 'async-directive.js', 'vendor/lit-html/async-directive.js'],
  [LIT, 'directives/repeat.js', 'vendor/lit-html/directives/repeat.js'],
  [LIT, 'directives/live.js', 'vendor/lit-html/directives/live.js'],
  [LIT, 'LICENSE', 'vendor/lit-html/LICENSE'],
  [SIGNALS, 'dist/signals-core.module.js', 'vendor/signals-core.js'],
  [SIGNALS, 'LICENSE', 'vendor/LICENSE-signals-core'],
  [GEIST, 'files/geist-latin-wght-normal.woff2', 'fonts/geist.woff2'],
  [GEIST, 'LICENSE', 'fonts/OFL-geist.txt'],
  [GEIST_MONO, 'files/geist-mono-latin-wght-normal.woff2', 'fonts/geist-mono.woff2'],
  [GEIST_MONO, 'LICENSE', 'fonts/OFL-geist-mono.txt'],
  [UPLOT, 'dist/uPlot.iife.min.js', 'vendor/uplot.js', '\nexport default uPlot;\n'],
  [UPLOT, 'dist/uPlot.min.css', 'vendor/uplot.css'],
  [UPLOT, 'LICENSE', 'vendor/LICENSE-uplot'],
  [LUCIDE, 'LICENSE', 'vendor/LICENSE-lucide'],
];

/** Our names for the shapes that the dashboard uses, and Lucide's. */
const SHAPES = {
  posture: 'shield-check',
  stream: 'activity',
  approvals: 'stamp',
  audit: 'scroll-text',
  cost: 'coins',
  users: 'users',
  halt: 'octagon-x',
  resume: 'rotate-ccw',
  search: 'search',
  right: 'chevron-right',
  left: 'chevron-left',
  down: 'chevron-down',
  up: 'arrow-up',
  dn: 'arrow-down',
  arrow: 'arrow-right',
  first: 'chevrons-left',
  copy: 'copy',
  check: 'check',
  x: 'x',
  warn: 'triangle-alert',
  info: 'info',
  link: 'link-2',
  unlink: 'unlink',
  lock: 'lock',
  key: 'key-round',
  clock: 'clock',
  refresh: 'refresh-cw',
  download: 'download',
  offline: 'wifi-off',
  logout: 'log-out',
  sun: 'sun',
  moon: 'moon',
  help: 'circle-question-mark',
  grid: 'layout-grid',
  table: 'table-2',
  terminal: 'terminal',
  eye: 'eye',
  eyeoff: 'eye-off',
  more: 'ellipsis',
  ban: 'ban',
  play: 'play',
  pause: 'pause',
  edit: 'pencil',
  camera: 'camera',
  keyboard: 'keyboard',
  settings: 'settings-2',
};

const STROKED = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"';

/** Our own status glyphs: each has its own outline, so that none needs its colour to be told from the others. */
const GLYPHS = [
  `<symbol id="s-pass" viewBox="0 0 16 16" ${STROKED} stroke-width="2"><path d="M3.5 8.5 6.7 11.6 12.5 4.9"/></symbol>`,
  '<symbol id="s-warn" viewBox="0 0 16 16"><path fill="currentColor" fill-rule="evenodd" d="M6.9 1.9a1.27 1.27 0 0 1 2.2 0l5.6 9.9a1.27 1.27 0 0 1-1.1 1.9H2.4a1.27 1.27 0 0 1-1.1-1.9ZM8 5a.85.85 0 0 0-.85.9l.2 3.2a.65.65 0 0 0 1.3 0l.2-3.2A.85.85 0 0 0 8 5Zm0 5.6a.9.9 0 1 0 0 1.8.9.9 0 0 0 0-1.8Z"/></symbol>',
  '<symbol id="s-fail" viewBox="0 0 16 16"><path fill="currentColor" fill-rule="evenodd" d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm2.9 3.9a.8.8 0 0 1 0 1.15L9.13 8l1.78 1.78a.8.8 0 0 1-1.13 1.13L8 9.13 6.22 10.9a.8.8 0 0 1-1.13-1.13L6.87 8 5.09 6.22A.8.8 0 0 1 6.22 5.1L8 6.87 9.78 5.1a.8.8 0 0 1 1.12-.2Z"/></symbol>',
  '<symbol id="s-halt" viewBox="0 0 16 16"><path fill="currentColor" fill-rule="evenodd" d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Zm.4 4.5v5h5v-5Z"/></symbol>',
  `<symbol id="s-pend" viewBox="0 0 16 16" ${STROKED} stroke-width="1.6"><circle cx="8" cy="8" r="6.2"/><path d="M8 4.6V8l2.2 1.6"/></symbol>`,
  '<symbol id="s-none" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.4 2.4"><circle cx="8" cy="8" r="6"/></symbol>',
];

const work = mkdtempSync(join(tmpdir(), 'vendor-'));

/** Downloads and unpacks a package once; npm checks the registry's integrity hash. */
function unpacked({ package: name, version }) {
  const folder = join(work, name.replace(/\W/g, '-'));
  try {
    readFileSync(join(folder, 'package.json'));
  } catch {
    mkdirSync(folder, { recursive: true });
    const archive = execFileSync('npm', ['pack', '--silent', `${name}@${version}`], { cwd: work, encoding: 'utf8' });
    execFileSync('tar', ['xzf', join(work, archive.trim()), '-C', folder, '--strip-components=1']);
  }
  return folder;
}

function write(file, bytes) {
  mkdirSync(dirname(join(WEBROOT, file)), { recursive: true });
  writeFileSync(join(WEBROOT, file), bytes);
}

function sprite() {
  const folder = join(unpacked(LUCIDE), 'icons');
  const symbols = Object.entries(SHAPES).map(([id, name]) => {
    const text = readFileSync(join(folder, `${name}.svg`), 'utf8');
    const shape = text.match(/<svg[^>]*>(.*)<\/svg>/s)[1].replace(/\s+/g, ' ').trim().replaceAll('> <', '><');
    return `<symbol id="${id}" viewBox="0 0 24 24" ${STROKED} stroke-width="1.75">${shape}</symbol>`;
  });
  const credit = `<!-- Lucide ${LUCIDE.version}, ISC, see vendor/LICENSE-lucide; the s-* glyphs are our own -->`;
  return ['<svg xmlns="http://www.w3.org/2000/svg">', credit, ...symbols, ...GLYPHS, '</svg>', ''].join('\n');
}

function record(from, source, file, change) {
  const bytes = readFileSync(join(WEBROOT, file));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { file, ...from, source, change, bytes: bytes.length, sha256 };
}

try {
  const records = COPIES.map(([from, source, file, appended = '']) => {
    write(file, Buffer.concat([readFileSync(join(unpacked(from), source)), Buffer.from(appended)]));
    return record(from, source, file, appended ? `appended: ${appended.trim()}` : null);
  });
  write('icons.svg', sprite());
  const change = `${Object.keys(SHAPES).length} shapes in one sprite under our names; the s-* glyphs are our own`;
  records.push(record(LUCIDE, 'icons/*.svg', 'icons.svg', change));
  write('vendor/VENDOR.json', `${JSON.stringify(records, null, 2)}\n`);
} finally {
  rmSync(work, { recursive: true });
}
