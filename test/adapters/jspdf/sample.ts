import { readFileSync } from 'node:fs';
import type { ReportBlock, ReportDocument } from '../../../src/core/report/document';
import type { PdfFonts } from '../../../src/adapters/jspdf/render';

const font = (name: string): Uint8Array => readFileSync(new URL(`../../../assets/fonts/${name}`, import.meta.url));

/** The fonts that ship with the application. */
export const bundledFonts = (): PdfFonts => ({
  regular: font('NotoSansJP-Regular.ttf'),
  bold: font('NotoSansJP-Bold.ttf'),
  fallback: font('BIZUDPGothic-Regular.ttf'),
});

/** A small document; `change` replaces parts of it. */
export const sampleDocument = (change: Partial<ReportDocument>): ReportDocument => ({
  language: 'ja',
  title: '不正アクセス等事案 報告書（速報）',
  subtitle: '',
  subject: 'サイバー攻撃（標的型）の「報告」',
  author: '𠮷野 CSIRT',
  createdAt: '2026-11-22T03:04:05.678Z',
  tlp: 'amber+strict',
  headerText: '事案番号 2026-0042',
  footerText: 'common-form-3 1.0.0',
  watermark: null,
  blocks: [],
  attachments: [],
  ...change,
});

export const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', style: 'body', text });

const SHA = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** Every kind of block, in Japanese. */
export const japaneseReport = (): ReportDocument =>
  sampleDocument({
    subtitle: '共通様式3 その他サイバー攻撃等　第1報　2026年11月22日 12:04 JST（03:04 UTC）現在',
    watermark: '訓練',
    headerText: '事案番号 2026-0042　青葉総合研究所 情報システム部',
    footerText:
      '様式 common-form-3 版 1.0.0　出典: サイバー攻撃による被害が発生した場合の報告手続等（2025年5月28日申合せ）',
    blocks: [
      { kind: 'heading', level: 1, text: '1. 報告の概要' },
      {
        kind: 'paragraph',
        style: 'body',
        text: '当組織の職員あてに、実在する学識者を装った電子メールが届き、添付されたファイルを開いたことにより、端末1台が不正プログラムに感染した。EDRの記録から、外部のサーバー（C2）との通信を確認し、11月20日18時45分に当該端末をネットワークから切り離した。現時点で、情報の持ち出しは確認されていない。',
      },
      {
        kind: 'paragraph',
        style: 'note',
        text: '時刻は日本標準時（JST）とし、協定世界時（UTC）を併記する。端末の時計の誤差は補正していない。',
      },
      {
        kind: 'paragraph',
        style: 'warning',
        text: '期限: 認知から72時間以内（11月23日 18:30 JST まで）に第1報が必要です。未記入の必須項目が2件あります。',
      },
      { kind: 'heading', level: 2, text: '1.1 報告者' },
      {
        kind: 'fields',
        rows: [
          { label: '組織名', value: '青葉総合研究所（架空）', missing: false },
          { label: '担当部署・役職', value: '情報システム部 セキュリティ対策室 室長', missing: false },
          { label: '氏名', value: '髙橋 﨑子（𠮷野 兼務）', missing: false },
          { label: '電話番号', value: '未記入', missing: true },
          { label: '電子メール', value: 'csirt@example.jp', missing: false },
          {
            label: '事案を認知した日時（法定の起算点）',
            value: '2026-11-20 18:30:00 JST\n（2026-11-20 09:30:00 UTC）',
            missing: false,
          },
          { label: '影響の範囲', value: '未記入', missing: true },
        ],
      },
      { kind: 'heading', level: 2, text: '1.2 侵害の痕跡' },
      {
        kind: 'table',
        columns: [
          { header: '種別', width: 1 },
          { header: '値', width: 4 },
          { header: '確度', width: 0.8 },
          { header: '備考', width: 3 },
        ],
        rows: [
          ['SHA-256', SHA, '高', '添付ファイル「講演のご依頼.zip」から展開されたもの'],
          [
            'URL',
            'hxxps://files.example[.]net/share/2026/11/20/download.php?id=8f3c2a91&token=Zm9vYmFyYmF6cXV4',
            '中',
            '',
          ],
          [
            'パス',
            'C:\\Users\\takahashi\\AppData\\Local\\Microsoft\\Windows\\INetCache\\Content.Outlook\\A1B2C3\\講演のご依頼.lnk',
            '高',
            '作成時刻は 2026-11-20 17:58 JST',
          ],
          ['IPv4', '203.0.113.45', '中', '接続回数 ≒ 120回／時'],
        ],
        empty: '該当なし',
      },
      { kind: 'heading', level: 3, text: '1.2.1 レジストリ' },
      {
        kind: 'table',
        columns: [
          { header: 'キー', width: 2 },
          { header: '値', width: 3 },
        ],
        rows: [],
        empty: '該当する記録はありません。',
      },
      { kind: 'heading', level: 1, text: '2. 経過' },
      {
        kind: 'table',
        columns: [
          { header: '日時（JST / UTC）', width: 1.6 },
          { header: '出来事', width: 4 },
          { header: '出典', width: 1.4 },
        ],
        rows: Array.from({ length: 24 }, (_, index) => [
          `2026-11-20 ${String(9 + (index % 12)).padStart(2, '0')}:15:00\n2026-11-20 ${String(index % 12).padStart(2, '0')}:15:00Z`,
          index === 7
            ? '当該職員が添付ファイルを開いた。直後に PowerShell が起動し、LNK ファイルから復号された実行ファイルが %APPDATA% に作成された。その後、正規のプログラムに悪性の DLL を読み込ませる手法（DLL サイドローディング）で ANEL とみられる不正プログラムが実行された。'
            : `EDR が端末-${String(index).padStart(4, '0')}で不審な通信を検知し、「要調査」とした。`,
          index % 3 === 0 ? 'EDR' : 'プロキシの記録',
        ]),
        empty: '該当なし',
      },
      { kind: 'heading', level: 1, text: '3. 承認' },
      {
        kind: 'signature',
        lines: [
          { label: '最高情報セキュリティ責任者', value: '' },
          { label: '氏名', value: '青葉 太郎' },
          { label: '日付', value: '' },
        ],
        sealLabel: '印',
      },
    ],
    attachments: [
      {
        name: 'bundle.json',
        mime: 'application/json',
        description: 'STIX 2.1 バンドル',
        bytes: new TextEncoder().encode('{"type":"bundle","id":"bundle--00000000-0000-4000-8000-000000000000"}'),
      },
      {
        name: '不審な通信.csv',
        mime: 'text/csv',
        description: '通信の一覧',
        bytes: new TextEncoder().encode('a,b\r\n1,2\r\n'),
      },
    ],
  });
