// @ts-check
// What can be done with a request, without drawing it: whose claim it is, what a form asks for and what is sent.
import { eyesOf } from './approval-view.js';

/** @typedef {import('../core/types.js').Approval} Approval */
/** @typedef {'grant' | 'deny' | 'claim' | 'release' | 'escalate'} ActName */

/** As long as the server lets a claim count. */
const CLAIM_MS = 300_000;

const RATIONALE_LENGTH = 2000;
const ESCALATE_TO_LENGTH = 256;
const OVERRIDE_LENGTH = 512;

/** Where a console listens when nobody says otherwise; the command line goes there by itself. */
const USUAL_SERVER = 'http://127.0.0.1:8766';

/**
 * @typedef {object} Field
 * @property {string} name in the body
 * @property {string} label
 * @property {boolean} required
 * @property {number} max characters
 */

/**
 * @typedef {object} Act
 * @property {Field | null} field
 * @property {string} send on the button
 * @property {string} busy on the button while it is sent
 * @property {string} done afterwards
 * @property {'primary' | 'danger' | ''} look of the button
 */

/** @type {Record<ActName, Act>} */
export const ACTS = {
  grant: {
    field: { name: 'rationale', label: 'Note', required: false, max: RATIONALE_LENGTH },
    send: 'Grant once',
    busy: 'Granting…',
    done: 'Granted',
    look: 'primary',
  },
  deny: {
    field: { name: 'rationale', label: 'Reason for denying', required: true, max: RATIONALE_LENGTH },
    send: 'Deny request',
    busy: 'Denying…',
    done: 'Denied',
    look: 'danger',
  },
  escalate: {
    field: { name: 'escalate_to', label: 'Hand on to a person or a group', required: true, max: ESCALATE_TO_LENGTH },
    send: 'Hand on',
    busy: 'Handing on…',
    done: 'Handed on',
    look: '',
  },
  claim: { field: null, send: 'Take over', busy: 'Taking over…', done: 'Claimed', look: '' },
  release: { field: null, send: 'Release', busy: 'Releasing…', done: 'Released', look: '' },
};

const NAMES = /** @type {ActName[]} */ (Object.keys(ACTS));

/** Closes every form. */
export const NONE = Object.fromEntries(NAMES.map((name) => [name, null]));

/**
 * Which form the address opens.
 *
 * @param {import('../core/router.js').Query} query
 * @returns {{ id: string, name: ActName }} an empty id when it opens none
 */
export function openForm(query) {
  const name = NAMES.find((one) => query[one]);
  return { id: name ? String(query[name]) : '', name: name ?? 'grant' };
}

/**
 * Whose claim keeps the others away.
 *
 * @param {Approval} approval
 * @param {string | undefined} visitor their id
 * @param {number} now the server's milliseconds
 * @returns {{ mine: boolean, who: string, until: number } | null} null when nobody's does
 */
export function claimOf({ reviewer_id: id, reviewer, reviewing_since: since }, visitor, now) {
  if (id === null || since === null) {
    return null;
  }
  const until = Date.parse(since) + CLAIM_MS;
  return until > now ? { mine: id === visitor, who: reviewer ?? 'Somebody', until } : null;
}

/**
 * What a form asks for.
 *
 * @param {ActName} name
 * @param {string | null} claimant over whose claim it acts, null when over nobody's
 * @returns {Field[]}
 */
export function fieldsOf(name, claimant) {
  const { field } = ACTS[name];
  /** @type {Field[]} */
  const override = claimant
    ? [{ name: 'override', label: `Why you act over the claim of ${claimant}`, required: true, max: OVERRIDE_LENGTH }]
    : [];
  return [...(field ? [field] : []), ...override];
}

/**
 * What was filled in, as it is sent.
 *
 * @param {Field[]} fields
 * @param {(name: string) => unknown} value of a field
 * @returns {Record<string, string> | null} null while something required is missing
 */
export function bodyOf(fields, value) {
  const filled = fields.map(({ name }) => [name, String(value(name) ?? '').trim()]);
  const isWhole = fields.every(({ required }, i) => !required || filled[i][1] !== '');
  return isWhole ? Object.fromEntries(filled.filter(([, text]) => text !== '')) : null;
}

/**
 * Whether the visitor may grant it as it is, without a reason to act over a claim.
 *
 * @param {Approval} approval
 * @param {ReturnType<typeof claimOf>} claim
 * @param {string | undefined} visitor their id
 */
export const isGrantable = (approval, claim, visitor) =>
  !approval.blocked && (claim === null || claim.mine) && eyesOf(approval, visitor)?.mine !== true;

/** One word of a POSIX shell, whatever it holds. @param {string} text */
export const shellWord = (text) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/**
 * Grants from a terminal.
 *
 * @param {string} id of the request
 * @param {string} server where this page came from
 */
export const grantCommand = (id, server) =>
  `governance gates grant ${shellWord(id)}${server === USUAL_SERVER ? '' : ` --server ${shellWord(server)}`}`;
