import type { ReportBlock, ReportDocument } from '../../core/report/document';
import { missingIn, type FontSlot } from './font/typesetter';
import type { TrueType } from './font/truetype';

/** A character that no font has. `where` is the text in which it was found first. */
export type MissingCharacter = {
  readonly character: string;
  readonly codePoint: number;
  readonly count: number;
  readonly where: string;
};

const textsOfBlock = (block: ReportBlock): readonly string[] => {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [block.text];
    case 'fields':
      return block.rows.flatMap(({ label, value }) => [label, value]);
    case 'table':
      return [
        ...block.columns.map(({ header }) => header),
        ...(block.rows.length === 0 ? [block.empty] : block.rows.flat()),
      ];
    case 'signature':
      return [...block.lines.flatMap(({ label, value }) => [label, value]), block.sealLabel];
    case 'pageBreak':
      return [];
    default:
      return block satisfies never;
  }
};

/** Every text of the document once, in reading order. */
const textsOf = (document: ReportDocument): readonly string[] => [
  document.title,
  document.subtitle,
  document.headerText,
  document.footerText,
  ...(document.watermark === null ? [] : [document.watermark]),
  ...document.blocks.flatMap(textsOfBlock),
];

const EXCERPT = 60;

/** The characters of a document that will print as 〓, in the order in which they first occur. Each text is counted once. */
export const findMissing = (
  document: ReportDocument,
  fonts: Readonly<Record<FontSlot, TrueType>>,
): MissingCharacter[] => {
  const found = new Map<number, MissingCharacter>();
  const find = missingIn(fonts);
  for (const text of textsOf(document)) {
    for (const codePoint of find(text)) {
      const known = found.get(codePoint);
      const where = known?.where ?? [...text].slice(0, EXCERPT).join('');
      found.set(codePoint, {
        character: String.fromCodePoint(codePoint),
        codePoint,
        count: (known?.count ?? 0) + 1,
        where,
      });
    }
  }
  return [...found.values()];
};
