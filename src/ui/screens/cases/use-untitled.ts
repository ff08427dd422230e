import { useCallback } from 'react';
import type { Host } from '../../../contract/host';
import { caseRecord } from '../../../core/journal/read';
import { useHost, usePorts } from '../../hooks/ports';
import { useApp } from '../../shell/app-context';
import { openSession } from '../../shell/open-case';

type ListedCase = Awaited<ReturnType<Host['cases.list']>>[number];

/**
 * Answers with the id of a case that was begun and never filled in; null when there is none. The journal decides: a
 * case that only lost its line of the list has its details there. A case that cannot be opened is passed over.
 */
export const useUntitledCase = (): ((cases: readonly ListedCase[]) => Promise<string | null>) => {
  const host = useHost();
  const { logError } = usePorts();
  const { actor } = useApp();
  return useCallback(
    async (cases) => {
      const isUntitled = async (caseId: string): Promise<boolean> => {
        const { writable } = await host['cases.open']({ caseId });
        try {
          return writable && caseRecord((await openSession(host, caseId, actor)).state()) === null;
        } finally {
          await host['cases.close']({ caseId });
        }
      };
      for (const { caseId, card } of cases) {
        if (card !== null) continue;
        const untitled = await isUntitled(caseId).catch((error: unknown) => {
          logError('a case without a title could not be read', error);
          return false;
        });
        if (untitled) return caseId;
      }
      return null;
    },
    [host, logError, actor],
  );
};
