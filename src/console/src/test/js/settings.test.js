// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { howItEnded } from '../../../../../webroot/js/core/ended.js';
import { endedWords } from '../../../../../webroot/js/core/ended-words.js';
import { LASTS, scopesFor, scopeWords, tokenState } from '../../../../../webroot/js/settings/token-words.js';
import { refusedWords } from '../../../../../webroot/js/ui/refused-sign-in.js';
import { chosenTab } from '../../../../../webroot/js/ui/chosen-tab.js';

const NOON = Date.parse('2026-05-01T12:00:00Z');
const at = (/** @type {number} */ minutes) => new Date(NOON + minutes * 60_000).toISOString();

test('a token is made for what its maker may do, and users are no business of tokens', () => {
  assert.deepEqual(scopesFor(['read', 'verify']), ['read', 'verify']);
  assert.deepEqual(scopesFor(['agents.halt', 'read', 'users.manage', 'keys.rotate']), ['read', 'agents.halt']);
  assert.match(scopeWords('agents.halt'), /not resume/);
  assert.match(scopeWords('moon.land'), /Not known/);
  assert.ok(LASTS.every(([days]) => days >= 1 && days <= 365));
});

test('a token that was revoked is revoked, whenever it would have ended', () => {
  const token = /** @type {any} */ ({ revoked_at: null, expires_at: at(1) });
  assert.equal(tokenState(token, NOON), 'valid');
  assert.equal(tokenState(token, NOON + 60_000), 'expired');
  assert.equal(tokenState({ ...token, revoked_at: at(-1) }, NOON + 60_000), 'revoked');
});

/** @param {number} since @param {number} over @param {number} unused @returns {any} */
const visitor = (since, over, unused) => ({ signed_in_at: at(since), expires_at: at(over), idle_expires_at: at(unused) });

test('why a session ended is told as far as the page knows', () => {
  assert.deepEqual(howItEnded(null, NOON), { ended: null });
  assert.deepEqual(howItEnded(visitor(-480, 0, 30), NOON), { ended: 'over', after: 28_800 });
  assert.deepEqual(howItEnded({ ...visitor(-480, 0, 30), signed_in_at: undefined }, NOON), { ended: 'over', after: null });
  assert.deepEqual(howItEnded(visitor(-60, 420, 0), NOON), { ended: 'unused' });
  assert.deepEqual(howItEnded(visitor(-60, 420, 30), NOON), { ended: 'otherwise' });
});

test('the sign-in page says it', () => {
  const goBack = 'Sign in to go back to the page you were on.';
  assert.equal(endedWords({}), '');
  assert.equal(endedWords({ ended: 'over', after: '28800' }), `Your session ended after 8 hours. ${goBack}`);
  assert.equal(endedWords({ ended: 'over', after: '3600' }), `Your session ended after 1 hour. ${goBack}`);
  assert.equal(endedWords({ ended: 'over', after: '1800' }), `Your session ended after 30 minutes. ${goBack}`);
  assert.equal(endedWords({ ended: 'over', after: '5400' }), `Your session ended after 1 h 30 m. ${goBack}`);
  assert.equal(endedWords({ ended: 'over', after: '<img>' }), `Your session ended. ${goBack}`);
  assert.equal(endedWords({ ended: 'unused' }), `Your session ended, as nobody used it. ${goBack}`);
  assert.equal(endedWords({ ended: 'otherwise' }), `Your session ended. ${goBack}`);
});

/** @param {number | null} triesLeft @returns {any} */
const wrong = (triesLeft) => ({ code: 'wrong_credentials', detail: 'username or password is wrong', triesLeft });

test('tries are told where the server tells them, and never made up', () => {
  assert.equal(refusedWords(wrong(3), 'both'), 'That name and password do not match. 3 tries left from this address.');
  assert.equal(refusedWords(wrong(1), 'password'), 'That password does not match. 1 try left from this address.');
  assert.equal(refusedWords(wrong(0), 'both'), 'That name and password do not match. No tries left from this address for now.');
  assert.equal(refusedWords(wrong(null), 'both'), 'That name and password do not match.');
  const limited = /** @type {any} */ ({ code: 'too_many_tries', detail: 'too many tries; wait', triesLeft: null });
  assert.equal(refusedWords(limited, 'both'), 'Too many tries; wait.');
});

test('an address that names no tab is the first one', () => {
  const tabs = [{ id: 'people', label: 'People' }, { id: 'sessions', label: 'Sessions' }];
  assert.equal(chosenTab(tabs, 'sessions'), 'sessions');
  assert.equal(chosenTab(tabs, undefined), 'people');
  assert.equal(chosenTab(tabs, 'nothing'), 'people');
});
