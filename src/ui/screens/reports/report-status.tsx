import { useMemo } from 'react';
import { findAuthority, authorityName } from '../../../core/forms/select';
import type { FormLibrary } from '../../../core/forms/types';
import type { CaseRecord, CaseState } from '../../../core/journal/state';
import { approvalStatus, type ApprovalStatus } from '../../../core/package/approval-status';
import { dayInJapan } from '../../../core/report/context';
import { missingFields } from '../../../core/report/fill';
import { Chip, type Tone } from '../../components/display';
import { useText, useLanguage } from '../../i18n/language';

export type ReportStanding = { status: ApprovalStatus['status']; missing: number };

const TONES: Readonly<Record<ApprovalStatus['status'], Tone>> = {
  none: 'neutral',
  approved: 'good',
  stale: 'danger',
  returned: 'warning',
};

export const StatusChip = ({ status }: { status: ApprovalStatus['status'] }) => {
  const t = useText();
  return <Chip tone={TONES[status]}>{t(`reports.status.${status}`)}</Chip>;
};

/** Where each report stands; worked out once for a state, because the approval's digest covers the whole case. */
export const useStandings = (
  state: CaseState,
  reports: readonly CaseRecord<'report'>[],
  library: FormLibrary,
): ReadonlyMap<string, ReportStanding> =>
  useMemo(
    () =>
      new Map(
        reports.map(({ id }) => [
          id,
          { status: approvalStatus(state, id).status, missing: missingFields(state, id, library).length },
        ]),
      ),
    [state, reports, library],
  );

/** The name of a recipient on a day: an authority's by date, or the text as typed. */
export const useRecipientName = (library: FormLibrary) => {
  const { language } = useLanguage();
  return (recipient: string | undefined): string => {
    const authority = recipient === undefined ? null : findAuthority(library, recipient);
    const today = dayInJapan(new Date().toISOString());
    return authority === null ? (recipient ?? '') : authorityName(authority, today, language);
  };
};
