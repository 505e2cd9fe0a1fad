// @ts-check
// Light or dark, whatever it was chosen by.
import { html, icon } from '../core/dom.js';
import { chooseTheme, theme } from '../core/store.js';

export const isDark = () =>
  theme.value === 'dark' || (theme.value === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);

export const switchTheme = () => chooseTheme(isDark() ? 'light' : 'dark');

export function themeButton() {
  const label = `Switch to ${isDark() ? 'light' : 'dark'} theme`;
  return html`<button type="button" class="btn quiet icon sm" aria-label=${label} title="${label} (t)"
    @click=${switchTheme}>${icon(isDark() ? 'sun' : 'moon')}</button>`;
}
