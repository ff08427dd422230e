import { CircleCheck } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { localText } from '../../../core/forms/select';
import type { ReportForm } from '../../../core/forms/types';
import type { MissingField } from '../../../core/report/fill';
import { useLanguage, useText } from '../../i18n/language';
import { focusField } from './field-editor';

/** The required fields that are empty; each leads to its field. */
export const MissingList = ({ form, missing }: { form: ReportForm; missing: readonly MissingField[] }) => {
  const t = useText();
  const { language } = useLanguage();
  const fields = form.sections.flatMap((section) => section.fields);
  const labelOf = ({ fieldId, label }: MissingField): string => {
    const field = fields.find(({ id }) => id === fieldId);
    return field === undefined ? label : localText(field.label, language);
  };
  return (
    <section className="missing-list" aria-label={t('reports.missing')} aria-live="polite">
      {missing.length === 0 ? (
        <p className="missing-none">
          <CircleCheck size={16} aria-hidden />
          {t('reports.nothingMissing')}
        </p>
      ) : (
        <>
          <p>{t('reports.missingIntro', { count: missing.length })}</p>
          <ul>
            {missing.map((field) => (
              <li key={field.fieldId}>
                <AriaButton className="link-button" onPress={() => focusField(field.fieldId)}>
                  {labelOf(field)}
                </AriaButton>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};
