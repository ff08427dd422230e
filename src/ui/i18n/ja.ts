import { caseJa } from './areas/case.ja';
import { errorsJa } from './areas/errors.ja';
import { formsJa } from './areas/forms.ja';
import { labelsJa } from './areas/labels.ja';
import { indicatorsJa } from './areas/indicators.ja';
import { reportsJa } from './areas/reports.ja';
import { signoffJa } from './areas/signoff.ja';
import { shellJa } from './areas/shell.ja';
import { timelineJa } from './areas/timeline.ja';
import { triageJa } from './areas/triage.ja';

/** All Japanese texts. An area of screens has its own pair of files in `areas/`; keys start with the area's name. */
export const ja = {
  ...labelsJa,
  ...errorsJa,
  ...shellJa,
  ...formsJa,
  ...caseJa,
  ...triageJa,
  ...timelineJa,
  ...indicatorsJa,
  ...signoffJa,
  ...reportsJa,
} as const;
export type Catalogue = typeof ja;
