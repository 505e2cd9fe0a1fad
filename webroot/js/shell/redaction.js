// @ts-check
// Takes the agents' ids out of everything that the page shows, before it is painted: texts, labels, titles and links.
import { collectAgents } from '../core/agent-names.js';
import { effect, untracked } from '../core/dom.js';
import { route } from '../core/router.js';
import { redactor } from './aliases.js';

const WORDS = ['title', 'aria-label', 'placeholder', 'alt', 'label'];

/** Starts it for as long as this page is open; to be called before anything is asked of the server. */
export function startRedaction() {
  const ids = collectAgents();
  const redact = redactor(ids);
  let known = 0;
  const observer = new MutationObserver((changes) => {
    const isLearning = ids.size > known; // what is shown already may hold a name that is learnt only now
    known = ids.size;
    (isLearning ? [document.documentElement] : changes.map(({ target }) => target)).forEach((node) => clean(node, redact));
  });
  effect(() => {
    const { path, params, query } = route.value;
    untracked(() => [query.agent, query.halt, path.startsWith('/agents/') ? params[0] : ''].forEach((id) => id && ids.add(id)));
  });
  observer.observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: [...WORDS, 'href'],
  });
}

/** @param {Node} root @param {(text: string) => string} redact */
function clean(root, redact) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = /** @type {Node | null} */ (root); node; node = walker.nextNode()) {
    if (node instanceof Text) {
      const shown = redact(node.data);
      if (shown !== node.data) {
        node.data = shown;
      }
    } else if (node instanceof Element) {
      attributes(node, redact);
    }
  }
}

/** @param {Element} element @param {(text: string) => string} redact */
function attributes(element, redact) {
  for (const name of WORDS) {
    const words = element.getAttribute(name);
    const shown = words && redact(words);
    if (shown && shown !== words) {
      element.setAttribute(name, shown);
    }
  }
  const target = element instanceof HTMLAnchorElement ? element.getAttribute('href') : null;
  if (target !== null && redact(decoded(target)) !== decoded(target)) {
    element.removeAttribute('href'); // a printed page keeps its links
  }
}

/** @param {string} target */
function decoded(target) {
  try {
    return decodeURIComponent(target.replaceAll('+', ' '));
  } catch {
    return target;
  }
}
