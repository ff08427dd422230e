import { AlertTriangle } from 'lucide-react';
import { localText } from '../../../core/forms/select';
import type { ReportForm } from '../../../core/forms/types';
import { useLanguage } from '../../i18n/language';

/** What the form says about itself, above all that the official layout is not publicly known. */
export const LayoutNote = ({ form }: { form: ReportForm }) => {
  const { language } = useLanguage();
  return (
    <p className="layout-note" role="note">
      <AlertTriangle size={16} aria-hidden />
      <span>{localText(form.layoutNote, language)}</span>
    </p>
  );
};
