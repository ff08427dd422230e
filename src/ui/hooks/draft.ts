import { useCallback, useEffect, useRef, useState } from 'react';
import { useActivity } from './activity';
import { useCase, useOpenCase } from './case';
import { useAttempt } from './save';

export type DraftValues = Readonly<Record<string, string>>;
export type DraftState = 'clean' | 'unsaved' | 'saving' | 'saved';
export type Draft = {
  values: DraftValues;
  set: (field: string, value: string) => void;
  /** True when the values come from an earlier draft and not from `initial`. */
  restored: boolean;
  state: DraftState;
  /** Writes the draft now; call it on blur. */
  flush: () => void;
  /** Forgets the draft (after submitting it) and starts again from `initial`. */
  clear: () => Promise<void>;
};

/** A draft is written this long after it became dirty, also while the person keeps typing. */
const SAVE_EVERY_MS = 3000;

const sameValues = (a: DraftValues, b: DraftValues): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([key, value]) => b[key] === value);

/**
 * Text being typed, kept in the journal: restored on mount, written on blur, every 3 seconds while dirty, when the page
 * is hidden or left, and on unmount. `initial` is used while there is no draft under this key; mount again (a React
 * `key`) when it should be taken anew.
 */
export const useDraft = (key: string, initial: DraftValues): Draft => {
  const session = useCase();
  const { writable } = useOpenCase();
  const { track } = useActivity();
  const attempt = useAttempt();
  const [kept] = useState(() => session.state().drafts.get(key) ?? null);
  const [values, setValues] = useState<DraftValues>(kept ?? initial);
  const [state, setState] = useState<DraftState>('clean');
  const latest = useRef({ values, written: kept ?? initial, closed: false });

  const flush = useCallback(() => {
    const { current } = latest;
    if (current.closed || !writable || sameValues(current.values, current.written)) return;
    const before = current.written;
    const { values: now } = current;
    current.written = now;
    setState('saving');
    void attempt(() => track(() => session.putDraft(key, now))).then((result) => {
      // What could not be written counts as unsaved again and is tried with the next change.
      if (!result.ok) current.written = before;
      setState(result.ok && sameValues(current.values, now) ? 'saved' : 'unsaved');
    });
  }, [session, key, writable, attempt, track]);

  const set = useCallback((field: string, value: string) => {
    latest.current.values = { ...latest.current.values, [field]: value };
    setValues(latest.current.values);
    setState('unsaved');
  }, []);

  useEffect(() => {
    if (state !== 'unsaved') return undefined;
    const timer = setTimeout(flush, SAVE_EVERY_MS);
    return () => clearTimeout(timer);
  }, [state, flush]);

  useEffect(() => {
    const onHidden = () => {
      if (document.visibilityState === 'hidden') flush();
    };
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', onHidden);
    return () => {
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', onHidden);
      flush();
    };
  }, [flush]);

  const clear = useCallback(async () => {
    latest.current = { values: initial, written: initial, closed: false };
    setValues(initial);
    setState('clean');
    await attempt(() => track(() => session.clearDraft(key)));
  }, [session, key, initial, attempt, track]);

  return { values, set, restored: kept !== null && state === 'clean' && values === kept, state, flush, clear };
};
