import type { Fields } from '../records/types';
import { TLP_LEVELS, type Tlp } from '../records/vocabularies';

/** Why an indicator does not leave with a report. */
export type WithheldReason = 'not-shareable' | 'stricter-tlp' | 'false-positive' | 'benign';

/**
 * Null when the indicator may leave under this TLP label; else the first reason why not. An indicator without a label
 * of its own carries the report's.
 */
export const withheldReason = (indicator: Fields<'indicator'>, reportTlp: Tlp): WithheldReason | null => {
  if (indicator.indicatorStatus === 'false-positive' || indicator.indicatorStatus === 'benign')
    return indicator.indicatorStatus;
  // Nothing said is not yes: what leaves was marked by somebody.
  if (indicator.shareable !== true) return 'not-shareable';
  const own = TLP_LEVELS.indexOf(indicator.tlp ?? reportTlp);
  return own > TLP_LEVELS.indexOf(reportTlp) ? 'stricter-tlp' : null;
};
