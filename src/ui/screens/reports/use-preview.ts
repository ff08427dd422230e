import { useCallback, useState } from 'react';
import type { FormLibrary } from '../../../core/forms/types';
import type { CaseState } from '../../../core/journal/state';
import { buildReportDocument } from '../../../core/report/build';
import { usePorts } from '../../hooks/ports';
import { useAttempt } from '../../hooks/save';
import { useToasts } from '../../hooks/toasts';
import { useText } from '../../i18n/language';
import type { RenderedPdf } from '../../ports';

/** `source` is the state it was made from: another one means that the preview is no longer what would be printed. */
export type Preview = { pdf: RenderedPdf; source: CaseState };

/** A draft of the report as PDF, made when asked for. */
export const usePreview = (reportId: string, library: FormLibrary) => {
  const { host, renderPdf } = usePorts();
  const attempt = useAttempt();
  const t = useText();
  const { show } = useToasts();
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
  /** Writes the PDF of this state to a file, made anew only when the preview is of another one. */
  const saveDraft = async (source: CaseState, name: string): Promise<void> => {
    const pdf = preview !== null && preview.source === source ? preview.pdf : await refresh(source);
    if (pdf === null) return;
    const saved = await attempt(() => host['files.save']({ kind: 'pdf', name, bytes: pdf.bytes }));
    if (!saved.ok || saved.value === null) return;
    show({ kind: 'done', title: t('reports.saved', { name: saved.value.name }), lines: [], action: null });
  };
  return { preview, busy, refresh, saveDraft };
};
