// @ts-check
// Whether somebody sits in front of this page: what it asks by itself must not keep a session open.

/** After this much quiet the page is by itself. */
export const QUIET_MS = 60_000;

/** Screen readers and voice control bring forth nothing but clicks and input. */
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'click', 'input'];

/** This browser's time of the last sign; null while nobody watches for any. @type {number | null} */
let last = null;

/** Watches for somebody from now on; opening the page is the first sign. @param {EventTarget} page */
export function watchAttendance(page) {
  const seen = () => {
    last = Date.now();
  };
  seen();
  SIGNS.forEach((sign) => page.addEventListener(sign, seen, { capture: true, passive: true }));
}

/** Without anybody watching every request counts. */
export const isAttended = (time = Date.now()) => last === null || time - last < QUIET_MS;
