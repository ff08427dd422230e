import { useState } from 'react';
import { authorityName, findAuthority } from '../../../core/forms/select';
import type { FormLibrary, ReportForm } from '../../../core/forms/types';
import { dayInJapan } from '../../../core/report/context';
import { TextField } from '../../components/field';
import { SelectField, type Choice } from '../../components/select';
import { useLanguage, useText } from '../../i18n/language';

/** An id that no authority has. */
const OTHER = ' other';

type Props = {
  library: FormLibrary;
  form: ReportForm;
  value: string;
  onChange: (recipient: string) => void;
  onBlur: () => void;
  disabled: boolean;
  problem: string | null;
};

/** An authority the form can be handed to, under the name it has today, or any other recipient as typed. */
export const RecipientField = ({ library, form, value, onChange, ...field }: Props) => {
  const t = useText();
  const { language } = useLanguage();
  const today = dayInJapan(new Date().toISOString());
  const authorities = form.recipients.flatMap((id): readonly Choice[] => {
    const authority = findAuthority(library, id);
    if (authority === null) return [];
    const label = authorityName(authority, today, language);
    return [{ id, label, detail: t(`reports.nature.${authority.nature}`) }];
  });
  const isAuthority = authorities.some(({ id }) => id === value);
  const [other, setOther] = useState(value !== '' && !isAuthority);
  const typing = !isAuthority && (other || value !== '');
  return (
    <>
      <SelectField
        {...field}
        label={t('reports.recipient')}
        choices={[...authorities, { id: OTHER, label: t('reports.otherRecipient') }]}
        value={typing ? OTHER : value}
        onChange={(id) => {
          setOther(id === OTHER);
          onChange(id === OTHER ? '' : id);
        }}
      />
      {typing && <TextField {...field} label={t('reports.otherRecipientName')} value={value} onChange={onChange} />}
    </>
  );
};
