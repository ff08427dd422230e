import { useState } from 'react';
import type { CaseRecord } from '../../../core/journal/state';
import { useActivity } from '../../hooks/activity';
import { useCase } from '../../hooks/case';
import { usePorts } from '../../hooks/ports';
import { errorCodeOf, useAttempt } from '../../hooks/save';
import { useToasts } from '../../hooks/toasts';
import { useText } from '../../i18n/language';
import { fileStem } from '../reports/editor-draft';
import {
  fileNameFor,
  filesToHandOver,
  releasePayload,
  SAVE_KIND,
  SINGLE_FILE,
  type HandOverFiles,
  type HandOverKind,
} from './hand-over';

type Refused = Exclude<HandOverFiles, { ok: true }>;

/** A blob that is not on this machine (a case imported without it) is an answer; every other failure is an error. */
const useBlob = () => {
  const { host } = usePorts();
  const { caseId } = useCase();
  return async (blobId: string): Promise<Uint8Array | null> => {
    try {
      return (await host['blobs.get']({ caseId, blobId })).bytes;
    } catch (error) {
      if (errorCodeOf(error) === 'not-found') return null;
      throw error;
    }
  };
};

/** Writes approved files out: checked first, saved where the person says, then noted in the journal. */
export const useHandOver = (report: CaseRecord<'report'>) => {
  const t = useText();
  const { host, zipPackage, verifySignature } = usePorts();
  const session = useCase();
  const attempt = useAttempt();
  const { track } = useActivity();
  const { show } = useToasts();
  const blob = useBlob();
  const [busy, setBusy] = useState<HandOverKind | null>(null);

  const refuse = (refused: Refused) => {
    const lines =
      refused.reason === 'not-sound'
        ? [
            ...refused.problems.map(({ file, problem }) => `${file}: ${t(`signoff.problem.${problem}`)}`),
            t('signoff.notSound.todo'),
          ]
        : [t(refused.reason === 'not-approved' ? 'signoff.notApproved.todo' : 'signoff.blobMissing.todo')];
    const title =
      refused.reason === 'not-sound'
        ? t('signoff.notSound')
        : refused.reason === 'not-approved'
          ? t('signoff.notApproved')
          : t('signoff.blobMissing', { file: refused.file });
    show({ kind: 'error', title, lines, action: null });
  };

  const write = async (kind: HandOverKind, approvalId: string): Promise<void> => {
    const found = await filesToHandOver(session.state(), report.id, { blob, verifySignature });
    if (!found.ok) return refuse(found);
    const byName = new Map(found.files.map(({ name, bytes }) => [name, bytes]));
    const bytes = kind === 'package' ? await zipPackage(byName) : byName.get(SINGLE_FILE[kind]);
    if (bytes === undefined) return refuse({ ok: false, reason: 'blob-missing', file: kind });
    const name = fileNameFor(kind, fileStem(session.state(), report));
    const saved = await host['files.save']({ kind: SAVE_KIND[kind], name, bytes: new Uint8Array(bytes) });
    if (saved === null) return;
    // The bytes have left: the note follows as the person who wrote them out, and a failure of it is told.
    await track(() => session.write([releasePayload(crypto.randomUUID(), approvalId, saved.name, bytes)]));
    show({ kind: 'done', title: t('signoff.writtenToast', { name: saved.name }), lines: [], action: null });
  };
  const handOver = async (kind: HandOverKind, approvalId: string): Promise<void> => {
    setBusy(kind);
    await attempt(() => write(kind, approvalId));
    setBusy(null);
  };
  return { handOver, busy, blob };
};
