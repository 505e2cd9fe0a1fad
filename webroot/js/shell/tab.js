// @ts-check
// The worst news in the tab's title and icon, also while nobody looks; changed at most once a second.
import { effect } from '../core/dom.js';
import { connection, fleet, me } from '../core/store.js';
import { badgeOf, titleOf } from './tab-words.js';

const PAUSE_MS = 1000;

/** @type {Record<import('./tab-words.js').Badge, string>} */
const ICONS = {
  none: '/favicon.svg',
  fail: new URL('../../favicon-fail.svg', import.meta.url).pathname,
  warn: new URL('../../favicon-warn.svg', import.meta.url).pathname,
  unknown: new URL('../../favicon-unknown.svg', import.meta.url).pathname,
};

/** @param {() => string} nameOf the page's name */
export function followTab(nameOf) {
  let wanted = { title: '', icon: '' };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function write() {
    const { title, icon } = wanted;
    if (document.title !== title) {
      document.title = title;
    }
    const link = document.querySelector('link[rel="icon"]');
    if (link && link.getAttribute('href') !== icon) {
      link.setAttribute('href', icon);
    }
  }

  effect(() => {
    const badge = me.value ? badgeOf(fleet.value, connection.value.state) : { badge: /** @type {const} */ ('none'), urgent: 0 };
    wanted = { title: titleOf(nameOf(), badge), icon: ICONS[badge.badge] };
    if (timer === undefined) {
      write();
      timer = setTimeout(() => {
        timer = undefined;
        write();
      }, PAUSE_MS);
    }
  });
}
