import { FileSignature, Undo2 } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { FormLibrary } from '../../../core/forms/types';
import { recordsOf } from '../../../core/journal/read';
import type { CaseRecord, CaseState } from '../../../core/journal/state';
import { approvalStatus } from '../../../core/package/approval-status';
import { REPORT_FILE } from '../../../core/package/release';
import { reportContext } from '../../../core/report/context';
import { Button } from '../../components/button';
import { EmptyState, PageHeader } from '../../components/display';
import { SelectField } from '../../components/select';
import { PdfView } from '../../components/pdf-view';
import { useCaseState, useOpenCase } from '../../hooks/case';
import { useDraft } from '../../hooks/draft';
import { useFormLibrary } from '../../hooks/form-library';
import { useLabels, useText } from '../../i18n/language';
import { useApp } from '../../shell/app-context';
import { useCaseRoute } from '../../shell/routes';
import { StatusChip } from '../reports/report-status';
import { ApprovedPanel } from './approved-panel';
import { useApprovedPdf } from './approved-pdf';
import { approverProblem, reportAuthors } from '../../../core/package/approver';
import { ApproverPanel } from './approver-panel';
import { HistoryPanel } from './history-panel';
import { countOpenPoints, openPoints } from './open-points';
import { OpenPointsPanel } from './open-points-panel';
import { ReturnDialog } from './return-dialog';
import { SignPanel } from './sign-panel';
import { ReturnedNotice, StaleNotice } from './standing-panel';
import { useHandOver } from './use-hand-over';
import { approverOf, useRelease } from './use-release';
import { useSign } from './use-sign';
import { WithheldPanel } from './withheld-panel';

type Report = CaseRecord<'report'>;
type Props = { state: CaseState; report: Report; library: FormLibrary };

/** The chosen approver, or the only one who may approve. */
const useApprover = (authors: ReadonlySet<string>) => {
  const { identities } = useApp();
  const [chosen, setChosen] = useState<string | null>(null);
  const able = identities.filter((identity) => approverProblem(identity, authors) === null);
  const approver = identities.find(({ personId }) => personId === chosen) ?? (able.length === 1 ? able[0] : undefined);
  return { approver: approver ?? null, setApprover: setChosen };
};

const useStatementDraft = (reportId: string) => {
  const t = useText();
  const statement = t('signoff.defaultStatement');
  const initial = useMemo(() => ({ statement, comment: '' }), [statement]);
  return useDraft(`signoff:${reportId}`, initial);
};

const ReportChoice = ({
  reports,
  report,
  onChoose,
}: {
  reports: readonly Report[];
  report: Report;
  onChoose: (id: string) => void;
}) => {
  const t = useText();
  const labels = useLabels();
  return (
    <SelectField
      label={t('signoff.report')}
      required
      value={report.id}
      onChange={onChoose}
      choices={reports.map(({ id, fields }) => ({
        id,
        label: fields.title,
        detail: t('reports.stageNumber', { stage: labels.code('stage', fields.stage), number: fields.number }),
      }))}
    />
  );
};

/** The document on the left, what is to be decided about it on the right. */
const Columns = ({ pdf, wait, children }: { pdf: Uint8Array | null; wait: string; children: ReactNode }) => {
  const t = useText();
  return (
    <div className="signoff-columns">
      <section className="preview-panel" aria-label={t('signoff.document')}>
        {pdf === null ? (
          <EmptyState icon={FileSignature} title={t('signoff.document')}>
            <p>{wait}</p>
          </EmptyState>
        ) : (
          <PdfView bytes={pdf} label={t('signoff.document')} />
        )}
      </section>
      <div className="signoff-side">{children}</div>
    </div>
  );
};

/** Approving or returning a report that has no standing approval. */
const Deciding = ({ state, report, library }: Props) => {
  const t = useText();
  const { writable } = useOpenCase();
  const authors = useMemo(() => reportAuthors(state, report.id), [state, report.id]);
  const { approver, setApprover } = useApprover(authors);
  const draft = useStatementDraft(report.id);
  const release = useRelease(report.id, library);
  const { approve, sendBack } = useSign(report.id);
  const [returning, setReturning] = useState(false);
  const points = useMemo(() => openPoints(state, report.id, library), [state, report.id, library]);
  const status = useMemo(() => approvalStatus(state, report.id), [state, report.id]);
  const statement = draft.values.statement ?? '';
  const isAsMade = release.made?.approver.personId === approver?.personId && release.made?.statement === statement;
  const made = isAsMade ? release.made : null;
  const characters = made?.prepared.missingCharacters ?? [];
  const mayDecide = approver !== null && approverProblem(approver, authors) === null;
  const sign = async (passphrase: string) => {
    if (made === null) return { ok: false, passphrase: null } as const;
    const signed = await approve(made, passphrase);
    if (signed.ok) await draft.clear();
    return signed;
  };
  return (
    <Columns
      pdf={made?.prepared.files.find(({ name }) => name === REPORT_FILE)?.bytes ?? null}
      wait={t(release.busy ? 'signoff.making' : 'signoff.notMade')}
    >
      {status.status === 'stale' && <StaleNotice state={state} approval={status.approval} />}
      {status.status === 'returned' && <ReturnedNotice state={state} approval={status.approval} />}
      <OpenPointsPanel points={points} characters={characters} reportId={report.id} />
      <WithheldPanel state={state} reportId={report.id} />
      <ApproverPanel
        authors={authors}
        approver={approver}
        onApprover={setApprover}
        draft={draft}
        busy={release.busy}
        disabled={!writable}
        again={made !== null}
        onMake={() => approver !== null && void release.make(approver, statement)}
      />
      {(release.changed || (release.made !== null && !isAsMade)) && (
        <p className="signoff-notice signoff-notice-warning" role="status">
          {t('signoff.changedSinceMade')}
        </p>
      )}
      {made !== null && (
        <SignPanel
          key={made.prepared.manifest}
          made={made}
          openPoints={countOpenPoints(points, characters.length)}
          disabled={!writable}
          onSign={sign}
        />
      )}
      <div className="signoff-buttons">
        <Button icon={Undo2} onPress={() => setReturning(true)} isDisabled={!writable || !mayDecide}>
          {t('signoff.returnButton')}
        </Button>
      </div>
      {approver !== null && (
        <ReturnDialog
          approver={approverOf(approver)}
          draft={draft}
          open={returning}
          onClose={() => setReturning(false)}
          onReturn={async (comment, passphrase) => {
            const returned = await sendBack(approverOf(approver), comment, passphrase);
            if (returned.ok) await draft.clear();
            return returned;
          }}
        />
      )}
      <HistoryPanel state={state} reportId={report.id} />
    </Columns>
  );
};

/** A standing approval: the approved document and writing it out. */
const Approved = ({ state, report, approval }: Omit<Props, 'library'> & { approval: CaseRecord<'approval'> }) => {
  const t = useText();
  const { writable } = useOpenCase();
  const pdf = useApprovedPdf(approval);
  const { handOver, busy } = useHandOver(report);
  return (
    <Columns pdf={pdf} wait={t('signoff.readingApproved')}>
      <ApprovedPanel
        state={state}
        approval={approval}
        busy={busy}
        disabled={!writable}
        onHandOver={(kind) => void handOver(kind, approval.id)}
      />
      <WithheldPanel state={state} reportId={report.id} />
      <HistoryPanel state={state} reportId={report.id} />
    </Columns>
  );
};

const SignoffOf = ({ state, report, library }: Props) => {
  const t = useText();
  const { go } = useCaseRoute();
  const [at] = useState(() => new Date().toISOString());
  const found = useMemo(() => reportContext(state, report.id, library, at), [state, report.id, library, at]);
  const status = useMemo(() => approvalStatus(state, report.id), [state, report.id]);
  if (!found.ok) {
    return (
      <EmptyState
        icon={FileSignature}
        title={t(`reports.problem.${found.reason}`)}
        action={<Button onPress={() => go('reports')}>{t('reports.back')}</Button>}
      >
        <p>{t(`reports.problem.${found.reason}.todo`)}</p>
      </EmptyState>
    );
  }
  return status.status === 'approved' ? (
    <Approved state={state} report={report} approval={status.approval} />
  ) : (
    <Deciding state={state} report={report} library={library} />
  );
};

/** The last step before anything leaves: what leaves, what stays, who answers for it. */
export const SignoffScreen = () => {
  const t = useText();
  const library = useFormLibrary();
  const state = useCaseState();
  const { recordId, go } = useCaseRoute();
  const reports = useMemo(() => recordsOf(state, 'report'), [state]);
  const report = reports.find(({ id }) => id === recordId) ?? reports.at(-1) ?? null;
  if (library === null) return <p className="page-wait">{t('reports.loading')}</p>;
  if (report === null) {
    return (
      <EmptyState
        icon={FileSignature}
        title={t('signoff.emptyTitle')}
        action={
          <Button tone="primary" onPress={() => go('reports', 'new')}>
            {t('signoff.newReport')}
          </Button>
        }
      >
        <p>{t('signoff.emptyText')}</p>
      </EmptyState>
    );
  }
  return (
    <div className="signoff">
      <PageHeader
        title={t('signoff.title')}
        subtitle={report.fields.title}
        actions={
          <>
            <StatusChip status={approvalStatus(state, report.id).status} />
            {reports.length > 1 && (
              <ReportChoice reports={reports} report={report} onChoose={(id) => go('signoff', id)} />
            )}
            <Button onPress={() => go('reports', report.id)}>{t('signoff.openReport')}</Button>
          </>
        }
      />
      <SignoffOf key={report.id} state={state} report={report} library={library} />
    </div>
  );
};
