/** Keys that work everywhere: g then a letter goes to a page, / to the search, arrows move through a list of links. */
import { PAGES } from './pages.js';
import { goTo } from './router.js';

const BY_KEY = new Map(PAGES.map(({ key, address }) => [key, address]));
const CHORD_MS = 1_200;

let chordAtMs = 0;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

/** The next or previous link of the list the focus is in. */
function moveInList(step: number): boolean {
  const at = document.activeElement;
  const list = at?.closest('[data-list]');
  if (list == null || at === null) return false;
  const links = [...list.querySelectorAll<HTMLElement>('[data-item]')];
  const next = links[links.indexOf(at as HTMLElement) + step];
  next?.focus();
  return next !== undefined;
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape' && isTyping(event.target)) {
    (event.target as HTMLElement).blur();
    return;
  }
  if (isTyping(event.target)) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    if (moveInList(event.key === 'ArrowDown' ? 1 : -1)) event.preventDefault();
    return;
  }
  if (event.key === '/') {
    const field = document.querySelector<HTMLElement>('[data-search]');
    if (field === null) return;
    event.preventDefault();
    field.focus();
    return;
  }
  if (event.key === 'g') {
    chordAtMs = performance.now();
    return;
  }
  const page = BY_KEY.get(event.key);
  if (page !== undefined && performance.now() - chordAtMs < CHORD_MS) goTo(page);
  chordAtMs = 0;
});
