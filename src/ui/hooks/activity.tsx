import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { HostError, type HostErrorCode } from '../../contract/errors';

/** What the top bar says about saving. `saved` only after the journal has acknowledged. */
export type SaveState = 'idle' | 'saving' | 'saved' | 'failed';
type Activity = {
  state: SaveState;
  /** Time of the last acknowledgement, milliseconds since 1970; null before the first. */
  savedAt: number | null;
  /** Why nothing can be saved at the moment, until a save succeeds again. */
  blockedBy: HostErrorCode | null;
  /** Counts `work` as a save from its start to its acknowledgement or failure. */
  track: <R>(work: () => Promise<R>) => Promise<R>;
};
/** Failures that concern every save and not only the one that met them. */
const BLOCKING: ReadonlySet<HostErrorCode> = new Set([
  'unreachable',
  'read-only',
  'disk-full',
  'vault-locked',
  'case-not-open',
]);

const ActivityContext = createContext<Activity | null>(null);

export const ActivityProvider = ({ children }: { children: ReactNode }) => {
  const [running, setRunning] = useState(0);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const [failed, setFailed] = useState(false);
  const [blockedBy, setBlockedBy] = useState<HostErrorCode | null>(null);
  const track = useCallback(async <R,>(work: () => Promise<R>): Promise<R> => {
    setRunning((count) => count + 1);
    try {
      const result = await work();
      setFailed(false);
      setBlockedBy(null);
      setSavedAt(Date.now());
      return result;
    } catch (error) {
      setFailed(true);
      if (error instanceof HostError && BLOCKING.has(error.code)) setBlockedBy(error.code);
      throw error;
    } finally {
      setRunning((count) => count - 1);
    }
  }, []);
  const state: SaveState = running > 0 ? 'saving' : failed ? 'failed' : savedAt === null ? 'idle' : 'saved';
  const value = useMemo(() => ({ state, savedAt, blockedBy, track }), [state, savedAt, blockedBy, track]);
  return <ActivityContext.Provider value={value}>{children}</ActivityContext.Provider>;
};

export const useActivity = (): Activity => {
  const value = useContext(ActivityContext);
  if (value === null) throw new Error('useActivity outside ActivityProvider');
  return value;
};
