type Props = { label: string; checked: boolean; disabled: boolean; onChange: () => void };

/** The check box of a row. Space on the row does the same, so the box itself stays out of the tab order. */
export const RowCheck = ({ label, checked, disabled, onChange }: Props) => (
  <input
    type="checkbox"
    className="row-check"
    aria-label={label}
    tabIndex={-1}
    checked={checked}
    disabled={disabled}
    onChange={onChange}
    // A press on the box must not also open the row.
    onClick={(event) => event.stopPropagation()}
  />
);
