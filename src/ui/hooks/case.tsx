import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Identity, Notice } from '../../contract/host';
import type { CaseState } from '../../core/journal/state';
import type { Projection } from '../../core/projection/port';
import type { CaseSession } from '../../core/session/session-type';

/** What every screen of an open case can ask for. */
export type OpenCase = {
  session: CaseSession;
  projection: Projection;
  deviceId: string;
  /** False when the journal could not be written to: nothing can be changed, everything can be read. */
  writable: boolean;
  notices: readonly Notice[];
  /** The person operations are written as. */
  actor: Identity;
};

export const CaseContext = createContext<OpenCase | null>(null);

export const useOpenCase = (): OpenCase => {
  const open = useContext(CaseContext);
  if (open === null) throw new Error('no case is open here');
  return open;
};

/** The session of the open case. */
export const useCase = (): CaseSession => useOpenCase().session;

/** The reduced state, again after every change. For lists prefer `useRecords`, which reads the projection. */
export const useCaseState = (): CaseState => {
  const { session } = useOpenCase();
  return useSyncExternalStore(session.subscribe, session.state);
};
