// @ts-check
// What a role can do, and what an act on somebody does, in words. The server decides both.
import { plural } from '../core/fmt.js';
import { canDo } from './can-do.js';

/** @typedef {import('./user-list.js').User} User */

/** @typedef {'admin' | 'viewer' | 'disable' | 'enable' | 'reset' | 'sign-out'} Act the first two make somebody that */

/**
 * What may be done about somebody; whether it is allowed the server says.
 *
 * @param {User} user
 * @param {boolean} isMe
 * @returns {Act[]}
 */
export function actsOn(user, isMe) {
  /** @type {Act[]} */
  const acts = [user.role === 'admin' ? 'viewer' : 'admin'];
  if (!isMe) {
    acts.push('reset'); // one's own takes the current one
  }
  acts.push('sign-out', user.disabled ? 'enable' : 'disable');
  return acts;
}

/**
 * @typedef {object} Words
 * @property {string} label
 * @property {(name: string) => string} title
 * @property {string} button
 * @property {string} busy
 * @property {(name: string) => string} done
 * @property {boolean} danger whether it takes something away
 */

/** @type {Record<Act, Words>} */
export const ACTS = {
  admin: {
    label: 'Make an admin',
    title: (name) => `Make ${name} an admin?`,
    button: 'Make an admin',
    busy: 'Changing…',
    done: (name) => `${name} is an admin now`,
    danger: false,
  },
  viewer: {
    label: 'Make a viewer',
    title: (name) => `Make ${name} a viewer?`,
    button: 'Make a viewer',
    busy: 'Changing…',
    done: (name) => `${name} is a viewer now`,
    danger: true,
  },
  disable: {
    label: 'Disable',
    title: (name) => `Disable ${name}?`,
    button: 'Disable',
    busy: 'Disabling…',
    done: (name) => `${name} is disabled`,
    danger: true,
  },
  enable: {
    label: 'Enable',
    title: (name) => `Let ${name} sign in again?`,
    button: 'Enable',
    busy: 'Enabling…',
    done: (name) => `${name} can sign in again`,
    danger: false,
  },
  reset: {
    label: 'Reset password',
    title: (name) => `Give ${name} another password?`,
    button: 'Reset password',
    busy: 'Resetting…',
    done: (name) => `${name} has another password`,
    danger: true,
  },
  'sign-out': {
    label: 'Sign out everywhere',
    title: (name) => `Sign ${name} out everywhere?`,
    button: 'Sign out',
    busy: 'Signing out…',
    done: (name) => `${name} is signed out`,
    danger: true,
  },
};

/** @param {string | undefined} text @returns {text is Act} */
export const isAct = (text) => text !== undefined && Object.hasOwn(ACTS, text);

/**
 * What it does.
 *
 * @param {Act} act
 * @param {boolean} isMe
 * @param {number | null} sessions null when it is not known how many
 * @returns {string[]}
 */
export function consequences(act, isMe, sessions) {
  const where = sessions ? `everywhere (${plural(sessions, 'session')})` : 'everywhere';
  const leave = isMe ? `You are signed out ${where} at once, here too.` : `They are signed out ${where} at once.`;
  /** @type {Record<Act, string[]>} */
  const words = {
    admin: [`They may then: ${lower(canDo('admin'))}.`, `${leave} They sign in again with the new role.`],
    viewer: [
      `${isMe ? 'You' : 'They'} may then read and verify, and decide nothing; API tokens may do no more than that, either.`,
      leave,
    ],
    disable: [
      `Nobody can sign in by that name, and ${isMe ? 'your' : 'their'} API tokens open nothing.`,
      leave,
      'An admin can enable it again.',
    ],
    enable: ['They can sign in with the password they have. API tokens that have not ended work again.'],
    reset: ['The password they have no longer works.', leave, 'All their API tokens are revoked.'],
    'sign-out': isMe
      ? ['Your sessions in other browsers end at once; this one stays.']
      : [leave, 'They can sign in again. Where that should not be, disable them or reset the password.'],
  };
  return words[act];
}

/** @param {string} text */
const lower = (text) => text[0].toLowerCase() + text.slice(1);

/**
 * Whether the server will ask for the password of whoever acts, so that the form has a field for it from the start.
 *
 * @param {Act} act
 * @param {string} role what the other one is
 */
export const takesPassword = (act, role) =>
  act !== 'sign-out' && (role === 'admin' || act === 'admin' || act === 'enable');
