import { defang } from '../indicators/defang';
import { withheldReason } from '../indicators/withheld';
import { recordsOf } from '../journal/read';
import type { CaseRecord } from '../journal/state';
import type { Moment } from '../records/fields';
import { formatMoment } from '../time/moment';
import type { ReportContext } from './context';
import type { ReportBlock } from './document';
import { tlpOfReport } from '../package/release';
import { noteBlock, tableBlock } from './table-block';
import { reportCode, reportText } from './words';

type Indicator = CaseRecord<'indicator'>;

const inJapan = (moment: Moment | undefined): string =>
  moment === undefined ? '' : formatMoment(moment, 'Asia/Tokyo');

const row = ({ language }: ReportContext, { fields }: Indicator): readonly string[] => [
  reportCode(language, 'indicatorType', fields.indicatorType),
  [defang(fields.indicatorType, fields.value), fields.malwareFamily ?? ''].filter((text) => text !== '').join('\n'),
  [
    reportCode(language, 'indicatorStatus', fields.indicatorStatus),
    fields.confidence === undefined ? '' : String(fields.confidence),
  ]
    .filter((text) => text !== '')
    .join(' / '),
  [...new Set([inJapan(fields.firstSeenAt), inJapan(fields.lastSeenAt)])].filter((text) => text !== '').join('\n'),
  fields.source ?? '',
];

/**
 * Indicators as an authority gets them on paper: defanged, and by the same rule as in STIX and CSV only those that may
 * leave with this report. The number of those held back for another reason than a person's dismissal is stated.
 */
export const indicatorTable = (context: ReportContext): readonly ReportBlock[] => {
  const tlp = tlpOfReport(context.state, context.report.id);
  const live = recordsOf(context.state, 'indicator').map((indicator) => ({
    indicator,
    reason: withheldReason(indicator.fields, tlp),
  }));
  const shared = live.flatMap(({ indicator, reason }) => (reason === null ? [indicator] : []));
  const hidden = live.filter(({ reason }) => reason === 'not-shareable' || reason === 'stricter-tlp').length;
  const columns = [
    ['type', 13],
    ['indicator', 37],
    ['confidence', 14],
    ['seen', 19],
    ['source', 17],
  ] as const;
  const rows = shared.map((indicator) => row(context, indicator));
  return [
    noteBlock(reportText(context.language, 'indicatorsShown', { hidden })),
    tableBlock(context, columns, rows, 'emptyIndicators'),
  ];
};
