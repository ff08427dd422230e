import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { jsPDF } from 'jspdf';
import { renderPdf } from '../../src/adapters/jspdf/render';
import { buildReportDocument } from '../../src/core/report/build';
import type { ReportBlock } from '../../src/core/report/document';
import { drillState, library } from '../support/drill-case';
import { timed, type Bench, type Sample } from './bench-type';

const LINES_PER_PAGE = 45;

const textOf = (block: ReportBlock): string => {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return block.text;
    case 'fields':
      return block.rows.map(({ label, value }) => `${label} ${value}`).join('\n');
    case 'table':
      return block.rows.map((row) => row.join(' ')).join('\n');
    case 'signature':
      return block.lines.map(({ label, value }) => `${label} ${value}`).join('\n');
    case 'pageBreak':
      return '';
    default:
      return block satisfies never;
  }
};

/** The same text with jsPDF as it is shipped: lines only, no table, no rules, and some characters lost. */
const stockPdf = (regular: string, text: string): ArrayBuffer => {
  const pdf = new jsPDF({ compress: true });
  pdf.addFileToVFS('regular.ttf', regular);
  pdf.addFont('regular.ttf', 'regular', 'normal');
  pdf.setFont('regular').setFontSize(10);
  const lines = pdf.splitTextToSize(text, 170) as string[];
  for (let from = 0; from < lines.length; from += LINES_PER_PAGE) {
    if (from > 0) pdf.addPage();
    pdf.text(lines.slice(from, from + LINES_PER_PAGE), 20, 20);
  }
  return pdf.output('arraybuffer');
};

export const pdf: Bench = {
  name: 'PDF of the training case',
  baseline: 'stock jsPDF, the same text without tables',
  runs: 5,
  needs: [],
  prepare: async () => {
    const font = (name: string) => readFile(path.resolve('assets', 'fonts', name));
    const regular = await font('NotoSansJP-Regular.ttf');
    const bold = await font('NotoSansJP-Bold.ttf');
    const fonts = { regular, bold, fallback: await font('BIZUDPGothic-Regular.ttf') };
    const base64 = regular.toString('base64');
    const { state, reportId } = await drillState('ja');
    const at = '2026-11-23T00:00:00.000Z';
    const document = () =>
      buildReportDocument({ state, reportId, library, generatedAt: at, appVersion: '0', watermark: null });
    const text = document().blocks.map(textOf).join('\n');
    const run = async (): Promise<Sample> => ({
      ms: await timed(() => renderPdf(document(), fonts)),
      baselineMs: await timed(() => stockPdf(base64, text)),
    });
    return { run, close: () => Promise.resolve() };
  },
};
