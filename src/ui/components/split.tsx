import type { ReactNode } from 'react';

/** A list with, when there is one, a form at its side. The list stays in reach. */
export const Split = ({ children, side }: { children: ReactNode; side: ReactNode | null }) => (
  <div className={side === null ? 'split' : 'split split-open'}>
    <div className="split-main">{children}</div>
    {side !== null && <aside className="split-side">{side}</aside>}
  </div>
);
