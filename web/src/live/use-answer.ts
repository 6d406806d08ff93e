/** An answer of the API for a page: asked when the page is shown, again when the address changes and every so often. */

import { useEffect, useState } from 'preact/hooks';
import { session } from '../account/session.js';
import { ApiError, get, type Problem } from './api.js';

export interface Answer<T> {
  readonly value: T | undefined;
  readonly problem: Problem | undefined;
}

const RETRY_MS = 2_000;

/** @param everyMs asked again so long after an answer; 0: only after a failure */
export function useAnswer<T>(path: string | undefined, everyMs = 0): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T> & { readonly path: string | undefined }>({
    ...{ path, value: undefined, problem: undefined },
  });
  const who = session.value?.accountId;
  useEffect(() => {
    if (path === undefined) return;
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (): Promise<void> => {
      let waitMs = everyMs;
      try {
        const value = await get<T>(path, abort.signal);
        setAnswer({ path, value, problem: undefined });
      } catch (error) {
        if (abort.signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        const { problem } = error;
        setAnswer((last) => ({
          path,
          value: last.path === path ? last.value : undefined,
          problem,
        }));
        if (problem.status === 0 || problem.status >= 429) waitMs ||= RETRY_MS;
      }
      if (waitMs > 0) timer = setTimeout(() => void look(), waitMs);
    };
    void look();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
    // What may be read changes with who is signed in.
  }, [path, everyMs, who]);
  return answer.path === path ? answer : { value: undefined, problem: undefined };
}
