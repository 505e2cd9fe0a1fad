// @ts-check
// What a verdict says about single events. The words of a verdict are the server's; nothing here concludes anything.

/**
 * @typedef {object} VerdictRow
 * @property {string} event_id
 * @property {number} position counted from 1 within the session
 * @property {number} chain_seq
 * @property {string} kind
 * @property {boolean} verified
 * @property {string | null} failure_reason
 */

/**
 * @typedef {object} Finding
 * @property {string} kind
 * @property {number} position
 * @property {number} chain_seq
 * @property {string | null} event_id
 * @property {string} detail
 */

/**
 * @typedef {object} Verdict
 * @property {string} session_id
 * @property {number} event_count
 * @property {boolean} verified
 * @property {'verified' | 'tampered' | 'unverifiable' | 'truncated' | 'empty'} verdict
 * @property {string} headline
 * @property {string} sentence
 * @property {VerdictRow[]} events
 * @property {string | null} first_failure
 * @property {string | null} first_failure_reason
 * @property {Finding[]} findings
 * @property {number} failure_count
 * @property {number} intact
 * @property {number} links_checked
 * @property {number} links_intact
 * @property {string} key_fingerprint
 * @property {string[]} unresolved_keys
 * @property {number} degraded
 * @property {number | null} first_seq
 * @property {number | null} last_seq
 * @property {string | null} head_hmac
 * @property {string} checked_at
 * @property {number} duration_ms
 * @property {import('./marks-line.js').Marks | null} [marks]
 * @property {Signatures | null} [signatures]
 * @property {import('../audit/corrections.js').Correction[]} [corrections]
 */

/** @typedef {{ signed: number, unsigned: number, unknown_key: number, revoked: number, invalid: number }} Signatures rows */

/** @typedef {'ok' | 'bad' | 'unproven'} Mark */

/** Findings about what could not be proved; they are no sign of tampering, and no sign of its absence. */
const UNPROVEN = new Set(['key_unavailable', 'key_unproven', 'marker_link_unproven', 'unreadable', 'signature_revoked']);

/** Findings about where an event stands, not about what it says. */
const PLACES = new Set(['gap', 'fork', 'head_missing']);

/** Worth knowing about rows that hold. */
const NOTES = new Set(['degraded_segment', 'numeric_roundtrip', 'signature_unknown_key']);

/** @type {Record<Verdict['verdict'], 'pass' | 'fail' | 'warn' | 'none'>} */
const SHAPES = { verified: 'pass', tampered: 'fail', truncated: 'fail', unverifiable: 'warn', empty: 'none' };

/** The shape of a verdict; green only when the server says that it is verified. @param {Verdict} verdict */
export function shapeOf(verdict) {
  const shape = SHAPES[verdict.verdict] ?? 'warn';
  return shape === 'pass' && !verdict.verified ? 'warn' : shape;
}

/** @param {string | null} reason @returns {Mark} */
export const markOfReason = (reason) =>
  reason === null || NOTES.has(reason) ? 'ok' : UNPROVEN.has(reason) ? 'unproven' : 'bad';

/** A broken event in two words. @param {string | null | undefined} reason */
export const badWord = (reason) => (reason && PLACES.has(reason) ? 'Link broken' : 'Tampered');

/** Whether something is wrong with the session as a whole, so that nobody knows with which of its events. @param {Verdict} verdict */
export const isWrongAsAWhole = ({ findings }) =>
  findings.some(({ event_id: id, kind }) => id === null && markOfReason(kind) === 'bad');

/** Which results the answer carries, by event. @param {Verdict} verdict @returns {Map<string, VerdictRow>} */
export const rowsOf = (verdict) => new Map(verdict.events.map((row) => [row.event_id, row]));

/**
 * How one event fared; null when the verdict is older than the event, or is about another session.
 *
 * @param {Verdict} verdict
 * @param {Map<string, VerdictRow>} rows of that verdict
 * @param {{ event_id: string, chain_seq: number, session_id: string }} event
 * @returns {Mark | null}
 */
export function markOf(verdict, rows, event) {
  const mark = markOfRow(verdict, rows, event);
  return mark === 'ok' && isWrongAsAWhole(verdict) ? null : mark;
}

/** @param {Verdict} verdict @param {Map<string, VerdictRow>} rows @param {{ event_id: string, chain_seq: number, session_id: string }} event */
function markOfRow(verdict, rows, event) {
  const row = rows.get(event.event_id);
  if (row) {
    return row.verified ? 'ok' : markOfReason(row.failure_reason ?? 'unknown');
  }
  const isRead = verdict.last_seq !== null && event.chain_seq <= verdict.last_seq;
  const onlyFailingListed = verdict.events.length < verdict.event_count;
  return event.session_id === verdict.session_id && isRead && onlyFailingListed ? 'ok' : null;
}

/**
 * The places of events in their session, where one of them is known and they follow one another.
 *
 * @param {{ event_id: string }[]} events consecutive events of a session, oldest first
 * @param {Map<string, VerdictRow> | null} rows
 * @param {boolean} fromStart whether the first is the session's first
 * @returns {number | null} the place of the first, counted from 1
 */
export function placeOfFirst(events, rows, fromStart) {
  if (fromStart) {
    return 1;
  }
  const known = events.findIndex(({ event_id: id }) => rows?.has(id));
  const row = known < 0 ? undefined : rows?.get(events[known].event_id);
  return row ? row.position - known : null;
}

/** What was found at one event, in the server's words. @param {Verdict} verdict @param {string} eventId */
export const findingsAt = (verdict, eventId) => verdict.findings.filter((finding) => finding.event_id === eventId);

/** The parts of a verdict that leave the page in one line: of a session, or of the whole log. */
/** @typedef {{ headline: string, sentence: string, session_id?: string, checked_at: string, key_fingerprint: string, marks?: { sentence: string } | null }} Said */

/**
 * The verdict in one line for a ticket or a mail.
 *
 * @param {Said} verdict
 * @param {string} address
 */
export function verdictLine({ headline, sentence, session_id: session, checked_at: at, key_fingerprint: key, marks }, address) {
  const about = session ? `Session ${session}` : 'Whole log';
  const said = [`${headline}.`, sentence, marks && !sentence.includes(marks.sentence) ? marks.sentence : ''].filter(Boolean);
  return [...said, `${about}, checked ${at} with key ${key}.`, address].join(' ').replace(/\s+/g, ' ');
}
