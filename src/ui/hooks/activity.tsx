import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';

/** What the top bar says about saving. `saved` only after the journal has acknowledged. */
export type SaveState = 'idle' | 'saving' | 'saved' | 'failed';
type Activity = {
  state: SaveState;
  /** Time of the last acknowledgement, milliseconds since 1970; null before the first. */
  savedAt: number | null;
  /** Counts `work` as a save from its start to its acknowledgement or failure. */
  track: <R>(work: () => Promise<R>) => Promise<R>;
};
const ActivityContext = createContext<Activity | null>(null);

export const ActivityProvider = ({ children }: { children: ReactNode }) => {
  const [running, setRunning] = useState(0);
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const [failed, setFailed] = useState(false);
  const track = useCallback(async <R,>(work: () => Promise<R>): Promise<R> => {
    setRunning((count) => count + 1);
    try {
      const result = await work();
      setFailed(false);
      setSavedAt(Date.now());
      return result;
    } catch (error) {
      setFailed(true);
      throw error;
    } finally {
      setRunning((count) => count - 1);
    }
  }, []);
  const state: SaveState = running > 0 ? 'saving' : failed ? 'failed' : savedAt === null ? 'idle' : 'saved';
  const value = useMemo(() => ({ state, savedAt, track }), [state, savedAt, track]);
  return <ActivityContext.Provider value={value}>{children}</ActivityContext.Provider>;
};

export const useActivity = (): Activity => {
  const value = useContext(ActivityContext);
  if (value === null) throw new Error('useActivity outside ActivityProvider');
  return value;
};
