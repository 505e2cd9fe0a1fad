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
}

globalThis.SharedWorker = Worker;
globalThis.addEventListener ??= () => undefined;
const { onRefresh, startStream } = await import('../../../../../webroot/js/core/stream.js');

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
