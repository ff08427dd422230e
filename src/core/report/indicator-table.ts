import { defang } from '../indicators/defang';
import { recordsOf } from '../journal/read';
import type { CaseRecord } from '../journal/state';
import { tlpOfReport } from '../package/release';
import { carryIndicator, STIX_ONLY, type OmittedReason } from '../stix/released';
import { columnTime, type ReportContext } from './context';
import type { ReportBlock } from './document';
import { noteBlock, tableBlock } from './table-block';
import { reportCode, reportText } from './words';

type Indicator = CaseRecord<'indicator'>;

const row = ({ language }: ReportContext, { fields }: Indicator): readonly string[] => [
  reportCode(language, 'indicatorType', fields.indicatorType),
  [defang(fields.indicatorType, fields.value), fields.malwareFamily ?? ''].filter((text) => text !== '').join('\n'),
  [
    reportCode(language, 'indicatorStatus', fields.indicatorStatus),
    fields.confidence === undefined ? '' : String(fields.confidence),
  ]
    .filter((text) => text !== '')
    .join(' / '),
  [...new Set([fields.firstSeenAt, fields.lastSeenAt].map((time) => columnTime(time, 'Asia/Tokyo')))]
    .filter((text) => text !== '')
    .join('\n'),
  fields.source ?? '',
];

/** How many indicators of the case are where: on paper, held back and why, on paper but not in the STIX bundle. */
const countsOf = (reasons: readonly (OmittedReason | null)[]) => {
  const of = (reason: OmittedReason): number => reasons.filter((found) => found === reason).length;
  const dismissed = of('false-positive') + of('benign');
  const [notShareable, stricter] = [of('not-shareable'), of('stricter-tlp')];
  const hidden = dismissed + notShareable + stricter;
  const notInStix = reasons.filter((reason) => STIX_ONLY.has(reason)).length;
  return {
    total: reasons.length,
    shown: reasons.length - hidden,
    hidden,
    dismissed,
    notShareable,
    stricter,
    notInStix,
  };
};

/**
 * Indicators as an authority gets them on paper: defanged, and by the same rule as in STIX and CSV only those that may
 * leave with this report. What is held back is stated by number, and so is what only paper and CSV can carry.
 */
export const indicatorTable = (context: ReportContext): readonly ReportBlock[] => {
  const { state, report, language } = context;
  const tlp = tlpOfReport(state, report.id);
  const all = recordsOf(state, 'indicator').map((indicator) => {
    const carried = carryIndicator(indicator.fields, tlp);
    return { indicator, reason: carried.ok ? null : carried.reasonCode };
  });
  const counts = countsOf(all.map(({ reason }) => reason));
  const shown = all.filter(({ reason }) => reason === null || STIX_ONLY.has(reason));
  const columns = [
    ['type', 15],
    ['indicator', 29],
    ['confidence', 16],
    ['seen', 26],
    ['source', 13],
  ] as const;
  const rows = shown.map(({ indicator }) => row(context, indicator));
  return [
    noteBlock(reportText(language, 'indicatorsDefanged', {})),
    ...(all.length === 0 ? [] : [noteBlock(reportText(language, 'indicatorsShown', counts))]),
    ...(counts.notInStix === 0 ? [] : [noteBlock(reportText(language, 'indicatorsNotInStix', counts))]),
    tableBlock(context, columns, rows, 'emptyIndicators'),
  ];
};
