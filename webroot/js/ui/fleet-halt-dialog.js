// @ts-check
// Halting all agents that a pattern means: whom that is now, why, and their number typed by hand; then what became of
// each of them. The server halts those that were shown, or nobody.
import { html, icon, nothing, repeat, signal, untracked } from '../core/dom.js';
import { act } from '../core/act.js';
import { readFleet } from '../core/fleet.js';
import { count, sentence } from '../core/fmt.js';
import { setQuery } from '../core/router.js';
import { now } from '../core/store.js';
import { actNotice } from './act-notice.js';
import { announce } from './announce.js';
import { closeDialog, dialog } from './dialog.js';
import { missing, outcomeWords, previewWords, resultsWords, worstFirst } from './fleet-halt-words.js';
import { glyph } from './glyph.js';
import { REASON_LENGTH } from './halt-dialog.js';
import { haltPreview } from './halt-preview.js';

const PATTERN_LENGTH = 256;

/** Another set than the one that was seen: the dialog shows the new one. */
const CHANGED = ['count_changed', 'set_changed'];

/** @typedef {import('./fleet-halt-words.js').Preview} Preview */
/** @typedef {import('./fleet-halt-words.js').Results} Results */
/** @typedef {import('../core/types.js').Posture} Posture */

/**
 * The dialog; make a new one for each time it opens.
 *
 * @param {string} first the pattern to begin with
 */
export function fleetHaltDialog(first) {
  const pattern = signal(first);
  const reason = signal('');
  const typed = signal('');
  const results = signal(/** @type {Results | null} */ (null));
  const looked = haltPreview();
  let halting = act(done);
  const acting = signal(halting.state);
  /** @type {string | null} */
  let seen = null;
  let failedAt = 0;

  /** @param {Results} answer */
  function done(answer) {
    results.value = answer;
    const { title, text } = resultsWords(answer);
    announce(text ? `${title}, ${text}` : title);
    readFleet();
  }

  const form = () => ({ pattern: pattern.value, reason: reason.value, typed: typed.value, preview: looked.state.value.preview });
  const busy = () => acting.value.value.phase === 'sent';

  /** Another pattern is another act. @param {string} text */
  function retarget(text) {
    pattern.value = text;
    typed.value = '';
    halting = act(done);
    acting.value = halting.state;
    looked.look(text);
  }

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    const { preview } = looked.state.peek();
    if (!preview || missing(form()) !== '' || busy()) {
      return;
    }
    const { would_halt: would, set } = preview;
    await halting.send('/api/halts', { pattern: preview.pattern, reason: reason.value.trim(), expected: would.count, set });
    failedAt = now.peek();
    if (CHANGED.includes(halting.state.peek().error?.code ?? '')) {
      typed.value = '';
      looked.look(preview.pattern, 0);
    }
  }

  /** Looks, and again when the fleet changed, so that what is confirmed is what there is. @param {Posture | null} posture */
  function follow(posture) {
    const fleetNow = posture ? `${posture.agent_count} ${posture.agents.filter(({ presence }) => presence.halt).length}` : '';
    if (seen !== fleetNow && !results.peek()) {
      const pauseMs = seen === null ? 0 : undefined;
      seen = fleetNow;
      untracked(() => looked.look(pattern.value, pauseMs));
    }
  }

  const content = () => html`<form class="halt-form" @submit=${submit}>
    <div class="dlg">
      <div class="row"><span class="hd-i">${glyph('halt')}</span><h2 id="fleet-halt-t">Halt many agents?</h2></div>
      <ul class="conseq t13">
        <li>Every scope, cost, gate, loop and contract check of these agents is refused, on every server, within 5 s.</li>
        <li>Each is halted by itself, so one that cannot be halted keeps no other going. Each is resumed by itself, too.</li>
      </ul>
      <div class="field"><label for="halt-pattern">Agents <span class="muted">(* stands for any characters)</span></label>
        <input class="input mono" id="halt-pattern" required autocomplete="off" autocapitalize="none" spellcheck="false"
          maxlength=${PATTERN_LENGTH} .value=${pattern.value} ?readonly=${busy()}
          @input=${(/** @type {any} */ event) => retarget(event.target.value)} /></div>
      ${whom(looked.state.value)}
      <div class="field"><label for="fleet-halt-reason">Reason <span class="muted">(written to the audit log of each)</span></label>
        <input class="input" id="fleet-halt-reason" required autofocus autocomplete="off" maxlength=${REASON_LENGTH}
          @input=${(/** @type {any} */ event) => (reason.value = event.target.value)} /></div>
      <div class="field"><label for="halt-number">Type ${number(looked.state.value.preview)} to confirm</label>
        <input class="input mono" id="halt-number" required autocomplete="off" inputmode="numeric" .value=${typed.value}
          @input=${(/** @type {any} */ event) => (typed.value = event.target.value)} /></div>
      ${actNotice(acting.value.value, failedAt)}
    </div>
    <div class="dlg-foot">
      <button type="button" class="btn" @click=${closeDialog}>Cancel</button>
      <button class="btn danger" title=${missing(form()) || nothing} aria-disabled=${missing(form()) || busy() ? 'true' : nothing}>${icon(
        'halt',
        undefined,
        's',
      )}${busy() ? 'Halting…' : 'Halt these agents'}</button>
    </div>
  </form>`;

  return {
    follow,
    stop: looked.stop,
    view: () =>
      dialog({
        id: 'fleet-halt-t',
        classes: 'halt-d',
        content: results.value ? outcome(results.value) : content(),
        onClose: () => {
          looked.stop();
          setQuery({ halts: null }, { replace: true });
        },
      }),
  };
}

/** @param {Preview | null} preview */
const number = (preview) => (preview ? html`<b class="num">${preview.would_halt.count}</b>` : 'their number');

/** @param {import('./halt-preview.js').Looked} looked */
function whom({ preview, error }) {
  if (error) {
    return html`<div class="banner fail" role="alert">${glyph('fail')}<span>${sentence(error.detail)}</span></div>`;
  }
  if (!preview) {
    return html`<p class="t13 muted whom" role="status">Looking whom this would halt…</p>`;
  }
  const { would_halt: would } = preview;
  const more = would.count - would.agents.length;
  return html`<div class="whom"><p class="t13" role="status"><b>${previewWords(preview)}</b></p>${
    would.count === 0
      ? nothing
      : html`<ul class="names mono t12" tabindex="0" aria-label="Agents that would be halted">${repeat(
          would.agents,
          (/** @type {string} */ id) => id,
          (/** @type {string} */ id) => html`<li class="wrap-any">${id}</li>`,
        )}${more > 0 ? html`<li class="muted">and ${count(more)} more</li>` : nothing}</ul>`
  }</div>`;
}

/** @param {Results} results */
function outcome(results) {
  const { shape, title, text } = resultsWords(results);
  return html`<div class="dlg">
      <div class="row"><span class="hd-i">${glyph(shape)}</span><h2 id="fleet-halt-t">${title}</h2></div>
      ${text ? html`<p class="t13">${sentence(text)}</p>` : nothing}
      <ul class="names t12" tabindex="0" aria-label="Result of each agent">${worstFirst(results.agents).map(line)}</ul>
      <p class="t13 dim">The cards then tell which agents acknowledged, and which are still active.</p>
    </div>
    <div class="dlg-foot"><button type="button" class="btn primary" @click=${closeDialog}>Close</button></div>`;
}

/** @param {import('./fleet-halt-words.js').Result} result */
function line({ agent_id: id, outcome: became, reason }) {
  const { shape, word } = outcomeWords(became);
  return html`<li class="result">${glyph(shape)}<span class="grow"><span class="mono wrap-any">${id}</span> <b>${word}</b>${
    reason ? html`<br /><span class="wrap-any">${sentence(reason)}</span>` : nothing
  }</span></li>`;
}
