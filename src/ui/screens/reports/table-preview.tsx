import { localText } from '../../../core/forms/select';
import type { ReportField } from '../../../core/forms/types';
import type { ReportContext } from '../../../core/report/context';
import type { ReportBlock } from '../../../core/report/document';
import { tableBlocks, type TableSource } from '../../../core/report/tables';
import { useLanguage, useText } from '../../i18n/language';
import { GradeMark } from './field-editor';

/** Rows that are shown of a long table; the PDF has them all. */
const ROWS = 5;

const TableBlock = ({ block, label }: { block: Extract<ReportBlock, { kind: 'table' }>; label: string }) => {
  const t = useText();
  if (block.rows.length === 0) return <p className="cell-note">{block.empty}</p>;
  return (
    <>
      {/* Wide tables scroll sideways, so the box can be reached by keyboard. */}
      <div className="table-preview-scroll" tabIndex={0} role="region" aria-label={label}>
        <table className="plain-table">
          <thead>
            <tr>
              {block.columns.map(({ header }) => (
                <th key={header} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.slice(0, ROWS).map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {block.rows.length > ROWS && (
        <p className="cell-note">{t('reports.moreRows', { count: block.rows.length - ROWS })}</p>
      )}
    </>
  );
};

/** A table of the form as it will be printed: made from the case, so it is corrected there. */
export const TablePreview = ({ field, context }: { field: ReportField; context: ReportContext }) => {
  const t = useText();
  const { language } = useLanguage();
  const label = localText(field.label, language);
  const blocks = tableBlocks(field.fill as TableSource, context);
  const count = blocks.reduce((sum, block) => sum + (block.kind === 'table' ? block.rows.length : 0), 0);
  return (
    <div className="report-field">
      <div className="table-preview-head">
        <h2>{label}</h2>
        <span className="cell-note">{t('reports.rows', { count })}</span>
        <span className="report-field-space" />
        <GradeMark field={field} />
      </div>
      {blocks.map((block, index) =>
        block.kind === 'table' ? (
          <TableBlock key={index} block={block} label={label} />
        ) : block.kind === 'paragraph' ? (
          <p key={index} className="cell-note">
            {block.text}
          </p>
        ) : null,
      )}
    </div>
  );
};
