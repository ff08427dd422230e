/** Names the row of a table to handlers of keys around the table. Belongs into one cell of each row. */
export const RowMark = ({ id }: { id: string }) => <span hidden data-row-id={id} />;

/** The row that has the keyboard focus: what its `RowMark` says, or null when the focus is not on a row itself. */
export const focusedRowId = (target: EventTarget | null): string | null => {
  if (!(target instanceof HTMLElement) || target.getAttribute('role') !== 'row') return null;
  return target.querySelector<HTMLElement>('[data-row-id]')?.dataset['rowId'] ?? null;
};
