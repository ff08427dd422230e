import type { FormLibrary, ReportForm } from '../../../core/forms/types';
import { SelectField } from '../../components/select';
import { FieldInput } from '../../forms/field-input';
import { useProblemText } from '../../forms/problem-text';
import type { Problems } from '../../forms/values';
import type { DraftValues } from '../../hooks/draft';
import { useLabels } from '../../i18n/language';
import { RecipientField } from './recipient-field';

type Props = {
  library: FormLibrary;
  form: ReportForm;
  values: DraftValues;
  set: (key: string, value: string) => void;
  problems: Problems;
  onBlur: () => void;
  disabled: boolean;
};

/** What is decided once for a report: title, recipient, stage and number, language, TLP. */
export const ReportSettings = ({ library, form, values, set, problems, onBlur, disabled }: Props) => {
  const labels = useLabels();
  const problemText = useProblemText();
  const problemOf = (field: string) => (problems[field] ? problemText(problems[field]) : null);
  const input = (field: string) => (
    <FieldInput
      type="report"
      field={field}
      values={values}
      set={set}
      problem={problemOf(field)}
      onBlur={onBlur}
      disabled={disabled}
      autoFocus={false}
    />
  );
  return (
    <>
      <RecipientField
        library={library}
        form={form}
        value={values.recipient ?? ''}
        onChange={(recipient) => set('recipient', recipient)}
        onBlur={onBlur}
        disabled={disabled}
        problem={problemOf('recipient')}
      />
      <div className="form-row form-row-2">
        <SelectField
          label={labels.field('stage')}
          required
          value={values.stage ?? ''}
          onChange={(stage) => set('stage', stage)}
          choices={form.stages.map((stage) => ({ id: stage, label: labels.code('stage', stage) }))}
          problem={problemOf('stage')}
          onBlur={onBlur}
          disabled={disabled}
        />
        {input('number')}
      </div>
      {input('title')}
      <div className="form-row form-row-2">
        {input('language')}
        {input('tlp')}
      </div>
    </>
  );
};
