import { Undo2, X } from 'lucide-react';
import { formatInstant } from '../../../core/time/moment';
import { Button, IconButton } from '../../components/button';
import { CopyText } from '../../components/display';
import { personName } from '../../forms/record-label';
import { useCaseState, useOpenCase } from '../../hooks/case';
import { useSave } from '../../hooks/save';
import { useShortcut } from '../../hooks/shortcut';
import { useLabels, useText } from '../../i18n/language';
import type { LoadedImport } from './import-store';
import { RejectedList } from './rejected-list';

/** One import: how the file was read, what could not be read, and how to take it back as a whole. */
export const ImportDetail = ({ loaded, onClose }: { loaded: LoadedImport; onClose: () => void }) => {
  const t = useText();
  const labels = useLabels();
  const save = useSave();
  const caseState = useCaseState();
  const { writable } = useOpenCase();
  const { batch, state, retry } = loaded;
  const { fields } = batch;
  useShortcut('escape', onClose, true);
  const remove = async () => {
    const removed = await save(
      [{ kind: 'record.remove', type: 'importBatch', id: batch.id }],
      t('timeline.imports.removed', { file: fields.fileName }),
    );
    if (removed) onClose();
  };
  const meta = { time: formatInstant(batch.createdAt, 'Asia/Tokyo'), person: personName(caseState, batch.createdBy) };
  return (
    <section className="form" aria-label={t('timeline.imports.detail', { file: fields.fileName })}>
      <div className="form-head">
        <h2>{t('timeline.imports.detail', { file: fields.fileName })}</h2>
        <IconButton label={t('timeline.row.close')} icon={X} onPress={onClose} />
      </div>
      <div className="form-body">
        <p className="line-note">{t('timeline.imports.meta', meta)}</p>
        <p className="line-note">
          {t('timeline.imports.settings', {
            encoding: labels.code('encoding', fields.encoding ?? 'utf-8'),
            zone: fields.timeZone,
          })}
        </p>
        <p className="line-note">
          {t('timeline.import.readable', { count: fields.rows })}
          {' · '}
          {t('timeline.import.rejected', { count: fields.rejected ?? 0 })}
        </p>
        <div>
          <p className="field-label">{labels.field('sha256')}</p>
          <CopyText value={fields.sha256} label={t('timeline.imports.copyHash')} />
        </div>
        {state.at === 'failed' && (
          <div role="alert" className="line-problem">
            <p>{t(`timeline.imports.reason.${state.reason}`)}</p>
            <p className="mono">{state.detail}</p>
            <Button size="small" onPress={retry}>
              {t('timeline.imports.retry')}
            </Button>
          </div>
        )}
        {state.at === 'ready' && state.result.rejected.length > 0 && <RejectedList rejected={state.result.rejected} />}
        <p className="line-note">{t('timeline.imports.removeHint')}</p>
        <Button tone="danger" size="small" icon={Undo2} onPress={() => void remove()} isDisabled={!writable}>
          {t('timeline.imports.remove')}
        </Button>
      </div>
    </section>
  );
};
