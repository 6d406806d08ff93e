/** Which page is shown: the address as a signal. Links inside these pages change it without loading anything anew. */
import { signal } from '@preact/signals';

export const path = signal(location.pathname);
/** What follows the question mark, for filters that a link can carry. */
export const query = signal(location.search);

export function goTo(address: string): void {
  history.pushState(null, '', address);
  read();
  window.scrollTo(0, 0);
}

/** Changes what follows the question mark without a new entry in the history. */
export function setQuery(name: string, value: string): void {
  const parameters = new URLSearchParams(location.search);
  if (value === '') parameters.delete(name);
  else parameters.set(name, value);
  const text = parameters.toString();
  history.replaceState(null, '', text === '' ? location.pathname : `?${text}`);
  query.value = location.search;
}

export const queryOf = (name: string): string => new URLSearchParams(query.value).get(name) ?? '';

function read(): void {
  path.value = location.pathname;
  query.value = location.search;
}

/** Pages the server makes itself are loaded as they are. */
const isOurs = ({ pathname }: URL): boolean =>
  !/^\/(?:docs|guide|v1|openapi\.json|llms\.txt)(?:\/|$)/.test(pathname);

window.addEventListener('popstate', read);
document.addEventListener('click', (event) => {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  if (event.defaultPrevented || !isPlain || !(event.target instanceof Element)) return;
  const link = event.target.closest('a');
  if (link === null || link.target !== '' || link.origin !== location.origin) return;
  if (link.hasAttribute('download')) return;
  const url = new URL(link.href);
  if (!isOurs(url) || (url.hash !== '' && url.pathname === location.pathname)) return;
  event.preventDefault();
  goTo(`${url.pathname}${url.search}${url.hash}`);
});
