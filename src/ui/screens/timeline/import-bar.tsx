import { FileText, Info, TriangleAlert } from 'lucide-react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { Button, IconButton } from '../../components/button';
import { useText } from '../../i18n/language';
import type { LoadedImport } from './import-store';

const ImportChip = ({
  loaded,
  shown,
  onToggle,
  onOpen,
}: {
  loaded: LoadedImport;
  shown: boolean;
  onToggle: () => void;
  onOpen: () => void;
}) => {
  const t = useText();
  const { batch, state } = loaded;
  const file = batch.fields.fileName;
  if (state.at === 'loading') {
    return (
      <span className="import-chip" role="status">
        {t('timeline.imports.loading', { file, percent: state.percent })}
      </span>
    );
  }
  if (state.at === 'failed') {
    return (
      <span className="import-chip import-chip-failed" role="alert">
        <TriangleAlert size={14} aria-hidden />
        {t('timeline.imports.failed', { file })}
        <IconButton label={t('timeline.imports.open', { file })} icon={Info} onPress={onOpen} />
      </span>
    );
  }
  const { rows, rejected } = state.result;
  return (
    <span className="import-chip">
      <ToggleButton className="import-toggle" isSelected={shown} onChange={onToggle}>
        <FileText size={14} aria-hidden />
        <span className="import-name">{file}</span>
        <span className="number">{t('timeline.imports.rows', { count: rows.length })}</span>
      </ToggleButton>
      {rejected.length > 0 && (
        <Button size="small" tone="quiet" onPress={onOpen}>
          {t('timeline.imports.rejected', { count: rejected.length })}
        </Button>
      )}
      <IconButton label={t('timeline.imports.open', { file })} icon={Info} onPress={onOpen} />
    </span>
  );
};

type Props = {
  imports: readonly LoadedImport[];
  hidden: ReadonlySet<string>;
  onToggle: (id: string) => void;
  onOpen: (id: string) => void;
};

/** The imported files: each can be hidden, and opened for its settings and its unreadable rows. */
export const ImportBar = ({ imports, hidden, onToggle, onOpen }: Props) => {
  const t = useText();
  if (imports.length === 0) return null;
  return (
    <div className="import-bar" role="group" aria-label={t('timeline.imports')}>
      {imports.map((loaded) => (
        <ImportChip
          key={loaded.batch.id}
          loaded={loaded}
          shown={!hidden.has(loaded.batch.id)}
          onToggle={() => onToggle(loaded.batch.id)}
          onOpen={() => onOpen(loaded.batch.id)}
        />
      ))}
    </div>
  );
};
