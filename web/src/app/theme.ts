/** Light or dark: as the system says, until somebody chooses. */
import { effect, signal } from '@preact/signals';

export type Theme = 'light' | 'dark';

const KEY = 'patx-theme';
const system = matchMedia('(prefers-color-scheme: dark)');

const kept = (): Theme | undefined => {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : undefined;
};
const ofSystem = (): Theme => (system.matches ? 'dark' : 'light');

export const theme = signal<Theme>(kept() ?? ofSystem());

export function toggleTheme(): void {
  theme.value = theme.value === 'dark' ? 'light' : 'dark';
  localStorage.setItem(KEY, theme.value);
}

/** A colour as the theme has it now, for what is drawn and not styled. */
export const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

system.addEventListener('change', () => {
  if (kept() === undefined) theme.value = ofSystem();
});
effect(() => {
  document.documentElement.dataset.theme = theme.value;
});
