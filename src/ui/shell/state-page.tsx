import type { ReactNode } from 'react';

/** A page that only says how things stand, with what to do next. */
export const StatePage = ({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) => (
  <main className="state-page">
    <h1>{title}</h1>
    {children}
    {action}
  </main>
);
