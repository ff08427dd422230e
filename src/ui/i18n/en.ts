import { caseEn } from './areas/case.en';
import { errorsEn } from './areas/errors.en';
import { formsEn } from './areas/forms.en';
import { labelsEn } from './areas/labels.en';
import { indicatorsEn } from './areas/indicators.en';
import { reportsEn } from './areas/reports.en';
import { signoffEn } from './areas/signoff.en';
import { shellEn } from './areas/shell.en';
import { timelineEn } from './areas/timeline.en';
import { triageEn } from './areas/triage.en';
import type { Catalogue } from './ja';
import type { Message } from './types';

/** All English texts; the type refuses a missing or an unknown key. */
export const en: Readonly<Record<keyof Catalogue, Message>> = {
  ...labelsEn,
  ...errorsEn,
  ...shellEn,
  ...formsEn,
  ...caseEn,
  ...triageEn,
  ...timelineEn,
  ...indicatorsEn,
  ...signoffEn,
  ...reportsEn,
};
