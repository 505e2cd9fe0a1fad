import test from 'node:test';
import assert from 'node:assert/strict';

/** The worker that all tabs share, without a server behind it. */
class Worker {
  constructor() {
    Worker.last = this;
    this.heard = new Set();
    this.port = {
      addEventListener: (_, listener) => this.heard.add(listener),
      postMessage: () => undefined,
      start: () => undefined,
    };
  }

  says(state) {
    this.heard.forEach((listener) => listener({ data: { state: { state, since: null, retryAt: null, lastSeenAt: null } } }));
  }

  tells(event, data) {
    this.heard.forEach((listener) => listener({ data: { frames: [{ event, id: '1', data: JSON.stringify(data) }], at: 0 } }));
  }
}

globalThis.SharedWorker = Worker;
globalThis.addEventListener ??= () => undefined;
const { on, onRefresh, startStream } = await import('../../../../../webroot/js/core/stream.js');

test('what was read before the line was open is read anew, and again each time it came back', () => {
  let reads = 0;
  const stop = onRefresh(() => reads++);
  startStream();

  Worker.last.says('connecting');
  assert.equal(reads, 0);
  Worker.last.says('live');
  assert.equal(reads, 1);
  Worker.last.says('live');
  assert.equal(reads, 1);
  Worker.last.says('lost');
  assert.equal(reads, 1);
  Worker.last.says('live');
  assert.equal(reads, 2);

  stop();
  Worker.last.says('lost');
  Worker.last.says('live');
  assert.equal(reads, 2);
});

test('the current state, which comes once after each connection, is heard by whoever follows a part of it', () => {
  const heard = [];
  const stops = ['presence', 'cost', 'gate'].map((event) => on(event, (data) => heard.push([event, data.agent_id])));
  startStream();

  Worker.last.tells('state', { complete: true, presence: [{ agent_id: 'a' }], gates: [{ agent_id: 'g' }], cost: [{ agent_id: 'b' }] });
  Worker.last.tells('state', { presence: null });

  assert.deepEqual(heard, [['presence', 'a'], ['cost', 'b']]);
  stops.forEach((stop) => stop());
});
