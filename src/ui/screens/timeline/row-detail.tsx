import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ImportedRow } from '../../../core/timeline/csv-import';
import { Button, IconButton } from '../../components/button';
import { MomentView } from '../../components/display';
import { useShortcut } from '../../hooks/shortcut';
import { useText } from '../../i18n/language';

const Item = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
);

type Props = {
  row: ImportedRow;
  fileName: string;
  /** The event that was made of it; null when there is none. */
  eventId: string | null;
  onPromote: (() => void) | null;
  onOpenEvent: (id: string) => void;
  onClose: () => void;
};

/** An imported row in full, as the file has it. */
export const RowDetail = ({ row, fileName, eventId, onPromote, onOpenEvent, onClose }: Props) => {
  const t = useText();
  useShortcut('escape', onClose, true);
  useShortcut('p', () => onPromote?.(), onPromote !== null && eventId === null);
  const more = [
    ['timeline.row.host', row.host],
    ['timeline.row.account', row.account],
    ['timeline.row.timestampDesc', row.timestampDesc],
    ['timeline.source', row.source],
  ] as const;
  return (
    <section className="form" aria-label={t('timeline.row.title')}>
      <div className="form-head">
        <h2>{t('timeline.row.title')}</h2>
        <IconButton label={t('timeline.row.close')} icon={X} onPress={onClose} />
      </div>
      <div className="form-body">
        <p className="line-note">{t('timeline.row.of', { file: fileName, row: row.row })}</p>
        <dl className="line-items">
          <Item label={t('timeline.time')}>
            <MomentView moment={row.occurredAt} />
          </Item>
          <Item label={t('timeline.row.original')}>
            <code className="mono">{row.occurredAt.original}</code>
          </Item>
          <Item label={t('timeline.message')}>
            <span className="line-full">{row.message}</span>
          </Item>
          {more
            .filter(([, value]) => value !== '')
            .map(([label, value]) => (
              <Item key={label} label={t(label)}>
                {value}
              </Item>
            ))}
        </dl>
        <p className="line-note">{t('timeline.row.immutable')}</p>
        {eventId !== null ? (
          <Button onPress={() => onOpenEvent(eventId)}>{t('timeline.row.openEvent')}</Button>
        ) : (
          onPromote !== null && (
            <Button tone="primary" onPress={onPromote}>
              {t('timeline.promote')}
            </Button>
          )
        )}
      </div>
    </section>
  );
};
