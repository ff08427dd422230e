import { defang } from '../indicators/defang';
import { recordsOf } from '../journal/read';
import type { CaseRecord } from '../journal/state';
import type { Moment } from '../records/fields';
import { formatMoment } from '../time/moment';
import type { ReportContext } from './context';
import type { ReportBlock } from './document';
import { noteBlock, tableBlock } from './table-block';
import { reportCode, reportText } from './words';

type Indicator = CaseRecord<'indicator'>;

const inJapan = (moment: Moment | undefined): string =>
  moment === undefined ? '' : formatMoment(moment, 'Asia/Tokyo');

const isDismissed = ({ fields }: Indicator): boolean =>
  fields.indicatorStatus === 'false-positive' || fields.indicatorStatus === 'benign';

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
 * Indicators as an authority gets them on paper: defanged, without those a person has dismissed and without those
 * marked as not to be shared, whose number is stated.
 */
export const indicatorTable = (context: ReportContext): readonly ReportBlock[] => {
  const live = recordsOf(context.state, 'indicator').filter((indicator) => !isDismissed(indicator));
  const shared = live.filter((indicator) => indicator.fields.shareable !== false);
  const columns = [
    ['type', 13],
    ['indicator', 37],
    ['confidence', 14],
    ['seen', 19],
    ['source', 17],
  ] as const;
  const rows = shared.map((indicator) => row(context, indicator));
  const hidden = live.length - shared.length;
  return [
    noteBlock(reportText(context.language, 'indicatorsShown', { hidden })),
    tableBlock(context, columns, rows, 'emptyIndicators'),
  ];
};
