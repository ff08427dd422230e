import { Download, RefreshCw } from 'lucide-react';
import { Button } from '../../components/button';
import { PdfView } from '../../components/pdf-view';
import { useText } from '../../i18n/language';
import type { RenderedPdf } from '../../ports';

/** Characters that no font has; a stand-in is printed in their place. */
export const MissingCharacters = ({ characters }: { characters: readonly string[] }) => {
  const t = useText();
  if (characters.length === 0) return null;
  return (
    <div className="pdf-missing" role="status">
      <p>{t('pdf.missing', { count: characters.length })}</p>
      <p className="pdf-missing-list">
        {characters.map((character) => (
          <span
            key={character}
            title={`U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`}
          >
            {character}
          </span>
        ))}
      </p>
    </div>
  );
};

type Props = { pdf: RenderedPdf | null; outdated: boolean; busy: boolean; onRefresh: () => void; onSave: () => void };

/** The draft as it would be printed, beside the form. */
export const PreviewPanel = ({ pdf, outdated, busy, onRefresh, onSave }: Props) => {
  const t = useText();
  return (
    <section className="preview-panel" aria-label={t('reports.preview')}>
      <div className="preview-head">
        <h2>{t('reports.preview')}</h2>
        <span className="cell-note" aria-live="polite">
          {busy ? t('reports.previewing') : outdated ? t('reports.previewOld') : ''}
        </span>
        <span className="report-field-space" />
        <Button size="small" icon={RefreshCw} onPress={onRefresh} isDisabled={busy}>
          {t('reports.refresh')}
        </Button>
        <Button size="small" icon={Download} onPress={onSave} isDisabled={busy}>
          {t('reports.saveDraft')}
        </Button>
      </div>
      {pdf !== null && <MissingCharacters characters={pdf.missing} />}
      {pdf === null ? (
        <p className="page-wait">{t('reports.previewing')}</p>
      ) : (
        <PdfView bytes={pdf.bytes} label={t('reports.previewLabel')} />
      )}
    </section>
  );
};
