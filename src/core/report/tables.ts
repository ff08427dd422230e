import { techniqueLabel } from '../forms/select';
import { recordById, recordsOf } from '../journal/read';
import type { CaseRecord } from '../journal/state';
import type { FillSource } from '../forms/types';
import { formatMoment } from '../time/moment';
import { checkSummaries, type CheckSummary } from './check-summary';
import { inBothZones, type ReportContext } from './context';
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
    formatMoment(event.fields.occurredAt, 'Asia/Tokyo'),
    formatMoment(event.fields.occurredAt, 'UTC'),
    eventText(event),
    hostNames(context, event.fields.systemIds),
  ]);
  const columns = [
    ['jst', 20],
    ['utc', 20],
    ['event', 44],
    ['system', 16],
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
    ['hostname', 17],
    ['type', 15],
    ['address', 18],
    ['role', 24],
    ['compromise', 14],
    ['containment', 12],
  ] as const;
  return [tableBlock(context, columns, rows, 'emptySystems')];
};

const techniques = (context: ReportContext): readonly ReportBlock[] => {
  const { state, library, language } = context;
  const events = inOrderOfTime(recordsOf(state, 'timelineEvent'));
  const ids = new Set(events.flatMap((event) => event.fields.techniqueIds ?? []));
  const rows = [...ids].sort().map((id) => {
    const where = events.filter((event) => event.fields.techniqueIds?.includes(id) === true);
    const shown = where.map((event) => formatMoment(event.fields.occurredAt, 'Asia/Tokyo'));
    return [techniqueLabel(library, id), shown.join(reportText(language, 'listSeparator', {}))];
  });
  const columns = [
    ['technique', 45],
    ['observedIn', 55],
  ] as const;
  return [tableBlock(context, columns, rows, 'emptyTechniques')];
};

const evidence = (context: ReportContext): readonly ReportBlock[] => {
  const { language } = context;
  const rows = recordsOf(context.state, 'evidenceItem').map(({ fields }) => [
    fields.evidenceNumber ?? '',
    [fields.name, reportCode(language, 'evidenceType', fields.evidenceType)].filter(Boolean).join('\n'),
    hostNames(context, fields.sourceSystemId === undefined ? [] : [fields.sourceSystemId]),
    inBothZones(fields.acquiredAt),
    fields.sha256 ?? reportText(language, 'notRecorded', {}),
  ]);
  const columns = [
    ['number', 9],
    ['name', 25],
    ['system', 14],
    ['acquired', 20],
    ['sha256', 32],
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
    inBothZones(fields.dueAt),
  ]);
  const columns = [
    ['task', 46],
    ['status', 12],
    ['assignee', 18],
    ['due', 24],
  ] as const;
  return [tableBlock(context, columns, rows, 'emptyTasks')];
};

const coveredPeriod = (context: ReportContext, { fields }: CaseRecord<'checklistAnswer'>): string => {
  const from = fields.coveredFrom === undefined ? '' : formatMoment(fields.coveredFrom, 'Asia/Tokyo');
  const until = fields.coveredUntil === undefined ? '' : formatMoment(fields.coveredUntil, 'Asia/Tokyo');
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
    ['number', 10],
    ['check', 35],
    ['result', 13],
    ['system', 14],
    ['note', 28],
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
