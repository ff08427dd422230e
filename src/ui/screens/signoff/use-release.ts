import { useCallback, useState } from 'react';
import type { Identity } from '../../../contract/host';
import type { FormLibrary } from '../../../core/forms/types';
import { contentDigest } from '../../../core/package/content-digest';
import { introduceApprover } from '../../../core/package/approve';
import type { Approver } from '../../../core/package/manifest';
import { prepareReport, type Prepared } from '../../../core/package/prepare';
import { useActivity } from '../../hooks/activity';
import { useCase, useCaseState } from '../../hooks/case';
import { usePorts } from '../../hooks/ports';
import { useAttempt } from '../../hooks/save';

export const approverOf = ({ personId, name, role, publicKey }: Identity): Approver => ({
  personId,
  name,
  role,
  publicKey,
});

/** Files ready to be signed, and for whom and with what statement they were made. */
export type Made = { prepared: Prepared; approver: Approver; statement: string };

/**
 * Makes all files of the release from the case as it is. `made` is null again as soon as the case is no longer what the
 * files were made from: what is signed is always what was shown.
 */
export const useRelease = (reportId: string, library: FormLibrary) => {
  const { host, renderPdf } = usePorts();
  const session = useCase();
  const state = useCaseState();
  const attempt = useAttempt();
  const { track } = useActivity();
  const [kept, setKept] = useState<Made | null>(null);
  const [busy, setBusy] = useState(false);
  const make = useCallback(
    async (identity: Identity, statement: string) => {
      setBusy(true);
      const approver = approverOf(identity);
      const done = await attempt(async () => {
        await track(() => introduceApprover(session, approver));
        const { version } = await host['app.info']({});
        const createdAt = new Date().toISOString();
        const input = {
          state: session.state(),
          reportId,
          library,
          approver,
          statement,
          createdAt,
          appVersion: version,
        };
        return prepareReport(input, {
          renderPdf: async (document) => {
            const { bytes, missing } = await renderPdf(document);
            return { bytes, missing: missing.map((character) => ({ character })) };
          },
        });
      });
      setBusy(false);
      setKept(done.ok ? { prepared: done.value, approver, statement } : null);
    },
    [attempt, track, host, renderPdf, session, reportId, library],
  );
  const changed = kept !== null && contentDigest(state, reportId) !== kept.prepared.digest;
  return { made: changed ? null : kept, changed, busy, make, forget: () => setKept(null) };
};
