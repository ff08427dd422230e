import { ArrowLeft, FileSignature, FileWarning, Trash2 } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { localText } from '../../../core/forms/select';
import type { FormLibrary } from '../../../core/forms/types';
import type { CaseRecord, CaseState } from '../../../core/journal/state';
import { approvalStatus } from '../../../core/package/approval-status';
import { reportContext, type ReportContext } from '../../../core/report/context';
import { fillField, missingFields } from '../../../core/report/fill';
import { updatePayload } from '../../../core/session/session-type';
import { Button, IconButton } from '../../components/button';
import { EmptyState, PageHeader } from '../../components/display';
import { DraftNote } from '../../forms/draft-note';
import { useProblemText } from '../../forms/problem-text';
import type { Problems } from '../../forms/values';
import { useCaseState, useOpenCase } from '../../hooks/case';
import { useDraft, type Draft } from '../../hooks/draft';
import { useSave } from '../../hooks/save';
import { matchesShortcut, useShortcut } from '../../hooks/shortcut';
import { useLabels, useLanguage, useText } from '../../i18n/language';
import { useCaseRoute } from '../../shell/routes';
import {
  draftOfReport,
  fieldsOfDraft,
  fileStem,
  ownText,
  readReport,
  textKey,
  typedOver,
  withReport,
} from './editor-draft';
import { FieldEditor } from './field-editor';
import { LayoutNote } from './layout-note';
import { MissingList } from './missing-list';
import { PreviewPanel } from './preview-panel';
import { ReportSettings } from './report-settings';
import { StatusChip } from './report-status';
import { TablePreview } from './table-preview';
import { usePreview } from './use-preview';

type Report = CaseRecord<'report'>;
type Props = { library: FormLibrary; report: Report; onClose: () => void };

/** The day's date decides names and the date of the report; it is taken once, when the editor opens. */
const useContext = (state: CaseState, reportId: string, library: FormLibrary) => {
  const [at] = useState(() => new Date().toISOString());
  return useMemo(() => reportContext(state, reportId, library, at), [state, reportId, library, at]);
};

/** The first preview comes by itself; the others when saved or asked for. */
const useOnce = (ready: boolean, run: () => void): void => {
  useEffect(() => {
    if (ready) run();
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ready]);
};

type SectionsProps = { context: ReportContext; draft: Draft; problems: Problems; disabled: boolean };

const Sections = ({ context, draft, problems, disabled }: SectionsProps) => {
  const { language } = useLanguage();
  const problemText = useProblemText();
  return context.form.sections.map((section) => (
    <fieldset key={section.id} className="form-section report-section">
      <legend>{localText(section.title, language)}</legend>
      {section.fields.map((field) => {
        if (field.input === 'table') return <TablePreview key={field.id} field={field} context={context} />;
        const caseText = fillField(field, context);
        const type = (text: string) => {
          for (const [key, value] of typedOver(field.id, text, caseText)) draft.set(key, value);
        };
        const problem = problems[textKey(field.id)];
        return (
          <FieldEditor
            key={field.id}
            field={field}
            caseText={caseText}
            own={ownText(draft.values, field.id)}
            onType={type}
            onReset={() => type(caseText)}
            onBlur={draft.flush}
            problem={problem ? problemText(problem) : null}
            disabled={disabled}
          />
        );
      })}
    </fieldset>
  ));
};

/** The draft of a report, and writing it: what is typed stays in the journal until it is saved or discarded. */
const useReportDraft = (report: Report) => {
  const t = useText();
  const labels = useLabels();
  const save = useSave();
  const [problems, setProblems] = useState<Problems>({});
  const initial = useMemo(() => draftOfReport(report.fields), [report.fields]);
  const key = `report:${report.id}`;
  const draft = useDraft(key, initial);
  const read = readReport(report.fields, draft.values);
  const dirty = !read.ok || Object.keys(read.writes).length > 0;
  const busy = useRef(false);
  const submit = async (): Promise<boolean> => {
    setProblems(read.ok ? {} : read.problems);
    if (!read.ok || busy.current) return false;
    if (!dirty) return true;
    busy.current = true;
    draft.flush();
    // One batch: the draft is gone exactly when its content is in the record.
    const payloads = [updatePayload('report', report.id, read.writes), { kind: 'draft.clear', key } as const];
    const saved = await save(payloads, t('toast.updated', { type: labels.type('report') }));
    busy.current = false;
    return saved;
  };
  return { draft, problems, dirty, submit };
};

const EditorHead = (props: {
  report: Report;
  dirty: boolean;
  draft: Draft;
  formTitle: string;
  onSave: () => void;
  onClose: () => void;
}) => {
  const { report, dirty, draft } = props;
  const t = useText();
  const labels = useLabels();
  const save = useSave();
  const state = useCaseState();
  const { writable } = useOpenCase();
  const { go } = useCaseRoute();
  const { status } = useMemo(() => approvalStatus(state, report.id), [state, report.id]);
  const remove = async () => {
    const done = t('toast.removed', { type: labels.type('report') });
    if (await save([{ kind: 'record.remove', type: 'report', id: report.id }], done)) props.onClose();
  };
  return (
    <PageHeader
      title={report.fields.title}
      subtitle={props.formTitle}
      actions={
        <>
          {dirty || draft.restored ? <DraftNote draft={draft} /> : null}
          <StatusChip status={status} />
          <IconButton label={t('reports.back')} icon={ArrowLeft} onPress={props.onClose} />
          <IconButton label={t('form.remove')} icon={Trash2} onPress={() => void remove()} isDisabled={!writable} />
          <Button icon={FileSignature} onPress={() => go('signoff', report.id)}>
            {t('reports.toSignoff')}
          </Button>
          <Button tone="primary" onPress={props.onSave} isDisabled={!writable || !dirty}>
            {t('form.save')}
          </Button>
        </>
      }
    />
  );
};

/** Fills in a report: every field shows what the case says and can be typed over; the PDF stands beside it. */
export const ReportEditor = ({ library, report, onClose }: Props) => {
  const t = useText();
  const { language } = useLanguage();
  const { writable } = useOpenCase();
  const recorded = useCaseState();
  const { draft, problems, dirty, submit } = useReportDraft(report);
  const state = useMemo(
    () => (dirty ? withReport(recorded, report, fieldsOfDraft(report.fields, draft.values)) : recorded),
    [recorded, report, draft.values, dirty],
  );
  const found = useContext(state, report.id, library);
  const missing = useMemo(() => missingFields(state, report.id, library), [state, report.id, library]);
  const { preview, busy, refresh, saveDraft } = usePreview(report.id, library);
  const usable = found.ok;
  useOnce(usable, () => void refresh(state));

  const save = async () => {
    if (writable && (await submit())) await refresh(state);
  };
  useShortcut('alt+r', () => void refresh(state), usable);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!matchesShortcut(event.nativeEvent, 'ctrl+enter')) return;
    // Before a focused button or list takes the Enter for itself.
    event.preventDefault();
    event.stopPropagation();
    void save();
  };

  if (!found.ok) {
    return (
      <EmptyState
        icon={FileWarning}
        title={t(`reports.problem.${found.reason}`)}
        action={<Button onPress={onClose}>{t('reports.back')}</Button>}
      >
        <p>{t(`reports.problem.${found.reason}.todo`)}</p>
      </EmptyState>
    );
  }
  const { context } = found;
  return (
    <div className="report-editor" onKeyDownCapture={onKeyDown}>
      <EditorHead
        report={report}
        dirty={dirty}
        draft={draft}
        formTitle={t('reports.formLine', {
          title: localText(context.form.title, language),
          version: context.form.version,
        })}
        onSave={() => void save()}
        onClose={onClose}
      />
      <div className="report-columns">
        <form className="report-form" aria-label={t('reports.entries')} onSubmit={(event) => event.preventDefault()}>
          <LayoutNote form={context.form} />
          <MissingList form={context.form} missing={missing} />
          <fieldset className="form-section report-section">
            <legend>{t('reports.settings')}</legend>
            <ReportSettings
              library={library}
              form={context.form}
              values={draft.values}
              set={draft.set}
              problems={problems}
              onBlur={draft.flush}
              disabled={!writable}
            />
          </fieldset>
          <Sections context={context} draft={draft} problems={problems} disabled={!writable} />
          <p className="form-hint">{t('reports.keys')}</p>
        </form>
        <PreviewPanel
          pdf={preview?.pdf ?? null}
          outdated={preview !== null && preview.source !== state}
          busy={busy}
          onRefresh={() => void refresh(state)}
          onSave={() => void saveDraft(state, `${fileStem(state, report)}_draft.pdf`)}
        />
      </div>
    </div>
  );
};
