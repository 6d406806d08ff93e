/**
 * One-time sign-in links, given by the sandbox to the exchange it started, over the channel between the two. `patx start` by itself
 * has no such parent and no links; and the exchange takes them only where everything listens on this machine alone.
 */

import type { SignInLink } from '../gateway/index.js';
import { STOP_WITH_PARENT } from './parent-tie.js';

/** What the sandbox says. */
export interface LinksMessage {
  readonly signInLinks: readonly SignInLink[];
}

/** Begins to take links; a channel that says something else is not heard. */
export function takeLinks(offer: (links: readonly SignInLink[]) => void): void {
  if (process.env[STOP_WITH_PARENT] !== '1') return;
  process.on('message', (message) => {
    const links = (message as Partial<LinksMessage> | null)?.signInLinks;
    if (Array.isArray(links)) offer(links);
  });
  // Listening alone does not keep a process alive that has nothing left to do.
  process.channel?.unref();
}
