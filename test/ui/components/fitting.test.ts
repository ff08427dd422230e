import { describe, expect, it } from 'vitest';
import { fittingColumns } from '../../../src/ui/components/fitting';

const COLUMNS = [
  { id: 'time', width: '12rem' },
  { id: 'message', width: 'minmax(16rem, 5fr)' },
  { id: 'systems', width: 'minmax(6rem, 1.4fr)', secondary: true },
  { id: 'source', width: 'minmax(6.5rem, 1fr)', secondary: true },
  { id: 'action', width: '6.5rem' },
];
const idsAt = (width: number) => fittingColumns(COLUMNS, width).map(({ id }) => id);

describe('columns of a narrow table', () => {
  it('all stay when there is just enough room', () => {
    // 12 + 16 + 6 + 6.5 + 6.5, four gaps of 0.75, 2 beside the row.
    expect(idsAt(52)).toEqual(['time', 'message', 'systems', 'source', 'action']);
  });

  it('lose the last secondary one first', () => {
    expect(idsAt(51.9)).toEqual(['time', 'message', 'systems', 'action']);
    expect(idsAt(44)).toEqual(['time', 'message', 'action']);
  });

  it('keep what matters, however narrow', () => {
    expect(idsAt(10)).toEqual(['time', 'message', 'action']);
  });
});
