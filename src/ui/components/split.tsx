import { useEffect, useRef, type ReactNode } from 'react';

/** The row the keyboard is on, in a `Table`. */
const ACTIVE_ROW = '[data-row][tabindex="0"]';

/** A list with, when there is one, a form at its side. The list stays in reach, and has the focus after the form. */
export const Split = ({ children, side }: { children: ReactNode; side: ReactNode | null }) => {
  const main = useRef<HTMLDivElement>(null);
  const open = side !== null;
  const wasOpen = useRef(open);
  useEffect(() => {
    // A form that goes away with the focus in it leaves it nowhere.
    if (wasOpen.current && !open && document.activeElement === document.body) {
      main.current?.querySelector<HTMLElement>(ACTIVE_ROW)?.focus();
    }
    wasOpen.current = open;
  }, [open]);
  return (
    <div className={open ? 'split split-open' : 'split'}>
      <div className="split-main" ref={main}>
        {children}
      </div>
      {open && <aside className="split-side">{side}</aside>}
    </div>
  );
};
