// @ts-check
// Five minutes before a session ends: when, and a button that puts that off, with the password where it takes one (WCAG
// 2.2, 2.2.1).
import { html, icon, signal } from '../core/dom.js';
import { staySignedIn, warning } from '../core/ending.js';
import { time, zoneLabel } from '../core/fmt.js';
import { toast } from '../ui/toast.js';
import { openSignIn } from './doors.js';

const staying = signal(false);

/** Null while no end is near. */
export function sessionWarning() {
  const end = warning.value;
  if (!end) {
    return null;
  }
  const at = new Date(end.at).toISOString();
  const when = html`<b>You will be signed out at ${time(at)} ${zoneLabel(at)}</b>`;
  return end.kind === 'unused'
    ? html`<div class="banner" role="alert">${icon('warn')}<span>${when}, as nobody uses this page.</span>
        <button type="button" class="btn sm end" ?disabled=${staying.value} @click=${stay}>Stay signed in</button></div>`
    : html`<div class="banner" role="alert">${icon('warn')}<span>${when}: a sign-in lasts no longer. Your password
        begins another one here.</span><button type="button" class="btn sm end" @click=${openSignIn}>Sign in again</button></div>`;
}

async function stay() {
  staying.value = true;
  try {
    await staySignedIn();
  } catch (error) {
    toast(`That did not work: ${/** @type {Error} */ (error).message}`);
  } finally {
    staying.value = false;
  }
}
