import type { CaseRecord, CaseState } from '../../../core/journal/state';
import type { RecordType } from '../../../core/records/types';
import { formatInstant } from '../../../core/time/moment';
import { InstantView } from '../../components/display';
import { findAmong, personName, recordLabel } from '../../forms/record-label';
import { useLabels, useText } from '../../i18n/language';
import { approverName } from './hand-over';
import { changesSince } from './open-points';

/** Changes that are listed; the Journal screen has them all. */
const SHOWN = 5;

/** The approval no longer covers the case: since when, by what, and what to do. */
export const StaleNotice = ({ state, approval }: { state: CaseState; approval: CaseRecord<'approval'> }) => {
  const t = useText();
  const labels = useLabels();
  const changes = changesSince(state, approval.id, approval.fields.reportId);
  const targetOf = (type: RecordType, id: string): string => {
    const record = findAmong(state, [type], id);
    return record === null ? id.slice(0, 8) : recordLabel(record);
  };
  return (
    <div className="signoff-notice signoff-notice-danger" role="alert">
      <p>
        <strong>{t('signoff.staleTitle')}</strong>{' '}
        {t('signoff.staleText', {
          name: approverName(state, approval.fields.personId),
          at: formatInstant(approval.createdAt, 'Asia/Tokyo'),
        })}
      </p>
      {changes.length > 0 && (
        <>
          <p className="cell-note">{t('signoff.staleChanges')}</p>
          <ul className="stale-changes">
            {changes.slice(0, SHOWN).map(({ hash, type, id, time, actor, kind }) => (
              <li key={hash}>
                {formatInstant(time, 'Asia/Tokyo')} {personName(state, actor)}:{' '}
                {labels.lookup(`operation.${kind}`, kind)}{' '}
                {type !== null && id !== null && `${labels.type(type)} ${targetOf(type, id)}`}
              </li>
            ))}
          </ul>
          {changes.length > SHOWN && (
            <p className="cell-note">{t('signoff.moreChanges', { count: changes.length - SHOWN })}</p>
          )}
        </>
      )}
      <p>{t('signoff.staleTodo')}</p>
    </div>
  );
};

/** The report was sent back: by whom, when, with which comments. */
export const ReturnedNotice = ({ state, approval }: { state: CaseState; approval: CaseRecord<'approval'> }) => {
  const t = useText();
  return (
    <div className="signoff-notice signoff-notice-warning" role="status">
      <p>
        <strong>{t('signoff.returnedTitle', { name: approverName(state, approval.fields.personId) })}</strong>
      </p>
      <InstantView iso={approval.createdAt} />
      <p className="signoff-statement">{approval.fields.statement}</p>
      <p>{t('signoff.returnedTodo')}</p>
    </div>
  );
};
