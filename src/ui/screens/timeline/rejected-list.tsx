import type { RejectedRow } from '../../../core/timeline/csv-import';
import { useText } from '../../i18n/language';

/** So many are listed at once; the others are counted. */
const SHOWN = 200;

/** Rows of a file that cannot be shown in the timeline, each with the reason and its content. */
export const RejectedList = ({ rejected }: { rejected: readonly RejectedRow[] }) => {
  const t = useText();
  const rest = rejected.length - SHOWN;
  return (
    <div className="rejected">
      <h3>{t('timeline.import.rejectedList')}</h3>
      <p className="line-note">{t('timeline.import.rejectedText')}</p>
      <div className="rejected-scroll" tabIndex={0} role="region" aria-label={t('timeline.import.rejectedList')}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('timeline.import.row')}</th>
              <th scope="col">{t('timeline.import.reason')}</th>
              <th scope="col">{t('timeline.import.text')}</th>
            </tr>
          </thead>
          <tbody>
            {rejected.slice(0, SHOWN).map(({ row, reason, text }) => (
              <tr key={row}>
                <td className="number">{row}</td>
                <td>{t(`timeline.reject.${reason}`)}</td>
                <td className="rejected-text">{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rest > 0 && <p className="line-note">{t('timeline.import.rejectedMore', { count: rest })}</p>}
    </div>
  );
};
