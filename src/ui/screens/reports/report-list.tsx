import { FileText } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { findReportForm, localText } from '../../../core/forms/select';
import type { FormLibrary } from '../../../core/forms/types';
import type { CaseRecord } from '../../../core/journal/state';
import { Button } from '../../components/button';
import type { Column } from '../../components/columns';
import { useFieldColumns } from '../../components/columns';
import { Chip, EmptyState, InstantView } from '../../components/display';
import { RecordTable } from '../../components/record-table';
import { Split } from '../../components/split';
import { useCaseState } from '../../hooks/case';
import { useRecords } from '../../hooks/records';
import { useLabels, useLanguage, useText } from '../../i18n/language';
import { StatusChip, useRecipientName, useStandings, type ReportStanding } from './report-status';

type Report = CaseRecord<'report'>;
const FIELDS = [{ field: 'tlp', width: '8.5rem', secondary: true }] as const;
const NOWHERE: ReportStanding = { status: 'none', missing: 0 };

const useColumns = (library: FormLibrary): readonly Column<Report>[] => {
  const t = useText();
  const labels = useLabels();
  const { language } = useLanguage();
  const state = useCaseState();
  const standings = useStandings(state, useRecords('report'), library);
  const recipientName = useRecipientName(library);
  const fields = useFieldColumns('report', FIELDS);
  const formName = ({ fields: { formId, formVersion } }: Report): string => {
    const form = findReportForm(library, formId, formVersion);
    return form === null ? formId : localText(form.title, language);
  };
  const stage = ({ fields: { stage: code, number } }: Report): string =>
    t('reports.stageNumber', { stage: labels.code('stage', code), number });
  const text = (id: string, header: string, width: string, of: (report: Report) => string): Column<Report> => ({
    id,
    header,
    width,
    text: of,
    cell: of,
  });
  const standing = ({ id }: Report): ReportStanding => standings.get(id) ?? NOWHERE;
  return [
    {
      id: 'title',
      header: labels.field('title'),
      width: 'minmax(10rem, 3fr)',
      text: (report) => `${report.fields.title} ${formName(report)} ${labels.code('language', report.fields.language)}`,
      cell: (report) => (
        <span className="report-title">
          <strong>{report.fields.title}</strong>
          <span className="cell-note">
            {t('reports.formAndLanguage', {
              form: formName(report),
              language: labels.code('language', report.fields.language),
            })}
          </span>
        </span>
      ),
    },
    { ...text('stage', labels.field('stage'), '6.5rem', stage), secondary: true },
    text('recipient', t('reports.recipient'), 'minmax(6rem, 1.2fr)', ({ fields: { recipient } }) =>
      recipientName(recipient),
    ),
    ...fields,
    {
      id: 'status',
      header: t('reports.state'),
      width: '8rem',
      text: (report) => t(`reports.status.${standing(report).status}`),
      cell: (report) => <StatusChip status={standing(report).status} />,
    },
    {
      id: 'missing',
      header: t('reports.missing'),
      width: '6.5rem',
      text: (report) => String(standing(report).missing),
      number: (report) => standing(report).missing,
      cell: (report) =>
        standing(report).missing === 0 ? (
          <span className="cell-note">{t('reports.complete')}</span>
        ) : (
          <Chip tone="warning">{t('reports.missingCount', { count: standing(report).missing })}</Chip>
        ),
    },
    {
      id: 'modified',
      header: t('reports.modified'),
      width: '10.5rem',
      secondary: true,
      text: ({ modifiedAt }) => modifiedAt,
      cell: ({ modifiedAt }) => <InstantView iso={modifiedAt} />,
    },
  ];
};

type Props = { library: FormLibrary; onOpen: (id: string) => void; onNew: () => void; side: ReactNode | null };

/** The reports of the case, newest first, with where each stands. */
export const ReportList = ({ library, onOpen, onNew, side }: Props) => {
  const t = useText();
  const all = useColumns(library);
  const isSplit = side !== null;
  const columns = useMemo(() => (isSplit ? all.filter(({ secondary }) => !secondary) : all), [all, isSplit]);
  return (
    <Split side={side}>
      <RecordTable
        type="report"
        columns={columns}
        selectedId={null}
        onOpen={({ id }) => onOpen(id)}
        onNew={onNew}
        order={{ order: 'created', direction: 'descending' }}
        rowHeight={56}
        empty={
          <EmptyState
            icon={FileText}
            title={t('reports.emptyTitle')}
            action={
              <Button tone="primary" onPress={onNew}>
                {t('table.new')}
              </Button>
            }
          >
            <p>{t('reports.emptyText')}</p>
          </EmptyState>
        }
      />
    </Split>
  );
};
