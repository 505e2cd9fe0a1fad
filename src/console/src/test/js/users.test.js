// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceOf } from '../../../../../webroot/js/sessions/device.js';
import { endsIn } from '../../../../../webroot/js/sessions/session-ends.js';
import { sessionsOf } from '../../../../../webroot/js/sessions/session-counts.js';
import { canDo } from '../../../../../webroot/js/users/can-do.js';
import { ACTS, actsOn, consequences, isAct, takesPassword } from '../../../../../webroot/js/users/user-words.js';

const MOZILLA = 'Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0';
const KIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

test('a browser is named as people know it, though most call themselves by others names', () => {
  assert.equal(deviceOf(MOZILLA), 'Firefox 146 · Linux');
  assert.equal(deviceOf(`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${KIT} Chrome/156.0.0.0 Safari/537.36`), 'Chrome 156 · macOS');
  assert.equal(
    deviceOf(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KIT} Chrome/156.0.0.0 Safari/537.36 Edg/156.0.1.2`),
    'Edge 156 · Windows',
  );
  assert.equal(
    deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'),
    'Safari 18 · iPhone',
  );
  assert.equal(
    deviceOf('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15'),
    'Safari 17 · macOS',
  );
  assert.equal(deviceOf(`Mozilla/5.0 (Linux; Android 15) ${KIT} Chrome/156.0.0.0 Mobile Safari/537.36`), 'Chrome 156 · Android');
  assert.equal(deviceOf('curl/8.9.1'), 'curl 8');
});

test('what nobody knows is said as it was said, and nothing is not known', () => {
  assert.equal(deviceOf('<img onerror=alert(1)>'), '<img onerror=alert(1)>');
  assert.equal(deviceOf(''), 'Not known');
  assert.equal(deviceOf('   '), 'Not known');
});

const NOON = Date.parse('2026-05-01T12:00:00Z');
const at = (/** @type {number} */ minutes) => new Date(NOON + minutes * 60_000).toISOString();

test('a session ends at its time, and before without use', () => {
  assert.deepEqual(endsIn({ expires_at: at(400), idle_expires_at: at(52) }, NOON), { left: '6 h 40 m', unused: '52 m' });
  assert.deepEqual(endsIn({ expires_at: at(40), idle_expires_at: at(52) }, NOON), { left: '40 m', unused: null });
  assert.deepEqual(endsIn({ expires_at: at(0.5), idle_expires_at: at(52) }, NOON), { left: 'under 1 m', unused: null });
  assert.deepEqual(endsIn({ expires_at: at(-1), idle_expires_at: at(-1) }, NOON), { left: 'over', unused: null });
});

test('sessions are counted where all are known', () => {
  const list = /** @type {any[]} */ ([{ user_id: 'a' }, { user_id: 'b' }, { user_id: 'a' }]);
  assert.deepEqual([...(sessionsOf({ list, isWhole: true, error: null, at: 0 }) ?? [])], [['a', 2], ['b', 1]]);
  assert.equal(sessionsOf({ list, isWhole: false, error: null, at: 0 }), null);
  assert.equal(sessionsOf({ list: null, isWhole: true, error: null, at: 0 }), null);
});

/** @param {Partial<import('../../../../../webroot/js/users/user-list.js').User>} user @returns {any} */
const user = (user) => ({ user_id: 'a', username: 'marie', role: 'viewer', disabled: false, ...user });

test('what can be done about somebody follows from what they are', () => {
  assert.deepEqual(actsOn(user({}), false), ['admin', 'reset', 'sign-out', 'disable']);
  assert.deepEqual(actsOn(user({ role: 'admin', disabled: true }), false), ['viewer', 'reset', 'sign-out', 'enable']);
  assert.ok(!actsOn(user({ role: 'admin' }), true).includes('reset'));
});

test('every act says what it does, of oneself in other words', () => {
  for (const act of /** @type {import('../../../../../webroot/js/users/user-words.js').Act[]} */ (Object.keys(ACTS))) {
    assert.ok(isAct(act));
    assert.ok(consequences(act, false, 2).length > 0);
  }
  assert.match(consequences('disable', false, 2).join(' '), /They are signed out everywhere \(2 sessions\) at once\./);
  assert.match(consequences('disable', false, null).join(' '), /They are signed out everywhere at once\./);
  assert.match(consequences('viewer', true, 1).join(' '), /You are signed out everywhere \(1 session\) at once, here too\./);
  assert.match(consequences('sign-out', true, 3).join(' '), /this one stays/);
  assert.equal(isAct('toString'), false);
  assert.equal(isAct(undefined), false);
});

test('the password of whoever acts is asked for as the server does', () => {
  assert.equal(takesPassword('admin', 'viewer'), true);
  assert.equal(takesPassword('enable', 'viewer'), true);
  assert.equal(takesPassword('disable', 'viewer'), false);
  assert.equal(takesPassword('reset', 'viewer'), false);
  assert.equal(takesPassword('disable', 'admin'), true);
  assert.equal(takesPassword('reset', 'admin'), true);
  assert.equal(takesPassword('sign-out', 'admin'), false);
});

test('a role that this page does not know can do what it does not know', () => {
  assert.match(canDo('viewer'), /Read and verify/);
  assert.match(canDo('auditor'), /Not known/);
});
