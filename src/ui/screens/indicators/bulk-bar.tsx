import { ArchiveRestore, Trash2 } from 'lucide-react';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import type { Payload } from '../../../core/journal/operation';
import { INDICATOR_STATUSES, TLP_LEVELS } from '../../../core/records/vocabularies';
import { updatePayload, type Writes } from '../../../core/session/session-type';
import { Button } from '../../components/button';
import { useSave } from '../../hooks/save';
import { useLabels, useText } from '../../i18n/language';

type MenuProps<C extends string> = {
  label: string;
  codes: readonly C[];
  text: (code: C) => string;
  onChoose: (code: C) => void;
};

const CodeMenu = <C extends string>({ label, codes, text, onChoose }: MenuProps<C>) => (
  <MenuTrigger>
    <Button size="small">{label}</Button>
    <Popover className="popover" offset={4}>
      <Menu className="choices" aria-label={label}>
        {codes.map((code) => (
          <MenuItem key={code} id={code} className="choice" onAction={() => onChoose(code)}>
            {text(code)}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  </MenuTrigger>
);

type Props = {
  ids: readonly string[];
  /** The removed ones are shown: they can only be brought back. */
  removed: boolean;
  shownCount: number;
  onSelectAll: () => void;
  onClear: () => void;
};

/** What can be done with the selected indicators: one batch each, undone as a whole. */
export const BulkBar = ({ ids, removed, shownCount, onSelectAll, onClear }: Props) => {
  const t = useText();
  const labels = useLabels();
  const save = useSave();
  const run = async (payloads: readonly Payload[], done: string) => {
    if (await save(payloads, done)) onClear();
  };
  const change = (fields: Writes<'indicator'>) =>
    run(
      ids.map((id) => updatePayload('indicator', id, fields)),
      t('indicators.bulkChanged', { count: ids.length }),
    );
  const remove = () =>
    run(
      ids.map((id) => ({ kind: 'record.remove', type: 'indicator', id })),
      t('indicators.bulkRemoved', { count: ids.length }),
    );
  const restore = () =>
    run(
      ids.map((id) => ({ kind: 'record.restore', type: 'indicator', id })),
      t('indicators.restored', { count: ids.length }),
    );
  return (
    <div className="bulk-bar" role="group" aria-label={t('indicators.bulk')}>
      <strong aria-live="polite">{t('indicators.selected', { count: ids.length })}</strong>
      {removed ? (
        <Button size="small" icon={ArchiveRestore} onPress={() => void restore()}>
          {t('indicators.restore')}
        </Button>
      ) : (
        <>
          <CodeMenu
            label={t('indicators.setStatus')}
            codes={INDICATOR_STATUSES}
            text={(code) => labels.code('indicatorStatus', code)}
            onChoose={(indicatorStatus) => void change({ indicatorStatus })}
          />
          <CodeMenu
            label={t('indicators.setTlp')}
            codes={TLP_LEVELS}
            text={(code) => labels.code('tlp', code)}
            onChoose={(tlp) => void change({ tlp })}
          />
          <Button size="small" tone="danger" icon={Trash2} onPress={() => void remove()}>
            {t('indicators.remove')}
          </Button>
        </>
      )}
      <span className="toolbar-space" />
      <Button size="small" tone="quiet" onPress={onSelectAll}>
        {t('indicators.selectAll', { count: shownCount })}
      </Button>
      <Button size="small" tone="quiet" onPress={onClear}>
        {t('indicators.selectNone')}
      </Button>
    </div>
  );
};
