// @ts-check
// A shared worker: one connection for all tabs of this browser, because HTTP/1.1 allows six per host.
import { openLine } from './connection.js';

/** @type {Set<MessagePort>} */
const tabs = new Set();

/** @type {ReturnType<typeof openLine> | null} */
let line = null;

/** What the server said when the line opened, for tabs that join later. @type {unknown} */
let greeting = null;

/** @param {unknown} message */
const everyone = (message) => tabs.forEach((tab) => tab.postMessage(message));

const open = () =>
  openLine({
    onFrames(frames) {
      const at = Date.now();
      const hello = frames.filter((frame) => frame.event === 'hello');
      greeting = hello.length > 0 ? { frames: hello, at } : greeting;
      everyone({ frames, at });
    },
    onState: (state) => everyone({ state }),
  });

function hangUp() {
  line?.close();
  line = null;
  greeting = null;
}

/** @param {MessagePort} tab */
function join(tab) {
  tabs.add(tab);
  if (!line || line.state().state === 'ended') {
    greeting = null;
    line = open();
  }
  tab.postMessage({ state: line.state() });
  if (greeting) {
    tab.postMessage(greeting);
  }
}

/** @param {MessagePort} tab @param {string} word */
function heard(tab, word) {
  if (word === 'join') {
    join(tab);
  } else if (word === 'retry') {
    line?.retry();
  } else if (word === 'reopen') {
    line?.reopen();
  } else if (word === 'leave') {
    tabs.delete(tab);
    if (tabs.size === 0) {
      hangUp();
    }
  } else if (word === 'close') {
    hangUp(); // somebody signed out: the session is over for every tab
    everyone({ state: { state: 'ended', since: null, retryAt: null, lastSeenAt: Date.now() } });
  }
}

addEventListener('connect', (event) => {
  const tab = /** @type {MessageEvent} */ (event).ports[0];
  tab.addEventListener('message', (message) => heard(tab, message.data));
  tab.start();
});
