// @ts-check
// Halting all agents that a pattern means: whom that is now, why, and their number typed by hand; then what became of
// each of them. The server halts those that were shown, or nobody; with those that appear meanwhile where that is wanted.
import { html, icon, nothing, repeat, signal, untracked } from '../core/dom.js';
import { act } from '../core/act.js';
import { get, post } from '../core/api.js';
import { readFleet } from '../core/fleet.js';
import { count, sentence } from '../core/fmt.js';
import { setQuery } from '../core/router.js';
import { environment, now } from '../core/store.js';
import { actNotice } from '../ui/act-notice.js';
import { announce } from '../ui/announce.js';
import { closeDialog, dialog } from '../ui/dialog.js';
import { allRounds } from './fleet-halt-rounds.js';
import { meansOthers, missing, outcomeWords, previewWords, resultsWords, wordFor, worstFirst } from './fleet-halt-words.js';
import { glyph } from '../ui/glyph.js';
import { REASON_LENGTH } from './halt-dialog.js';
import { haltPreview } from './halt-preview.js';

const PATTERN_LENGTH = 256;
const RESULTS_LISTED = 1_000;

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
  const ticked = signal(/** @type {boolean | null} */ (null));
  const sofar = signal(/** @type {Results | null} */ (null));
  const results = signal(/** @type {Results | null} */ (null));
  const looked = haltPreview();
  const idle = () => act(() => {});
  let halting = idle();
  const acting = signal(halting.state);
  /** @type {string | null} */
  let seen = null;
  let failedAt = 0;
  let sent = '';
  let trouble = '';

  const orMore = () => ticked.value ?? meansOthers(pattern.value);
  const number = () => (orMore() ? looked.state.value.least : (looked.state.value.preview?.would_halt.count ?? 0));
  const word = () => wordFor(pattern.value, number(), environment.value);
  const form = () => ({
    pattern: pattern.value,
    reason: reason.value,
    typed: typed.value,
    preview: looked.state.value.preview,
    word: word(),
  });
  const busy = () => acting.value.value.phase === 'sent' || sofar.value !== null;

  /** @param {Results} first @param {number} expected @param {boolean} more @param {string} why */
  async function goOn(first, expected, more, why) {
    sofar.value = first;
    try {
      sofar.value = await allRounds(first, {
        expected,
        orMore: more,
        look: () => get('/api/halts/preview', { pattern: first.pattern }),
        send: (whom) => post('/api/halts', { pattern: first.pattern, reason: why, ...whom }),
        told: (all) => (sofar.value = all),
      });
    } catch (failure) {
      trouble = /** @type {import('../core/api.js').ApiError} */ (failure).detail;
    }
    results.value = sofar.value;
    const { title, text } = resultsWords(sofar.value ?? first);
    announce(text ? `${title}, ${text}` : title);
    readFleet();
  }

  /** @param {Preview} preview @param {number} expected @param {boolean} more */
  function begin({ set, pattern: meant }, expected, more) {
    const why = reason.value.trim();
    const whom = more ? { expected, at_least: true } : { expected, set };
    const what = JSON.stringify([meant, set, whom]);
    if (what !== sent) {
      sent = what; // others than those of the last try: another act
      halting = act((/** @type {Results} */ answer) => goOn(answer, expected, more, why));
      acting.value = halting.state;
    }
    return halting.send('/api/halts', { pattern: meant, reason: why, ...whom });
  }

  /** @param {string} text */
  function retarget(text) {
    pattern.value = text;
    typed.value = '';
    halting = idle();
    acting.value = halting.state;
    sent = '';
    looked.look(text);
  }

  /** @param {Event} event */
  async function submit(event) {
    event.preventDefault();
    const { preview } = looked.state.peek();
    if (!preview || missing(form()) !== '' || busy()) {
      return;
    }
    await begin(preview, number(), orMore());
    failedAt = now.peek();
    if (CHANGED.includes(halting.state.peek().error?.code ?? '')) {
      typed.value = '';
      looked.look(preview.pattern, 0);
    }
  }

  /** @param {boolean} others */
  function tick(others) {
    ticked.value = others;
    typed.value = '';
  }

  /** Looks, and again when the fleet changed, so that what is confirmed is what there is. @param {Posture | null} posture */
  function follow(posture) {
    const fleetNow = posture ? `${posture.agent_count} ${posture.agents.filter(({ presence }) => presence.halt).length}` : '';
    if (seen !== fleetNow && !results.peek() && !sofar.peek()) {
      const pauseMs = seen === null ? 0 : undefined;
      seen = fleetNow;
      untracked(() => looked.look(pattern.value, pauseMs));
    }
  }

  const content = () => html`<form class="halt-form" @submit=${submit}>
    <div class="dlg">
      <div class="row"><span class="hd-i">${glyph('halt')}</span><h2 id="fleet-halt-t">${pattern.value === '*' ? 'Halt all agents?' : 'Halt many agents?'}</h2></div>
      <ul class="conseq t13">
        <li>Every scope, cost, gate, loop and contract check of these agents is refused, on every server, within 5 s.</li>
        <li>Each is halted by itself, so one that cannot be halted keeps no other going. Each is resumed by itself, too.</li>
      </ul>
      <div class="field"><label for="halt-pattern">Agents <span class="muted">(* stands for any characters)</span></label>
        <input class="input mono" id="halt-pattern" required autocomplete="off" autocapitalize="none" spellcheck="false"
          maxlength=${PATTERN_LENGTH} .value=${pattern.value} ?readonly=${busy()}
          @input=${(/** @type {any} */ event) => retarget(event.target.value)} /></div>
      ${whom(looked.state.value)}
      <label class="check t13"><input type="checkbox" id="halt-or-more" .checked=${orMore()} ?disabled=${busy()}
          @change=${(/** @type {any} */ event) => tick(event.target.checked)} />Also those that appear meanwhile</label>
      <div class="field"><label for="fleet-halt-reason">Reason <span class="muted">(written to the audit log of each)</span></label>
        <input class="input" id="fleet-halt-reason" required autofocus autocomplete="off" maxlength=${REASON_LENGTH}
          @input=${(/** @type {any} */ event) => (reason.value = event.target.value)} /></div>
      <div class="field"><label for="halt-number">Type ${looked.state.value.preview ? html`<b class="num">${word()}</b>` : 'their number'} to confirm</label>
        <input class="input mono" id="halt-number" required autocomplete="off" autocapitalize="none"
          spellcheck="false" inputmode=${word() === String(number()) ? 'numeric' : 'text'} .value=${typed.value}
          @input=${(/** @type {any} */ event) => (typed.value = event.target.value)} /></div>
      ${actNotice(acting.value.value, failedAt)}
      ${sofar.value ? html`<div class="banner" role="status">${icon('clock')}<span>${resultsWords(sofar.value).title}…</span></div>` : nothing}
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
        content: results.value ? outcome(results.value, trouble) : content(),
        onClose: () => {
          looked.stop();
          setQuery({ halts: null }, { replace: true });
        },
      }),
  };
}

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

/** @param {Results} results @param {string} trouble what kept it from going on */
function outcome(results, trouble) {
  const { shape, title, text } = resultsWords(results);
  const more = results.agents.length - RESULTS_LISTED;
  return html`<div class="dlg">
      <div class="row"><span class="hd-i">${glyph(shape)}</span><h2 id="fleet-halt-t">${title}</h2></div>
      ${text ? html`<p class="t13">${sentence(text)}</p>` : nothing}
      ${trouble ? html`<div class="banner fail" role="alert">${glyph('fail')}<span>${sentence(trouble)}</span></div>` : nothing}
      <ul class="names t12" tabindex="0" aria-label="Result of each agent">${worstFirst(results.agents).slice(0, RESULTS_LISTED).map(line)}${
        more > 0 ? html`<li class="muted">and ${count(more)} more</li>` : nothing
      }</ul>
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
