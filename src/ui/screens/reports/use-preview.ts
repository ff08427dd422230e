import { useCallback, useState } from 'react';
import type { FormLibrary } from '../../../core/forms/types';
import type { CaseState } from '../../../core/journal/state';
import { buildReportDocument } from '../../../core/report/build';
import { usePorts } from '../../hooks/ports';
import { useAttempt } from '../../hooks/save';
import type { RenderedPdf } from '../../ports';

/** `source` is the state it was made from: another one means that the preview is no longer what would be printed. */
export type Preview = { pdf: RenderedPdf; source: CaseState };

/** A draft of the report as PDF, made when asked for. */
export const usePreview = (reportId: string, library: FormLibrary) => {
  const { host, renderPdf } = usePorts();
  const attempt = useAttempt();
  const [preview, setPreview] = useState<Preview | null>(null);
  const [busy, setBusy] = useState(false);
  const refresh = useCallback(
    async (source: CaseState): Promise<RenderedPdf | null> => {
      setBusy(true);
      const made = await attempt(async () => {
        const { version } = await host['app.info']({});
        const generatedAt = new Date().toISOString();
        const input = { state: source, reportId, library, generatedAt, appVersion: version };
        return renderPdf(buildReportDocument({ ...input, watermark: 'draft' }));
      });
      setBusy(false);
      if (!made.ok) return null;
      setPreview({ pdf: made.value, source });
      return made.value;
    },
    [attempt, host, renderPdf, reportId, library],
  );
  return { preview, busy, refresh };
};
