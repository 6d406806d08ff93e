/** A list that is read page by page, the newest first: what was read so far, and more of it when asked for. */
import { useEffect, useState } from 'preact/hooks';
import { session } from '../account/session.js';
import { ApiError, get, type Problem } from '../live/api.js';

export interface Pages<T> {
  readonly rows: readonly T[];
  readonly isThere: boolean;
  readonly problem: Problem | undefined;
  /** undefined: there is no more. */
  readonly more: (() => void) | undefined;
}

interface Answer<T> {
  readonly data: readonly T[];
  readonly next: string | null;
}

interface State<T> {
  readonly path: string | undefined;
  readonly rows: readonly T[];
  readonly next: string | null;
  readonly isThere: boolean;
  readonly problem?: Problem;
}

/** @param again changes when the list is to be read anew */
export function usePages<T>(path: string | undefined, again = 0): Pages<T> {
  const nothing: State<T> = { path, rows: [], next: null, isThere: false };
  const [state, setState] = useState<State<T>>(nothing);
  const who = session.value?.accountId;
  const read = async (cursor: string | null, before: readonly T[]): Promise<void> => {
    if (path === undefined) return;
    const joint = path.includes('?') ? '&' : '?';
    try {
      const { data, next } = await get<Answer<T>>(
        cursor === null ? path : `${path}${joint}cursor=${encodeURIComponent(cursor)}`,
      );
      setState({ path, rows: [...before, ...data], next, isThere: true });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setState({ path, rows: before, next: null, isThere: true, problem: error.problem });
    }
  };
  useEffect(() => {
    void read(null, []);
  }, [path, again, who]);
  const shown = state.path === path ? state : nothing;
  const { rows, next, isThere, problem } = shown;
  return {
    ...{ rows, isThere, problem },
    more: next === null ? undefined : () => void read(next, rows),
  };
}
