import type { FormLayout } from '../../forms/record-form';

export const CASE_LAYOUT: FormLayout = [
  { title: 'case.section.basic', rows: [['title'], ['caseNumber', 'tlp'], ['incidentType', 'investigationStatus']] },
  { title: 'case.section.times', rows: [['occurredAt'], ['detectedAt'], ['recognisedAt'], ['reportedAt']] },
  { title: 'case.section.judgement', rows: [['determination', 'entryVector'], ['detectionMethod'], ['summary']] },
  {
    title: 'case.section.narrative',
    rows: [['impactSummary'], ['causeSummary'], ['responseSummary'], ['preventionSummary']],
  },
  {
    title: 'case.section.report',
    rows: [['personalDataAffected', 'designatedOperator'], ['shareWithNco'], ['training']],
  },
];
export const ORGANIZATION_LAYOUT: FormLayout = [
  { rows: [['name'], ['nameKana'], ['sector', 'corporateNumber'], ['address'], ['department', 'phone']] },
];
export const CONTACT_LAYOUT: FormLayout = [
  {
    rows: [
      ['name', 'nameKana'],
      ['contactRole'],
      ['affiliation', 'department'],
      ['phone', 'mobile'],
      ['email'],
      ['outOfBand'],
      ['note'],
    ],
  },
];
