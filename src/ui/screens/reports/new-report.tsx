import { FileText } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { localText } from '../../../core/forms/select';
import type { FormLibrary } from '../../../core/forms/types';
import { createPayload } from '../../../core/session/session-type';
import { EmptyState } from '../../components/display';
import { SelectField } from '../../components/select';
import { DraftNote } from '../../forms/draft-note';
import { FormFrame } from '../../forms/form-frame';
import type { Problems } from '../../forms/values';
import { useCaseState, useOpenCase } from '../../hooks/case';
import { useDraft, type DraftValues } from '../../hooks/draft';
import { useSave } from '../../hooks/save';
import { useLabels, useLanguage, useText } from '../../i18n/language';
import { LayoutNote } from './layout-note';
import { proposeReport, readNewReport } from './propose';
import { ReportSettings } from './report-settings';

const NOTHING_CHOSEN: DraftValues = {};
const KEY = 'report:new';

type Props = { library: FormLibrary; onDone: (id: string) => void; onClose: () => void };

/** Begins a report: which form, for whom, which stage; everything else is proposed from the case. */
export const NewReport = ({ library, onDone, onClose }: Props) => {
  const t = useText();
  const labels = useLabels();
  const save = useSave();
  const { language } = useLanguage();
  const { writable } = useOpenCase();
  const state = useCaseState();
  const draft = useDraft(KEY, NOTHING_CHOSEN);
  const [problems, setProblems] = useState<Problems>({});
  const busy = useRef(false);
  const proposal = useMemo(
    () => proposeReport(state, library, draft.values, language),
    [state, library, draft.values, language],
  );
  if (proposal === null) {
    return (
      <EmptyState icon={FileText} title={t('reports.noForms')}>
        <p>{t('reports.noFormsText')}</p>
      </EmptyState>
    );
  }
  const { form, values } = proposal;
  const create = async () => {
    if (busy.current || !writable) return;
    const read = readNewReport(form, values);
    setProblems(read.ok ? {} : read.problems);
    if (!read.ok) return;
    busy.current = true;
    draft.flush();
    const id = crypto.randomUUID();
    const payloads = [createPayload('report', id, read.fields), { kind: 'draft.clear', key: KEY } as const];
    const saved = await save(payloads, t('toast.created', { type: labels.type('report') }));
    busy.current = false;
    if (saved) onDone(id);
  };
  return (
    <FormFrame
      title={t('form.newTitle', { type: labels.type('report') })}
      onSubmit={() => void create()}
      onClose={onClose}
      problemCount={Object.keys(problems).length}
      note={<DraftNote draft={draft} />}
      disabled={!writable}
    >
      <fieldset className="form-section">
        <SelectField
          label={t('reports.form')}
          required
          autoFocus
          value={form.id}
          onChange={(formId) => draft.set('formId', formId)}
          choices={library.reportForms.map((one) => ({ id: one.id, label: localText(one.title, language) }))}
          disabled={!writable}
        />
        <LayoutNote form={form} />
        <ReportSettings
          library={library}
          form={form}
          values={values}
          set={draft.set}
          problems={problems}
          onBlur={draft.flush}
          disabled={!writable}
        />
      </fieldset>
    </FormFrame>
  );
};
