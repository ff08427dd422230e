import type { ReportAttachment, ReportDocument } from '../../core/report/document';
import { wellFormed } from '../../core/text/well-formed';
import { srgbProfile } from './icc';
import { binaryString, hexTextPdf, hexUtf16, putObject, putStreamObject, type PdfWriter } from './internals';

/** A heading as the outline (bookmarks) shows it. `page` counts from 1; `top` in points from the page's lower edge. */
export type Bookmark = { readonly level: number; readonly title: string; readonly page: number; readonly top: number };

/** The document properties, in the form in which both Info and XMP say them: PDF/A requires the two to be equal. */
export type Properties = {
  readonly title: string;
  readonly subject: string;
  readonly author: string;
  readonly creator: string;
  readonly producer: string;
  /** To the second, in UTC. */
  readonly created: Date;
};

export class PdfDateError extends Error {
  override readonly name = 'PdfDateError';
}

// eslint-disable-next-line no-control-regex -- XML 1.0 cannot carry these, not even escaped
const XML_FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const plain = (text: string): string =>
  wellFormed(text)
    .replace(XML_FORBIDDEN, '')
    .replace(/[\t\r\n]+/g, ' ')
    .trim();

/** Properties of a report. Throws when `createdAt` is not a time between 1970 and 2037, the years the PDF writer takes. */
export const propertiesOf = (document: ReportDocument, producer: string): Properties => {
  const created = new Date(document.createdAt);
  const year = created.getUTCFullYear();
  if (!(year >= 1970 && year <= 2037)) throw new PdfDateError(`not a usable time: ${document.createdAt}`);
  return {
    title: plain(document.title),
    subject: plain(document.subject),
    author: plain(document.author),
    creator: 'Shodo',
    producer,
    created,
  };
};

const secondsIso = (date: Date): string => date.toISOString().slice(0, 19);

/** PDF date in UTC: local time would make the bytes depend on the machine. */
export const datePdf = (date: Date): string => `D:${secondsIso(date).replace(/[-:T]/g, '')}+00'00'`;

const textXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The XMP packet: PDF/A-3u identification and the properties. */
export const xmpPacket = (properties: Properties): string => {
  const alternatives = (text: string) => `<rdf:Alt><rdf:li xml:lang="x-default">${textXml(text)}</rdf:li></rdf:Alt>`;
  const optional = (text: string, element: string) => (text === '' ? '' : element);
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"',
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"',
    ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/">',
    '<pdfaid:part>3</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>',
    optional(properties.title, `<dc:title>${alternatives(properties.title)}</dc:title>`),
    optional(
      properties.author,
      `<dc:creator><rdf:Seq><rdf:li>${textXml(properties.author)}</rdf:li></rdf:Seq></dc:creator>`,
    ),
    optional(properties.subject, `<dc:description>${alternatives(properties.subject)}</dc:description>`),
    `<xmp:CreatorTool>${textXml(properties.creator)}</xmp:CreatorTool>`,
    `<xmp:CreateDate>${secondsIso(properties.created)}+00:00</xmp:CreateDate>`,
    `<pdf:Producer>${textXml(properties.producer)}</pdf:Producer>`,
    '</rdf:Description></rdf:RDF></x:xmpmeta>',
    '<?xpacket end="w"?>',
  ].join('\n');
};

/** XMP stays uncompressed: readers that do not parse PDF look for it in the file. */
const putXmp = (writer: PdfWriter, properties: Properties): number => {
  const data = binaryString(new TextEncoder().encode(xmpPacket(properties)));
  return putObject(writer, `<< /Type /Metadata /Subtype /XML /Length ${data.length} >>\nstream\n${data}\nendstream`);
};

const putOutputIntent = (writer: PdfWriter): number => {
  const profile = putStreamObject(writer, binaryString(srgbProfile()), { N: '3' });
  return putObject(
    writer,
    '<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) ' +
      `/DestOutputProfile ${profile} 0 R >>`,
  );
};

/** A PDF name: every byte that is not a letter or digit is written as #xx. */
const namePdf = (text: string): string =>
  `/${binaryString(new TextEncoder().encode(text)).replace(
    /[^A-Za-z0-9.-]/g,
    (character) => `#${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )}`;

const MACHINE_READABLE = /json|xml|csv/;

const putAttachment = (writer: PdfWriter, attachment: ReportAttachment, created: Date): number => {
  const { bytes, description, mime, name } = attachment;
  const file = putStreamObject(writer, binaryString(bytes), {
    Type: '/EmbeddedFile',
    Subtype: namePdf(mime),
    Params: `<< /Size ${bytes.length} /ModDate (${datePdf(created)}) >>`,
  });
  // Data where a machine reads it (ISO 19005-3, 6.8); anything else goes with the report as a supplement.
  const relationship = MACHINE_READABLE.test(mime) ? '/Data' : '/Supplement';
  return putObject(
    writer,
    `<< /Type /Filespec /F ${hexTextPdf(name)} /UF ${hexTextPdf(name)} /Desc ${hexTextPdf(plain(description))} ` +
      `/AFRelationship ${relationship} /EF << /F ${file} 0 R /UF ${file} 0 R >> >>`,
  );
};

type Node = { readonly bookmark: Bookmark; readonly children: Node[] };

/** Headings as a tree: a heading belongs to the last one before it with a smaller level. */
const treeOf = (bookmarks: readonly Bookmark[]): Node[] => {
  const roots: Node[] = [];
  const open: Node[] = [];
  for (const bookmark of bookmarks) {
    const node: Node = { bookmark, children: [] };
    while ((open.at(-1)?.bookmark.level ?? 0) >= bookmark.level) open.pop();
    (open.at(-1)?.children ?? roots).push(node);
    open.push(node);
  }
  return roots;
};

const countOf = (nodes: readonly Node[]): number => nodes.reduce((sum, node) => sum + 1 + countOf(node.children), 0);

/** Writes the outline. Its objects stand in reading order, so each number is known before the object is written. */
const putOutline = (writer: PdfWriter, bookmarks: readonly Bookmark[]): number | null => {
  const roots = treeOf(bookmarks);
  if (roots.length === 0) return null;
  const root = writer.newObject();
  const last = lastOf(roots, root + 1);
  writer.out(`<< /Type /Outlines /First ${root + 1} 0 R /Last ${last} 0 R /Count ${countOf(roots)} >>`);
  writer.out('endobj');
  writeLevel(writer, roots, root);
  return root;
};

/** Object number of the last of `nodes`, when the first has `first` and each is followed by its descendants. */
const lastOf = (nodes: readonly Node[], first: number): number =>
  nodes.slice(0, -1).reduce((number, node) => number + 1 + countOf(node.children), first);

const writeLevel = (writer: PdfWriter, nodes: readonly Node[], parent: number): void => {
  let previous: number | null = null;
  nodes.forEach((node, index) => {
    const self = writer.newObject();
    const { title, page, top } = node.bookmark;
    const following = index < nodes.length - 1 ? ` /Next ${self + 1 + countOf(node.children)} 0 R` : '';
    const preceding = previous === null ? '' : ` /Prev ${previous} 0 R`;
    const below =
      node.children.length === 0
        ? ''
        : ` /First ${self + 1} 0 R /Last ${lastOf(node.children, self + 1)} 0 R /Count ${countOf(node.children)}`;
    const target = `[${writer.getPageInfo(page).objId} 0 R /XYZ 0 ${top.toFixed(2)} null]`;
    writer.out(
      `<< /Title ${hexTextPdf(plain(title))} /Parent ${parent} 0 R${preceding}${following}${below} /Dest ${target} >>`,
    );
    writer.out('endobj');
    writeLevel(writer, node.children, self);
    previous = self;
  });
};

/** Writes what makes the file an archive copy (PDF/A-3u): metadata, colour, attachments, outline. Returns catalogue entries. */
export const putArchiveObjects = (
  writer: PdfWriter,
  document: ReportDocument,
  properties: Properties,
  bookmarks: readonly Bookmark[],
): string => {
  const entries = [
    `/Metadata ${putXmp(writer, properties)} 0 R`,
    `/OutputIntents [${putOutputIntent(writer)} 0 R]`,
    `/Lang (${document.language})`,
    '/ViewerPreferences << /DisplayDocTitle true >>',
  ];
  const outline = putOutline(writer, bookmarks);
  if (outline !== null) entries.push(`/Outlines ${outline} 0 R`, '/PageMode /UseOutlines');
  if (document.attachments.length > 0)
    entries.push(attachmentEntries(writer, document.attachments, properties.created));
  return entries.join('\n');
};

/** A name tree must be in the order of its keys. */
const attachmentEntries = (writer: PdfWriter, attachments: readonly ReportAttachment[], created: Date): string => {
  const files = attachments.map((attachment) => ({
    key: hexUtf16(wellFormed(attachment.name)),
    name: hexTextPdf(attachment.name),
    object: putAttachment(writer, attachment, created),
  }));
  const sorted = files.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const names = sorted.map(({ name, object }) => `${name} ${object} 0 R`).join(' ');
  const all = files.map(({ object }) => `${object} 0 R`).join(' ');
  return `/Names << /EmbeddedFiles << /Names [${names}] >> >>\n/AF [${all}]`;
};
