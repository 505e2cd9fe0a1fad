// @ts-check
// A verdict that leaves the page: as a file, or as one line of text.
import { copy } from './copy.js';
import { verdictLine } from './verdict.js';

/** @param {import('./verdict.js').Verdict} verdict */
export const copyVerdict = (verdict) => copy(verdictLine(verdict, location.href), 'verdict');

/** Saves the whole answer of the server, and where it was asked. @param {import('./verdict.js').Verdict} verdict */
export function downloadEvidence(verdict) {
  const content = { exported_at: new Date().toISOString(), address: location.href, verdict };
  const file = new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `session-${verdict.session_id.slice(0, 8)}-${verdict.verdict}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
