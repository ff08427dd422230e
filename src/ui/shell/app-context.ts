import { createContext, useContext } from 'react';
import type { Identity, Preferences } from '../../contract/host';

/** What the unlocked application knows, on the case list and in a case. */
export type AppValue = {
  identities: readonly Identity[];
  actor: Identity;
  setActor: (personId: string) => void;
  addIdentity: (identity: Identity) => void;
  theme: Preferences['theme'];
  setTheme: (theme: Preferences['theme']) => void;
  lock: () => void;
  /** Asks the host again what state the vault is in; for when it could not be reached. */
  recheck: () => void;
};
export const AppContext = createContext<AppValue | null>(null);

export const useApp = (): AppValue => {
  const value = useContext(AppContext);
  if (value === null) throw new Error('useApp outside the unlocked application');
  return value;
};
