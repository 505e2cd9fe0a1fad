// @ts-check
// The sessions that a verification of the whole log found damaged, each with the way to its chain.
import { html, nothing } from '../core/dom.js';
import { count, plural, shortId } from '../core/fmt.js';
import { url } from '../core/router.js';
import { may } from '../core/store.js';
import { glyph } from '../ui/glyph.js';
import { logShape } from './log-verdict.js';

const MOST = 100;

/** @param {import('./log-verdict.js').LogVerdict} verdict */
export function damagedList({ damaged, damaged_count: all }) {
  if (damaged.length === 0) {
    return nothing;
  }
  const listed = damaged.slice(0, MOST);
  const more = Math.max(all, damaged.length) - listed.length;
  return html`<div class="dmg-w"><h3 id="dmg-t">${plural(Math.max(all, damaged.length), 'session')} to look at</h3>
    <ul class="dmg" aria-labelledby="dmg-t">${listed.map(line)}${
      more > 0 ? html`<li class="muted t13">and ${count(more)} more; the evidence file holds what the server listed</li>` : nothing
    }</ul></div>`;
}

/** @param {import('./log-verdict.js').Damaged} one */
function line(one) {
  const shape = logShape(one);
  return html`<li>${glyph(shape)}<a class="idlink" title=${one.session_id} href=${url('/audit', {
    session: one.session_id,
    verify: may('verify') ? 1 : null,
  })}>${shortId(one.session_id)}</a><div class="grow"><b class="med ${shape === 'fail' ? 'c-fail' : ''}">${one.headline}</b>
    <span class="dim">${one.sentence}</span> <span class="muted wrap-any">${one.agents.join(', ')}</span></div></li>`;
}
