import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  leastOf,
  meansOthers,
  missing,
  outcomeWords,
  previewWords,
  resultsWords,
  wordFor,
  worstFirst,
} from '../../../../../webroot/js/halt/fleet-halt-words.js';
import { patternOf } from '../../../../../webroot/js/halt/pattern.js';

const preview = (would, already = 0, more = {}) => ({
  pattern: 'refund-*',
  would_halt: { count: would, agents: [] },
  already_halted: { count: already, agents: [] },
  set: 'f'.repeat(64),
  most: 1_000,
  ...more,
});
const form = (more) => ({ pattern: 'refund-*', reason: 'stop', typed: '12', preview: preview(12), word: '12', ...more });
const result = (agent_id, outcome) => ({ agent_id, outcome, halted_at: null, code: null, reason: null });

test('begins with what the search shows, anywhere in an id', () => {
  assert.equal(patternOf({}), '*');
  assert.equal(patternOf({ q: '  ' }), '*');
  assert.equal(patternOf({ q: ' refund ' }), '*refund*');
  assert.equal(patternOf({ q: 'refund-*' }), '*refund-*');
});

test('sends nothing before whom, why and how many are known', () => {
  assert.equal(missing(form()), '');
  assert.equal(missing(form({ typed: ' 12 ' })), '');
  assert.match(missing(form({ preview: null })), /not known yet/);
  assert.match(missing(form({ pattern: '*' })), /not known yet/, 'the look was for another pattern');
  assert.match(missing(form({ preview: preview(0, 3) })), /nobody/);
  assert.match(missing(form({ reason: '  ' })), /why/);
});

test('takes the number as it is and no other', () => {
  for (const typed of ['', '1', '13', '12.0', '012', '1e1', 'twelve']) {
    assert.equal(missing(form({ typed })), 'Type 12 to confirm.');
  }
  assert.equal(missing(form({ typed: '12', preview: preview(13), word: '13' })), 'Type 13 to confirm.', 'one joined meanwhile');
});

test('can be confirmed while agents appear, and says so when they are fewer', () => {
  let least = 0;
  const seen = [12, 13, 40].map((agents) => (least = leastOf(least, preview(agents))));
  assert.deepEqual(seen, [12, 12, 12]);
  assert.equal(missing(form({ typed: '12', preview: preview(40), word: String(least) })), '');
  assert.equal(leastOf(least, preview(11)), 11, 'somebody halted one');
  assert.equal(leastOf(leastOf(11, preview(0)), preview(3)), 3, 'nobody was left, then three came');
});

test('means those that appear meanwhile only where all are meant', () => {
  assert.deepEqual(['*', 'refund-*', '**', ''].map(meansOthers), [true, false, false, false]);
});

test('says whom a pattern means', () => {
  assert.equal(previewWords(preview(12, 3)), '12 agents would be halted; 3 are halted already');
  assert.equal(previewWords(preview(1, 1)), '1 agent would be halted; 1 is halted already');
  assert.equal(previewWords(preview(2)), '2 agents would be halted');
  assert.equal(previewWords(preview(2_500, 1)), '2,500 agents would be halted, 1,000 at a time; 1 is halted already');
  assert.equal(previewWords(preview(0, 2)), 'Nobody to halt; 2 are halted already');
  assert.equal(previewWords(preview(0)), 'No agent matches');
});

test('never calls some of them all of them', () => {
  const all = { agents: Array(3), halted: 2, already_halted: 1, failed: 0, unknown: 0, remaining: 0 };
  assert.deepEqual(resultsWords(all), { shape: 'pass', title: '3 agents halted', text: '1 by somebody else meanwhile' });
  const some = { agents: Array(4), halted: 2, already_halted: 0, failed: 1, unknown: 1, remaining: 0 };
  assert.deepEqual(resultsWords(some), { shape: 'fail', title: '2 of 4 agents halted', text: '1 not halted, 1 not known' });
  assert.deepEqual(resultsWords({ ...all, remaining: 1_500 }), {
    shape: 'fail',
    title: '3 of 1,503 agents halted',
    text: '1 by somebody else meanwhile, 1,500 not tried',
  });
});

test('puts first what needs a person, and calls what it does not know not known', () => {
  const sorted = worstFirst([result('a', 'halted'), result('b', 'failed'), result('c', 'already_halted'), result('d', 'unknown')]);
  assert.deepEqual(sorted.map(({ agent_id }) => agent_id), ['b', 'd', 'a', 'c']);
  assert.equal(outcomeWords('failed').word, 'Not halted');
  assert.equal(outcomeWords('a word of a newer server').word, 'Not known');
});

test('takes the name of the environment for everything, where it has one', () => {
  assert.equal(wordFor('*', 12, 'production'), 'production');
  assert.equal(wordFor('*', 12, ''), '12');
  assert.equal(wordFor('refund-*', 12, 'production'), '12');
  assert.equal(missing(form({ typed: '12', word: 'production' })), 'Type production to confirm.');
});
