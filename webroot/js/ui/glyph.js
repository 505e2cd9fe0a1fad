// @ts-check
// Status as a shape first and a colour second.
import { icon } from '../core/dom.js';

/** @typedef {'pass' | 'warn' | 'fail' | 'halt' | 'halted' | 'deny' | 'pend' | 'none'} Shape */

/** @type {Record<Shape, string>} */
const SHAPES = {
  pass: 's-pass',
  warn: 's-warn',
  fail: 's-fail',
  halt: 's-halt',
  halted: 's-halt',
  deny: 's-none',
  pend: 's-pend',
  none: 's-none',
};

/** @type {Record<Shape, string>} */
export const WORDS = {
  pass: 'Pass',
  warn: 'Warning',
  fail: 'Fail',
  halt: 'Halted',
  halted: 'Halted',
  deny: 'Denied while halted',
  pend: 'Pending',
  none: 'Not known',
};

/** @param {Shape} shape @param {string} [classes] */
export const glyph = (shape, classes = '') => icon(SHAPES[shape], undefined, `g ${shape} ${classes}`);
