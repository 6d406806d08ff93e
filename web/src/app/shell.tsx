/** The frame of every page: where one is, whether it is live, and what to do when it is not. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Who } from '../account/who.js';
import { nowMs } from '../live/clock.js';
import { connection, venue } from '../live/venue-feed.js';
import { count, duration, time } from '../parts/format.js';
import { GROUPS, menuEntryAt, pageAt } from './pages.js';
import { path } from './router.js';
import { theme, toggleTheme } from './theme.js';

/** The groups of pages, and below them the pages of the one that is open. */
function Menus() {
  const here = menuEntryAt(path.value);
  const group = pageAt(path.value)?.entry.group;
  return (
    <nav aria-label="Pages">
      {GROUPS.map(([name, [first]]) => (
        <a
          key={name}
          href={first?.address ?? '/'}
          aria-current={name === group ? (first === here ? 'page' : 'true') : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
  );
}

function Submenu() {
  const here = menuEntryAt(path.value);
  const group = pageAt(path.value)?.entry.group;
  const [, menu = []] = GROUPS.find(([name]) => name === group) ?? [];
  if (group === undefined || menu.length < 2) return null;
  return (
    <nav class="submenu" aria-label={group}>
      {menu.map((entry) => (
        <a
          key={entry.address}
          href={entry.address}
          aria-current={entry === here ? 'page' : undefined}
        >
          {entry.menu}
        </a>
      ))}
    </nav>
  );
}

function Live() {
  const { state, lastWordMs } = connection.value;
  const text = state === 'live' ? 'live' : state === 'connecting' ? 'connecting' : 'no connection';
  const kind = state === 'live' ? 'good' : state === 'lost' ? 'bad' : '';
  return (
    <span class="live" data-connection={state}>
      <svg viewBox="0 0 10 10" class={kind} aria-hidden="true">
        {state === 'live' ? (
          <circle cx="5" cy="5" r="4" fill="currentColor" />
        ) : (
          <path d="M1 1l8 8M9 1l-8 8" stroke="currentColor" stroke-width="2" />
        )}
      </svg>
      <span>{text}</span>
      {state === 'live' && venue.value !== undefined && (
        <span class="number wide" title="Journal sequence these pages are as of">
          {count(venue.value.asOfSequence)}
        </span>
      )}
      {state === 'lost' && lastWordMs > 0 && <span class="wide">since {time(lastWordMs)} UTC</span>}
    </span>
  );
}

/** The venue is silent: said at once, with what that means for what is still on the page. */
function Silence() {
  const { state, lastWordMs } = connection.value;
  const isLost = state === 'lost';
  const sinceText =
    lastWordMs === 0
      ? 'The venue does not answer.'
      : `No word from the venue since ${time(lastWordMs)} UTC (${duration(nowMs.value - lastWordMs)}).`;
  return (
    <div role="alert">
      {isLost && (
        <div class="notice" data-silence>
          <strong>{sinceText}</strong>
          <span>What is shown is the last it said. This page tries again every second.</span>
        </div>
      )}
    </div>
  );
}

export function Shell({ children }: { readonly children: ComponentChildren }) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path.value);
  // Who reads by ear or by keyboard begins at the new page.
  useEffect(() => {
    if (shown.current === path.value) return;
    shown.current = path.value;
    main.current?.focus();
  });
  const isStale = connection.value.state === 'lost';
  return (
    <>
      <header class="bar">
        <a class="brand" href="/">
          <img src="/favicon.svg" alt="" width="21" height="21" />
          PATX
        </a>
        <Menus />
        <div class="ends">
          <Live />
          <Who />
          <button
            type="button"
            class="button"
            onClick={toggleTheme}
            aria-label={theme.value === 'dark' ? 'Light colours' : 'Dark colours'}
          >
            {theme.value === 'dark' ? '☀' : '☾'}
          </button>
        </div>
      </header>
      <Submenu />
      <Silence />
      <main ref={main} tabIndex={-1} class={isStale ? 'stale' : ''}>
        {children}
      </main>
      <footer class="foot">
        <span>Times are UTC, prices in PAT for one lot.</span>
        <a href="/guide/marketplace-guide">How the market works</a>
        <a href="/docs">API</a>
        <span>
          Charts by <a href="https://www.tradingview.com/">TradingView</a> Lightweight Charts
        </span>
      </footer>
    </>
  );
}
