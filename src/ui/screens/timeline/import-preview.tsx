import { useMemo } from 'react';
import { IMPORT_FIELDS, importRows, type ImportMapping, type Table } from '../../../core/timeline/csv-import';
import { MomentView } from '../../components/display';
import { useText } from '../../i18n/language';

const ROWS = 50;

/** The first rows as they stand in the file, each with the time that was understood. */
export const ImportPreview = ({ table, mapping, zone }: { table: Table; mapping: ImportMapping; zone: string }) => {
  const t = useText();
  const head = useMemo(() => ({ header: table.header, rows: table.rows.slice(0, ROWS) }), [table]);
  const read = useMemo(() => importRows(head, mapping, zone), [head, mapping, zone]);
  const times = new Map(read.rows.map(({ row, occurredAt }) => [row, occurredAt]));
  // Before a zone is chosen that is what is missing, not something wrong with each row.
  const wrong = read.rejected.filter(({ reason }) => reason !== 'zone-required');
  const problems = new Map(wrong.map(({ row, reason }) => [row, reason]));
  const usedAs = (column: string) => IMPORT_FIELDS.find((field) => mapping[field] === column);
  const title = t('timeline.import.preview', { count: head.rows.length });
  return (
    <div className="import-preview">
      <h3>{title}</h3>
      <div className="import-preview-scroll" tabIndex={0} role="region" aria-label={title}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('timeline.import.row')}</th>
              <th scope="col">{t('timeline.import.understood')}</th>
              {head.header.map((name) => {
                const field = usedAs(name);
                return (
                  <th key={name} scope="col" className={field === undefined ? undefined : 'import-used'}>
                    {name}
                    {field !== undefined && <span>{t(`timeline.import.column.${field}`)}</span>}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {head.rows.map((cells, index) => {
              const row = index + 1;
              const time = times.get(row);
              const problem = problems.get(row);
              return (
                <tr key={row} className={problem === undefined ? undefined : 'import-bad'}>
                  <td className="number">{row}</td>
                  <td className="import-time">
                    {time !== undefined && <MomentView moment={time} />}
                    {problem !== undefined && t(`timeline.reject.${problem}`)}
                    {time === undefined && problem === undefined && (
                      <span className="line-note">{t('timeline.import.noZone')}</span>
                    )}
                  </td>
                  {head.header.map((name, column) => (
                    <td key={name}>{cells[column]}</td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
};
