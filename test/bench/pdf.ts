import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { jsPDF } from 'jspdf';
import { renderPdf } from '../../src/adapters/jspdf/render';
import type { ReportBlock, ReportDocument } from '../../src/core/report/document';
import { timed, type Bench, type Sample } from './bench-type';

const EVENTS = 200;
const MESSAGE = 'VPN装置から端末への不審な通信を検知。担当者に連絡し、当該端末をネットワークから切り離した。';

const rows = Array.from({ length: EVENTS }, (_, index) => [
  `2025-01-08 09:${String(index % 60).padStart(2, '0')}`,
  MESSAGE,
]);
const blocks: readonly ReportBlock[] = [
  { kind: 'heading', level: 1, text: '時系列' },
  { kind: 'paragraph', style: 'body', text: MESSAGE.repeat(10) },
  {
    kind: 'table',
    columns: [
      { header: '時刻', width: 1 },
      { header: '事象', width: 4 },
    ],
    rows,
    empty: '該当なし',
  },
];
const report: ReportDocument = {
  language: 'ja',
  title: 'サイバー攻撃に関する報告書',
  subtitle: '第1報',
  subject: '報告書',
  author: '佐藤 花子',
  createdAt: '2025-01-08T00:00:00.000Z',
  tlp: 'amber',
  headerText: '2025-001 例示研究所',
  footerText: '共通様式3',
  watermark: null,
  blocks,
  attachments: [],
};

const LINES_PER_PAGE = 45;

/** The same text with jsPDF as it is shipped: lines only, no table, no rules. */
const stockPdf = (regular: string): ArrayBuffer => {
  const pdf = new jsPDF({ compress: true });
  pdf.addFileToVFS('regular.ttf', regular);
  pdf.addFont('regular.ttf', 'regular', 'normal');
  pdf.setFont('regular').setFontSize(10);
  const text = [report.title, MESSAGE.repeat(10), ...rows.map((row) => row.join(' '))].join('\n');
  const lines = pdf.splitTextToSize(text, 170) as string[];
  for (let from = 0; from < lines.length; from += LINES_PER_PAGE) {
    if (from > 0) pdf.addPage();
    pdf.text(lines.slice(from, from + LINES_PER_PAGE), 20, 20);
  }
  return pdf.output('arraybuffer');
};

export const pdf: Bench = {
  name: `PDF of a report with ${EVENTS} timeline rows`,
  baseline: 'stock jsPDF, the same text without the table',
  runs: 5,
  needs: [],
  prepare: async () => {
    const font = (name: string) => readFile(path.resolve('assets', 'fonts', name));
    const regular = await font('NotoSansJP-Regular.ttf');
    const fonts = {
      regular,
      bold: await font('NotoSansJP-Bold.ttf'),
      fallback: await font('BIZUDPGothic-Regular.ttf'),
    };
    const base64 = regular.toString('base64');
    const run = async (): Promise<Sample> => ({
      ms: await timed(() => renderPdf(report, fonts)),
      baselineMs: await timed(() => stockPdf(base64)),
    });
    return { run, close: () => Promise.resolve() };
  },
};
