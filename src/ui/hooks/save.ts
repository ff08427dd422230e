import { useCallback } from 'react';
import { HostError, type HostErrorCode } from '../../contract/errors';
import type { Payload } from '../../core/journal/operation';
import { useText } from '../i18n/language';
import { useActivity } from './activity';
import { useCase } from './case';
import { usePorts } from './ports';
import { useToasts } from './toasts';

export const errorCodeOf = (error: unknown): HostErrorCode => (error instanceof HostError ? error.code : 'internal');

export type Attempt<R> = { ok: true; value: R } | { ok: false; code: HostErrorCode };

/**
 * Runs work that may fail and tells the person: what happened, what was kept, what to do. An error that is no
 * `HostError` is also written to the console, where a developer looks for it. Codes in `quiet` are left to the caller.
 */
export const useAttempt = () => {
  const t = useText();
  const { show } = useToasts();
  const { logError } = usePorts();
  return useCallback(
    async <R>(work: () => Promise<R>, quiet?: readonly HostErrorCode[]): Promise<Attempt<R>> => {
      try {
        return { ok: true, value: await work() };
      } catch (error) {
        const code = errorCodeOf(error);
        if (code === 'internal') logError('an action failed', error);
        if (!quiet?.includes(code)) {
          const lines = [t(`error.${code}.kept`), t(`error.${code}.todo`)];
          show({ kind: 'error', title: t(`error.${code}`), lines, action: null });
        }
        return { ok: false, code };
      }
    },
    [t, show, logError],
  );
};

/**
 * Writes payloads as one batch. True when the journal has acknowledged them; then a toast says `done` and offers to
 * undo the batch. On failure a toast explains, and false is returned: keep what the person typed.
 */
export const useSave = () => {
  const t = useText();
  const session = useCase();
  const attempt = useAttempt();
  const { track } = useActivity();
  const { show } = useToasts();
  return useCallback(
    async (payloads: readonly Payload[], done: string | null): Promise<boolean> => {
      const saved = await attempt(() => track(() => session.write(payloads)));
      if (!saved.ok) return false;
      const undo = async () => {
        const undone = await attempt(() => track(() => session.undo(saved.value)));
        if (!undone.ok) return;
        const title = t(undone.value ? 'toast.undone' : 'toast.nothingToUndo');
        show({ kind: 'info', title, lines: [], action: null });
      };
      if (done !== null) {
        show({ kind: 'done', title: done, lines: [], action: { label: t('toast.undo'), run: () => void undo() } });
      }
      return true;
    },
    [t, session, attempt, track, show],
  );
};
