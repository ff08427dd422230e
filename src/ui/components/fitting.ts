import { useLayoutEffect, useMemo, useState } from 'react';
import type { Column } from './columns';

/** Between columns and beside a row, in rem: the gap and the padding of `.table-row`. */
const GAP = 0.75;
const PADDING = 2;

/** The least room a grid track takes, in rem: `7rem` and `minmax(8rem, 2fr)` are written in no other unit. */
const leastWidth = (track: string): number => Number(/([\d.]+)rem/u.exec(track)?.[1] ?? 0);

const neededWidth = (tracks: readonly string[]): number =>
  tracks.reduce((sum, track) => sum + leastWidth(track), PADDING + GAP * Math.max(0, tracks.length - 1));

/**
 * The columns that have room in `width` rem without scrolling sideways. Secondary ones go, the last first; the others
 * stay whatever the room.
 */
export const fittingColumns = <C extends Pick<Column<never>, 'width' | 'secondary'>>(
  columns: readonly C[],
  width: number,
): readonly C[] => {
  if (neededWidth(columns.map((column) => column.width)) <= width) return columns;
  const last = columns.findLastIndex(({ secondary }) => secondary === true);
  return last === -1 ? columns : fittingColumns(columns.toSpliced(last, 1), width);
};

const remInPixels = (): number => parseFloat(getComputedStyle(document.documentElement).fontSize);

/** `fittingColumns` for the element as wide as it is now; all columns as long as there is no element. */
export const useFittingColumns = <R>(
  columns: readonly Column<R>[],
  element: HTMLElement | null,
): readonly Column<R>[] => {
  const [width, setWidth] = useState(Infinity);
  useLayoutEffect(() => {
    if (element === null) return undefined;
    const measure = () => setWidth(element.clientWidth / remInPixels());
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return useMemo(() => fittingColumns(columns, width), [columns, width]);
};
