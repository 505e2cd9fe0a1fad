import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import {
  ACTS,
  bodyOf,
  claimOf,
  fieldsOf,
  grantCommand,
  isGrantable,
  NONE,
  openForm,
} from '../../../../../webroot/js/approvals/approval-acts.js';
import { argumentsOf, blockedWords, eyesOf, outcomeOf, timeLeft } from '../../../../../webroot/js/approvals/approval-view.js';
import { tokens } from '../../../../../webroot/js/ui/json-tokens.js';
import { KEPT_MS, merged, overtaken } from '../../../../../webroot/js/approvals/request-cards.js';

const request = (id, expires) => ({
  request_id: id,
  created_at: '2026-11-22T14:00:00Z',
  expires_at: expires,
  resolution: null,
});
const A = request('a', '2026-11-22T14:20:00.5Z');
const B = request('b', '2026-11-22T14:20:00Z');

test('shows the soonest to expire first', () => {
  assert.deepEqual(
    merged([], [A, B], [], 0).map(({ approval }) => approval.request_id),
    ['b', 'a'],
  );
});

test('keeps what somebody else decided for a moment, with who it was', () => {
  const before = merged([], [A, B], [], 0);
  const denied = { ...B, resolution: 'denied', resolved_by: 'operator-2' };
  const after = merged(before, [A], [denied], 1000);
  assert.equal(after.length, 2);
  assert.equal(after[0].gone, true);
  assert.equal(after[0].decided.resolved_by, 'operator-2');
  assert.equal(merged(after, [A], [denied], 1000 + KEPT_MS).length, 1);
});

test('counts down and stops at nothing', () => {
  const half = timeLeft(B, Date.parse('2026-11-22T14:10:00Z'));
  assert.deepEqual(half, { seconds: 600, share: 0.5, urgent: false, expired: false });
  const over = timeLeft(B, Date.parse('2026-11-22T15:00:00Z'));
  assert.deepEqual(over, { seconds: 0, share: 0, urgent: true, expired: true });
});

test('shows arguments of any shape as text', () => {
  assert.deepEqual(argumentsOf(null), { args: [], rest: false });
  assert.deepEqual(argumentsOf({ n: 4200, deep: { a: [1] } }).args, [
    { name: 'n', value: '4200' },
    { name: 'deep', value: '{"a":[1]}' },
  ]);
  const long = argumentsOf({ text: 'x'.repeat(1000) });
  assert.equal(long.rest, true);
  assert.equal(long.args[0].value.length, 241);
});

test('explains every reason for not being allowed, also one that it does not know', () => {
  assert.equal(blockedWords({ blocked: null }), null);
  for (const blocked of ['self_approval', 'operator_unknown', 'role', 'something_new']) {
    assert.ok(blockedWords({ blocked }).title);
  }
});

test('tells whose the first of two grants is, and of one admin nothing', () => {
  assert.equal(eyesOf({ four_eyes: null }, 'u1'), null);
  const nobody = { first_id: null, first: null, first_at: null, rationale: null };
  assert.deepEqual(eyesOf({ four_eyes: nobody }, undefined), { first: null, at: null, rationale: null, mine: false });
  const given = { first_id: 'u1', first: 'anna', first_at: '2026-11-22T14:00:00Z', rationale: 'fine' };
  assert.equal(eyesOf({ four_eyes: given }, 'u1').mine, true);
  assert.equal(eyesOf({ four_eyes: given }, 'u2').mine, false);
});

test('calls a request without an answer expired', () => {
  assert.equal(outcomeOf({ resolution: null }).word, 'Expired');
  assert.equal(outcomeOf({ resolution: 'cancelled' }).word, 'Cancelled');
});

test('cuts JSON into pieces that make up the whole again', () => {
  const text = JSON.stringify({ 'a "b"': -1.5e3, c: [true, null, 'x: 1'] }, null, 2);
  const pieces = tokens(text);
  assert.equal(pieces.map((piece) => piece.text).join(''), text);
  assert.deepEqual(
    pieces.filter((piece) => piece.type !== 'plain').map((piece) => piece.type),
    ['key', 'number', 'key', 'word', 'word', 'string'],
  );
});

const NOW = Date.parse('2026-11-22T14:10:00Z');
const claimed = { ...A, reviewer_id: 'u-2', reviewer: 'operator-2', reviewing_since: '2026-11-22T14:09:00Z' };

test('says whose claim keeps the others away, until it is over', () => {
  assert.deepEqual(claimOf(claimed, 'u-1', NOW), { mine: false, who: 'operator-2', until: NOW + 240_000 });
  assert.equal(claimOf(claimed, 'u-2', NOW).mine, true);
  assert.equal(claimOf({ ...claimed, reviewer: null }, 'u-1', NOW).who, 'Somebody');
  assert.equal(claimOf(claimed, 'u-1', NOW + 240_000), null);
  assert.equal(claimOf({ ...A, reviewer_id: null, reviewing_since: null }, 'u-1', NOW), null);
});

test('opens one form at a time, the one that the address names', () => {
  assert.deepEqual(openForm({ escalate: 'a' }), { id: 'a', name: 'escalate' });
  assert.deepEqual(openForm({ deny: 'a', grant: 'b' }), { id: 'b', name: 'grant' });
  assert.equal(openForm({ agent: 'a' }).id, '');
  assert.deepEqual(Object.keys(NONE).sort(), Object.keys(ACTS).sort());
});

test('asks for a reason to act over a claim, whatever is done', () => {
  for (const name of Object.keys(ACTS)) {
    const over = fieldsOf(name, 'operator-2');
    assert.deepEqual(over.slice(0, -1), fieldsOf(name, null));
    assert.deepEqual([over.at(-1).name, over.at(-1).required], ['override', true]);
    assert.match(over.at(-1).label, /operator-2/);
  }
});

test('sends what was filled in, and nothing while something required is missing', () => {
  const values = (filled) => (name) => filled[name];
  assert.deepEqual(bodyOf(fieldsOf('grant', null), values({ rationale: '  ' })), {});
  assert.deepEqual(bodyOf(fieldsOf('grant', null), values({ rationale: ' fine ' })), { rationale: 'fine' });
  assert.equal(bodyOf(fieldsOf('deny', null), values({ rationale: ' ' })), null);
  assert.equal(bodyOf(fieldsOf('grant', 'operator-2'), values({ rationale: 'fine' })), null);
  assert.deepEqual(bodyOf(fieldsOf('claim', 'operator-2'), values({ override: 'on leave' })), { override: 'on leave' });
  assert.deepEqual(bodyOf(fieldsOf('release', null), values({})), {});
});

test('offers to grant elsewhere only what would be granted', () => {
  const open = { ...A, blocked: null, four_eyes: null };
  const first = (id) => ({ ...open, four_eyes: { first_id: id, first: 'anna', first_at: '2026-11-22T14:00:00Z', rationale: null } });
  assert.equal(isGrantable(open, null, 'u-1'), true);
  assert.equal(isGrantable({ ...open, blocked: 'self_approval' }, null, 'u-1'), false);
  assert.equal(isGrantable(open, claimOf(claimed, 'u-1', NOW), 'u-1'), false);
  assert.equal(isGrantable(open, claimOf(claimed, 'u-2', NOW), 'u-2'), true);
  assert.equal(isGrantable(first('u-1'), null, 'u-1'), false);
  assert.equal(isGrantable(first('u-1'), null, 'u-2'), true);
});

test('copies a command that a shell reads as it is meant, whatever the id holds', () => {
  const id = '123e4567-e89b-12d3-a456-426614174000';
  assert.equal(grantCommand(id, 'http://127.0.0.1:8766'), `governance gates grant ${id}`);
  assert.equal(
    grantCommand(id, 'https://console.example:8443'),
    `governance gates grant ${id} --server https://console.example:8443`,
  );
  for (const hostile of ["'; rm -rf ~; '", '$(id)', '`id`', 'a b', '"', '\\', 'a\nb', '!!', '*', '#', '&', '']) {
    const words = execFileSync('sh', ['-c', `printf '%s\\0' ${grantCommand(hostile, hostile)}`], { encoding: 'utf8' });
    assert.deepEqual(words.split('\0').slice(0, -1), ['governance', 'gates', 'grant', hostile, '--server', hostile]);
  }
});

test('lets what somebody else decided take the place of an answer that came too late', () => {
  const before = merged([], [A, B], [], 0);
  const current = { request_id: 'b', state: 'denied', resolution: 'denied', resolved_by: 'operator-2', rationale: 'no' };

  const after = overtaken(before, current, 1000);

  assert.deepEqual([after[0].gone, after[0].tooLate, after[0].decided.resolved_by], [true, true, 'operator-2']);
  assert.equal(after[0].decided.expires_at, B.expires_at);
  assert.deepEqual(after[1], before[1]);
  assert.equal(merged(after, [A], [], 2000)[0].tooLate, true);
  assert.equal(merged(after, [A], [], 1000 + KEPT_MS).length, 1);
  assert.deepEqual(overtaken(before, { ...current, state: 'pending' }, 1000), before);
});
