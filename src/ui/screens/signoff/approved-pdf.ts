import { useEffect, useState } from 'react';
import type { CaseRecord } from '../../../core/journal/state';
import { REPORT_FILE } from '../../../core/package/release';
import { useCase } from '../../hooks/case';
import { usePorts } from '../../hooks/ports';

/** The approved PDF as it was stored; null while it is read or when it is not on this machine. */
export const useApprovedPdf = (approval: CaseRecord<'approval'> | null): Uint8Array | null => {
  const { host, logError } = usePorts();
  const { caseId } = useCase();
  const blobId = approval?.fields.files?.[REPORT_FILE] ?? null;
  const [read, setRead] = useState<{ blobId: string; bytes: Uint8Array } | null>(null);
  useEffect(() => {
    if (blobId === null) return undefined;
    let wanted = true;
    host['blobs.get']({ caseId, blobId }).then(
      ({ bytes }) => wanted && setRead({ blobId, bytes }),
      // Shown as "not at hand"; writing the package names the missing file.
      (error: unknown) => logError('the approved PDF could not be read', error),
    );
    return () => {
      wanted = false;
    };
  }, [host, caseId, blobId, logError]);
  return read !== null && read.blobId === blobId ? read.bytes : null;
};
