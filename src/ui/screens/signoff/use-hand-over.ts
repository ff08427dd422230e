import { useState } from 'react';
import { decodeUtf8 } from '../../../adapters/text-decoder/decode-text';
import { parseManifest } from '../../../contract/manifest';
import type { CaseRecord } from '../../../core/journal/state';
import { filesToHandOver, type HandOver } from '../../../core/package/hand-over';
import { useActivity } from '../../hooks/activity';
import { useCase } from '../../hooks/case';
import { usePorts } from '../../hooks/ports';
import { errorCodeOf, useAttempt } from '../../hooks/save';
import { useToasts } from '../../hooks/toasts';
import { useText } from '../../i18n/language';
import { fileStem } from '../reports/editor-draft';
import { fileNameFor, releasePayload, SAVE_KIND, SINGLE_FILE, type HandOverKind } from './hand-over';

type Refused = Exclude<HandOver, { ok: true }>;

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

/** Tells why nothing was written. */
const useRefusal = () => {
  const t = useText();
  const { show } = useToasts();
  return (refused: Refused): void => {
    const { problems } = refused;
    if (problems.length === 0) {
      return show({
        kind: 'error',
        title: t('signoff.notApproved'),
        lines: [t('signoff.notApproved.todo')],
        action: null,
      });
    }
    const found = problems.map(({ file, problem }) => `${file}: ${t(`signoff.problem.${problem}`)}`);
    const lines = [...found, t('signoff.notSound.todo')];
    show({ kind: 'error', title: t('signoff.notSound'), lines, action: null });
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
  const refuse = useRefusal();
  const blob = useBlob();
  const [busy, setBusy] = useState<HandOverKind | null>(null);

  const write = async (kind: HandOverKind, approvalId: string): Promise<void> => {
    const ports = { blob, decodeUtf8, parseManifest, verifySignature };
    const found = await filesToHandOver(session.state(), report.id, ports);
    if (!found.ok) return refuse(found);
    const byName = new Map(found.files.map((file) => [file.name, file.bytes]));
    const bytes = kind === 'package' ? await zipPackage(byName) : byName.get(SINGLE_FILE[kind]);
    if (bytes === undefined) return refuse({ ok: false, problems: [{ file: kind, problem: 'missing' }] });
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
  return { handOver, busy };
};
