import { X } from 'lucide-react';
import type { LogEntry } from '../../../core/journal/state';
import type { AnyFieldValue, FieldSpec } from '../../../core/records/fields';
import { RECORD_TYPES, type RecordType } from '../../../core/records/types';
import { IconButton } from '../../components/button';
import { CopyText, InstantView } from '../../components/display';
import { FieldValueView } from '../../components/field-value';
import { personName } from '../../forms/record-label';
import { useCaseState } from '../../hooks/case';
import { useShortcut } from '../../hooks/shortcut';
import { useLabels, useText } from '../../i18n/language';
import { targetLabel } from './rows';

/** The descriptor of a field; undefined for one that a newer version has added. */
const specOrNone = (type: RecordType | null, field: string): FieldSpec | undefined =>
  type === null ? undefined : (RECORD_TYPES[type] as Record<string, FieldSpec>)[field];

const Value = ({ type, field, value }: { type: RecordType | null; field: string; value: AnyFieldValue | null }) => {
  const t = useText();
  const state = useCaseState();
  const spec = specOrNone(type, field);
  if (value === null) return <span className="field-hint">{t('journal.none')}</span>;
  if (spec === undefined) return <span>{JSON.stringify(value)}</span>;
  return <FieldValueView field={field} spec={spec} value={value} state={state} />;
};

/** One entry in full: who, when, which number on which device, and every field before and after. */
export const EntryDetail = ({ entry, onClose }: { entry: LogEntry; onClose: () => void }) => {
  const t = useText();
  const labels = useLabels();
  const state = useCaseState();
  useShortcut('escape', onClose, true);
  const facts = [
    [t('journal.time'), <InstantView key="time" iso={entry.time} />],
    [t('journal.who'), personName(state, entry.actor)],
    [t('journal.what'), labels.lookup(`operation.${entry.kind}`, entry.kind)],
    [t('journal.target'), entry.type && `${labels.type(entry.type)}: ${targetLabel(state, entry, labels)}`],
    [t('journal.effect'), t(`effect.${entry.effect}`)],
    [t('journal.seq'), `${entry.deviceId.slice(0, 12)} / ${entry.seq}`],
  ] as const;
  return (
    <section className="form" aria-label={t('journal.entryTitle')}>
      <div className="form-head">
        <h2>{t('journal.entryTitle')}</h2>
        <IconButton label={t('form.cancel')} icon={X} onPress={onClose} />
      </div>
      <div className="form-body" tabIndex={0} role="group" aria-label={t('journal.changes')}>
        <dl className="facts facts-single">
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {entry.changes.map(({ field, before, after }) => (
          <div key={field} className="change">
            <h3>{labels.field(field)}</h3>
            <dl>
              <dt>{t('journal.before')}</dt>
              <dd className="change-before">
                <Value type={entry.type} field={field} value={before} />
              </dd>
              <dt>{t('journal.after')}</dt>
              <dd className="change-after">
                <Value type={entry.type} field={field} value={after} />
              </dd>
            </dl>
          </div>
        ))}
        <p className="field-label">{t('journal.hash')}</p>
        <CopyText value={entry.hash} label={t('journal.copyHash')} />
      </div>
    </section>
  );
};
