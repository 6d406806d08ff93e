/** Which rows of a long list the screen can show: only they are drawn. All rows are of one height. */

import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

const MARGIN_ROWS = 12;

export function useWindow(
  list: RefObject<HTMLElement | null>,
  rowCount: number,
  rowHeightPx: number,
): readonly [first: number, end: number] {
  const [firstInView, setFirst] = useState(0);
  useEffect(() => {
    const look = (): void => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      // In steps, so that scrolling by a row draws nothing anew.
      const row = Math.max(0, Math.floor(-top / rowHeightPx));
      setFirst(row - (row % 4));
    };
    look();
    window.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      window.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [list, rowHeightPx]);
  const rowsInView = Math.ceil(window.innerHeight / rowHeightPx);
  const first = Math.max(0, Math.min(firstInView, rowCount) - MARGIN_ROWS);
  return [first, Math.min(rowCount, firstInView + rowsInView + MARGIN_ROWS)];
}
