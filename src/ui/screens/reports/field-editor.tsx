import { RotateCcw } from 'lucide-react';
import { localText } from '../../../core/forms/select';
import type { ReportField } from '../../../core/forms/types';
import { Button } from '../../components/button';
import { Chip } from '../../components/display';
import { TextField } from '../../components/field';
import { useLanguage, useText } from '../../i18n/language';

/** The element that holds a field of the form; lists of missing fields lead here. */
export const fieldElementId = (fieldId: string): string => `report-field-${fieldId}`;

export const focusField = (fieldId: string): void =>
  document.getElementById(fieldElementId(fieldId))?.querySelector<HTMLElement>('input, textarea')?.focus();

/** How sure it is that the official form has this heading: a small letter with its meaning beside it. */
export const GradeMark = ({ field }: { field: ReportField }) => {
  const t = useText();
  const meaning = t(`triage.grade.${field.grade}`);
  return (
    <span className="grade-mark" title={t('reports.gradeTitle', { meaning })}>
      {t('triage.grade', { grade: field.grade })}
    </span>
  );
};

type Props = {
  field: ReportField;
  /** What the case says; in the report's language. */
  caseText: string;
  /** What the person typed over it; null while the case's text stands. */
  own: string | null;
  onType: (text: string) => void;
  onReset: () => void;
  onBlur: () => void;
  problem: string | null;
  disabled: boolean;
};

/** A field of the form: the text of the case, which may be typed over and taken back. */
export const FieldEditor = ({ field, caseText, own, onType, onReset, onBlur, problem, disabled }: Props) => {
  const t = useText();
  const { language } = useLanguage();
  const label = localText(field.label, language);
  const text = own ?? caseText;
  const missing = field.required && text.trim() === '';
  return (
    <div id={fieldElementId(field.id)} className="report-field" data-missing={missing || undefined}>
      <TextField
        label={label}
        required={field.required}
        value={text}
        onChange={onType}
        onBlur={onBlur}
        lines={field.input === 'lines' || text.includes('\n')}
        hint={field.hint === null ? undefined : localText(field.hint, language)}
        problem={problem}
        disabled={disabled}
      />
      <div className="report-field-foot">
        {missing && <Chip tone="warning">{t('reports.missingHere')}</Chip>}
        {own !== null && field.fill !== null && <Chip tone="info">{t('reports.typedOver')}</Chip>}
        {own === null && field.fill !== null && text !== '' && (
          <span className="cell-note">{t('reports.fromCase')}</span>
        )}
        {own !== null && field.fill !== null && (
          <Button
            size="small"
            tone="quiet"
            icon={RotateCcw}
            onPress={onReset}
            isDisabled={disabled}
            aria-label={t('reports.resetOf', { field: label })}
          >
            {t('reports.reset')}
          </Button>
        )}
        <span className="report-field-space" />
        <GradeMark field={field} />
      </div>
    </div>
  );
};
