/** The last day of every market, asked for again every quarter of a minute. */
import { useEffect, useState } from 'preact/hooks';
import { ApiError, getAll } from '../live/api.js';
import type { DaySummary } from '../live/shapes.js';

const AGAIN_MS = 15_000;
const RETRY_MS = 2_000;

export function useDays(): ReadonlyMap<number, DaySummary> {
  const [days, setDays] = useState<ReadonlyMap<number, DaySummary>>(new Map());
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const look = async (): Promise<void> => {
      let waitMs = AGAIN_MS;
      try {
        const all = await getAll<DaySummary>('/v1/day-summaries', abort.signal);
        setDays(new Map(all.map((day) => [day.seriesId, day])));
      } catch (error) {
        if (abort.signal.aborted) return;
        if (!(error instanceof ApiError)) throw error;
        waitMs = RETRY_MS;
      }
      timer = setTimeout(() => void look(), waitMs);
    };
    void look();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, []);
  return days;
}
