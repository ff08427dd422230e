import { useCallback, useMemo } from 'react';
import { approveRelease } from '../../../core/package/approve';
import type { Approver } from '../../../core/package/manifest';
import type { CaseSession } from '../../../core/session/session-type';
import { useActivity } from '../../hooks/activity';
import { useCase } from '../../hooks/case';
import { useHost } from '../../hooks/ports';
import { useAttempt } from '../../hooks/save';
import { useToasts } from '../../hooks/toasts';
import { useText } from '../../i18n/language';
import { returnReport } from './return-report';
import type { Made } from './use-release';

/** `passphrase`: shown beside the field. `other` has been told already. */
export type Signed = { ok: true } | { ok: false; passphrase: string | null };

/** Approving and returning, both with the approver's own key. */
export const useSign = (reportId: string) => {
  const t = useText();
  const host = useHost();
  const session = useCase();
  const attempt = useAttempt();
  const { track } = useActivity();
  const { show } = useToasts();

  const run = useCallback(
    async <R>(work: () => Promise<R>): Promise<{ ok: true; value: R } | { ok: false; passphrase: string | null }> => {
      const done = await attempt(work, ['wrong-passphrase', 'throttled']);
      if (done.ok) return done;
      const { code } = done;
      const told = code === 'wrong-passphrase' || code === 'throttled';
      return { ok: false, passphrase: told ? `${t(`error.${code}`)} ${t(`error.${code}.todo`)}` : null };
    },
    [attempt, t],
  );
  /** Only the writing counts as a save: a wrong passphrase is no failure to keep something. */
  const tracked: CaseSession = useMemo(
    () => ({ ...session, writeAs: (person, payloads) => track(() => session.writeAs(person, payloads)) }),
    [session, track],
  );

  const signer = (approver: Approver, passphrase: string) => (message: Uint8Array) =>
    host['identities.sign']({
      personId: approver.personId,
      passphrase,
      message: new Uint8Array(message),
    });

  const approve = async ({ prepared, approver, statement }: Made, passphrase: string): Promise<Signed> => {
    const { caseId } = session;
    const ports = {
      putBlob: async (bytes: Uint8Array) => (await host['blobs.put']({ caseId, bytes: new Uint8Array(bytes) })).blobId,
      sign: signer(approver, passphrase),
      newId: () => crypto.randomUUID(),
    };
    const input = { reportId, prepared, approver, statement, digest: prepared.digest };
    const done = await run(() => approveRelease(tracked, ports, input));
    if (!done.ok) return done;
    if (!done.value.ok) {
      const lines = [t(`signoff.refused.${done.value.reason}.todo`)];
      show({ kind: 'error', title: t(`signoff.refused.${done.value.reason}`), lines, action: null });
      return { ok: false, passphrase: null };
    }
    show({ kind: 'done', title: t('signoff.approvedToast'), lines: [], action: null });
    return { ok: true };
  };

  const sendBack = async (approver: Approver, statement: string, passphrase: string): Promise<Signed> => {
    const id = crypto.randomUUID();
    const done = await run(() =>
      returnReport(tracked, signer(approver, passphrase), { reportId, approver, statement, id }),
    );
    if (!done.ok) return done;
    show({ kind: 'done', title: t('signoff.returnedToast'), lines: [], action: null });
    return { ok: true };
  };
  return { approve, sendBack };
};
