import { techniqueLabel } from '../forms/select';
import { recordById, recordsOf } from '../journal/read';
import type { CaseRecord } from '../journal/state';
import type { FillSource } from '../forms/types';
import { tlpOfReport } from '../package/release';
import { releasedTechniques, type TechniqueSeen } from '../stix/released';
import { checkSummaries, type CheckSummary } from './check-summary';
import { columnTime, columnTimes, REPORT_ZONES, type ReportContext } from './context';
import type { ReportBlock } from './document';
import { indicatorTable } from './indicator-table';
import { noteBlock, tableBlock } from './table-block';
import { reportCode, reportText } from './words';

export type TableSource = Extract<FillSource, `table.${string}`>;

const hostNames = ({ state, language }: ReportContext, ids: readonly string[] | undefined): string =>
  (ids ?? [])
    .map((id) => recordById(state, 'system', id)?.fields.hostname ?? '')
    .filter((name) => name !== '')
    .join(reportText(language, 'listSeparator', {}));

const inOrderOfTime = (events: readonly CaseRecord<'timelineEvent'>[]) =>
  [...events].sort((a, b) => a.fields.occurredAt.utc.localeCompare(b.fields.occurredAt.utc));

const eventText = ({ fields }: CaseRecord<'timelineEvent'>): string =>
  [fields.message, fields.interpretation ?? ''].filter((text) => text !== '').join('\n');

const timeline = (context: ReportContext): readonly ReportBlock[] => {
  const all = recordsOf(context.state, 'timelineEvent');
  const shown = inOrderOfTime(all.filter((event) => event.fields.inReport === true));
  const rows = shown.map((event) => [
    ...REPORT_ZONES.map((zone) => columnTime(event.fields.occurredAt, zone)),
    eventText(event),
    hostNames(context, event.fields.systemIds),
  ]);
  const columns = [
    ['jst', 18],
    ['utc', 18],
    ['event', 47],
    ['system', 17],
  ] as const;
  const counts = { total: all.length, shown: shown.length };
  return [
    ...(all.length === 0 ? [] : [noteBlock(reportText(context.language, 'timelineShown', counts))]),
    tableBlock(context, columns, rows, 'emptyTimeline'),
  ];
};

const systems = (context: ReportContext): readonly ReportBlock[] => {
  const { language } = context;
  const rows = recordsOf(context.state, 'system').map(({ fields }) => [
    fields.hostname,
    reportCode(language, 'systemType', fields.systemType),
    (fields.ipAddresses ?? []).join('\n'),
    fields.businessRole ?? '',
    reportCode(language, 'compromiseStatus', fields.compromiseStatus),
    reportCode(language, 'containmentState', fields.containmentState),
  ]);
  const columns = [
    ['hostname', 16],
    ['type', 16],
    ['address', 19],
    ['role', 21],
    ['compromise', 15],
    ['containment', 13],
  ] as const;
  return [tableBlock(context, columns, rows, 'emptySystems')];
};

/** When the technique was seen, and in how many of the indicators shown. */
const seenText = ({ language }: ReportContext, { events, indicators }: TechniqueSeen): string =>
  [
    ...inOrderOfTime(events).map((event) => columnTime(event.fields.occurredAt, 'Asia/Tokyo')),
    ...(indicators.length === 0 ? [] : [reportText(language, 'inIndicators', { count: indicators.length })]),
  ].join('\n');

const techniques = (context: ReportContext): readonly ReportBlock[] => {
  const { state, library, report } = context;
  const seen = releasedTechniques(state, tlpOfReport(state, report.id));
  const rows = seen.map((technique) => [techniqueLabel(library, technique.id), seenText(context, technique)]);
  const columns = [
    ['technique', 55],
    ['observedIn', 45],
  ] as const;
  return [
    noteBlock(reportText(context.language, 'techniquesShown', {})),
    tableBlock(context, columns, rows, 'emptyTechniques'),
  ];
};

const evidence = (context: ReportContext): readonly ReportBlock[] => {
  const { language } = context;
  const rows = recordsOf(context.state, 'evidenceItem').map(({ fields }) => [
    fields.evidenceNumber ?? '',
    [fields.name, reportCode(language, 'evidenceType', fields.evidenceType)].filter(Boolean).join('\n'),
    hostNames(context, fields.sourceSystemId === undefined ? [] : [fields.sourceSystemId]),
    columnTimes(fields.acquiredAt),
    fields.sha256 ?? reportText(language, 'notRecorded', {}),
  ]);
  const columns = [
    ['number', 9],
    ['name', 22],
    ['system', 13],
    ['acquired', 27],
    ['sha256', 29],
  ] as const;
  return [tableBlock(context, columns, rows, 'emptyEvidence')];
};

const tasks = (context: ReportContext): readonly ReportBlock[] => {
  const { state, language } = context;
  const name = (id: string | undefined): string =>
    id === undefined
      ? ''
      : (recordById(state, 'person', id)?.fields.name ?? recordById(state, 'contact', id)?.fields.name ?? '');
  const rows = recordsOf(state, 'task').map(({ fields }) => [
    fields.title,
    reportCode(language, 'taskStatus', fields.taskStatus),
    name(fields.assigneeId),
    columnTimes(fields.dueAt),
  ]);
  const columns = [
    ['task', 43],
    ['status', 12],
    ['assignee', 18],
    ['due', 27],
  ] as const;
  return [tableBlock(context, columns, rows, 'emptyTasks')];
};

const coveredPeriod = (context: ReportContext, { fields }: CaseRecord<'checklistAnswer'>): string => {
  const from = columnTime(fields.coveredFrom, 'Asia/Tokyo');
  const until = columnTime(fields.coveredUntil, 'Asia/Tokyo');
  if (from === '' && until === '') return '';
  const key = until === '' ? 'from' : from === '' ? 'until' : 'period';
  return reportText(context.language, key, { from, until });
};

const checkRows = (context: ReportContext, summary: CheckSummary): readonly (readonly string[])[] =>
  summary.answers.map((answer) => {
    const check = summary.checklist.checks.find((entry) => entry.id === answer.fields.checkId);
    const system = answer.fields.systemId;
    return [
      answer.fields.checkId,
      check?.positive[context.language] ?? '',
      reportCode(context.language, 'result', answer.fields.result),
      hostNames(context, system === undefined ? [] : [system]),
      [coveredPeriod(context, answer), answer.fields.note ?? ''].filter((text) => text !== '').join('\n'),
    ];
  });

const checkBlocks = (context: ReportContext, summary: CheckSummary): readonly ReportBlock[] => {
  const { checklist, progress, applicable } = summary;
  const values = {
    ...progress,
    notApplicable: progress['not-applicable'],
    unanswered: progress.open,
    checklist: checklist.title[context.language],
    version: checklist.version,
    sha256: checklist.sha256,
  };
  const open = progress.unknown + progress.open;
  const warning = reportText(context.language, 'visibility', { open, applicable });
  const columns = [
    ['number', 8],
    ['check', 35],
    ['result', 14],
    ['system', 12],
    ['note', 31],
  ] as const;
  return [
    noteBlock(reportText(context.language, 'checksShown', values)),
    ...(summary.lowVisibility ? [{ kind: 'paragraph', style: 'warning', text: warning } as const] : []),
    tableBlock(context, columns, checkRows(context, summary), 'emptyChecks'),
  ];
};

const checks = (context: ReportContext): readonly ReportBlock[] => {
  const summaries = checkSummaries(context.state, context.library);
  if (summaries.length === 0) return [noteBlock(reportText(context.language, 'emptyChecks', {}))];
  return summaries.flatMap((summary) => checkBlocks(context, summary));
};

/** The blocks of a field that is made from the case's records. */
export const tableBlocks = (source: TableSource, context: ReportContext): readonly ReportBlock[] => {
  switch (source) {
    case 'table.timeline':
      return timeline(context);
    case 'table.indicators':
      return indicatorTable(context);
    case 'table.systems':
      return systems(context);
    case 'table.techniques':
      return techniques(context);
    case 'table.evidence':
      return evidence(context);
    case 'table.checks':
      return checks(context);
    case 'table.tasks':
      return tasks(context);
    default:
      return source satisfies never;
  }
};
