import type { Language } from '../core/records/vocabularies';

const HELP_JA = `shodo — 案件の書き出しと検証(ウィンドウなし)

使い方:
  shodo drill --out FILE.shodo              訓練案件を作り、バンドルとして書き出す
  shodo report BUNDLE --form ID --out DIR   様式の PDF を作る
  shodo export BUNDLE --as KIND --out DIR   KIND: stix | csv | package
  shodo verify PATH                         バンドル、パッケージのフォルダまたは zip を検証する

共通の選択肢:
  --passphrase-file FILE  バンドルのパスフレーズ(1行目)。なければ環境変数 SHODO_PASSPHRASE
  --lang ja|en            表示と訓練案件の言語
  --json                  結果を JSON で出す
  --force                 すでにあるファイルを置き換える
  --help                  この説明

終了コード: 0 正常、1 検証に失敗、2 入力の誤り`;

const HELP_EN = `shodo - export and verify cases without a window

Usage:
  shodo drill --out FILE.shodo              build the training case and write it as a bundle
  shodo report BUNDLE --form ID --out DIR   make the PDF of a form
  shodo export BUNDLE --as KIND --out DIR   KIND: stix | csv | package
  shodo verify PATH                         verify a bundle, a package folder or a package zip

Options:
  --passphrase-file FILE  passphrase of the bundle (first line); else environment variable SHODO_PASSPHRASE
  --lang ja|en            language of messages and of the training case
  --json                  print the result as JSON
  --force                 replace files that are there already
  --help                  this text

Exit codes: 0 fine, 1 verification failed, 2 bad input`;

const DETAILS = {
  drill: {
    ja: `shodo drill --out FILE.shodo [--signed] [--lang ja|en] [--force] [--json]

訓練案件を作り、パスフレーズで暗号化したバンドル(標準の age ファイル)として書き出します。
--signed を付けると、訓練用の CISO による承認まで済ませます(パッケージの書き出しに要ります)。`,
    en: `shodo drill --out FILE.shodo [--signed] [--lang ja|en] [--force] [--json]

Builds the training case and writes it as a bundle (a standard age file) under the passphrase.
With --signed the training CISO approves the report too, which exporting a package needs.`,
  },
  report: {
    ja: `shodo report BUNDLE --form ID --out DIR [--lang ja|en] [--force] [--json]

様式 ID の報告書を PDF にします。承認済みで内容が変わっていなければ、承認された PDF をそのまま書き出し、
そうでなければ「下書き」の透かしを入れます。記入されていない必須項目を示します。`,
    en: `shodo report BUNDLE --form ID --out DIR [--lang ja|en] [--force] [--json]

Makes the PDF of the report on form ID. If it is approved and unchanged since, the approved PDF itself is written;
otherwise it carries a draft watermark. Required fields that are empty are listed.`,
  },
  export: {
    ja: `shodo export BUNDLE --as stix|csv|package --out DIR [--lang ja|en] [--force] [--json]

stix     STIX 2.1 バンドル(外に出さないものを除き、除いたものを一覧にします)
csv      案件の一覧すべて(手元での利用向け。外に出さない印の付いたものも含みます)
package  承認済みの報告書の引き渡し一式(フォルダと zip)。有効な承認がなければ書き出しません`,
    en: `shodo export BUNDLE --as stix|csv|package --out DIR [--lang ja|en] [--force] [--json]

stix     STIX 2.1 bundle (without what must not leave; what was left out is listed)
csv      all lists of the case (for your own use: includes what is marked as not to be shared)
package  the approved hand-over, as a folder and a zip; refused without a valid approval`,
  },
  verify: {
    ja: `shodo verify PATH [--json]

バンドル: 復号し、すべての操作の署名、ハッシュの連鎖、添付のハッシュ、承認の署名を確かめます。
パッケージ(フォルダまたは zip): 署名と、すべてのファイルのハッシュを確かめます。載っていないファイルも見つけます。`,
    en: `shodo verify PATH [--json]

Bundle: decrypts and checks the signature of every operation, the hash chains, every blob and the approvals.
Package (folder or zip): checks the signature and the hash of every file, and finds files that are not listed.`,
  },
} as const;

const MESSAGES = {
  'unknown-command': {
    ja: '「{0}」という命令はありません。shodo --help を見てください。',
    en: 'There is no command "{0}". See shodo --help.',
  },
  'bad-option': { ja: '引数が読めません: {0}', en: 'The arguments cannot be read: {0}' },
  'missing-option': { ja: '{0} を指定してください。', en: '{0} is needed.' },
  'missing-path': { ja: '対象のファイルまたはフォルダを指定してください。', en: 'Name the file or folder to work on.' },
  'too-many-paths': { ja: '対象は1つだけ指定してください: {0}', en: 'Name one file or folder only: {0}' },
  'bad-choice': { ja: '{0} に「{1}」は使えません。使えるもの: {2}', en: '{0} cannot be "{1}". Choices: {2}' },
  'no-passphrase': {
    ja: 'パスフレーズがありません。--passphrase-file か環境変数 SHODO_PASSPHRASE で渡してください。',
    en: 'There is no passphrase. Give it by --passphrase-file or the environment variable SHODO_PASSPHRASE.',
  },
  'short-passphrase': {
    ja: 'パスフレーズは {0} 文字以上にしてください。',
    en: 'The passphrase needs at least {0} characters.',
  },
  'wrong-passphrase': { ja: 'パスフレーズが違います。', en: 'The passphrase is wrong.' },
  'not-found': { ja: 'ファイルがありません: {0}', en: 'No such file: {0}' },
  'not-readable': { ja: '読めません: {0}({1})', en: 'Cannot be read: {0} ({1})' },
  'not-recognised': {
    ja: 'バンドルでもパッケージでもありません: {0}',
    en: 'This is neither a bundle nor a package: {0}',
  },
  exists: {
    ja: 'すでにあります: {0}。置き換えるには --force を付けてください。',
    en: 'It is there already: {0}. Add --force to replace it.',
  },
  'not-written': {
    ja: '書き込めません: {0}({1})。途中のファイルは残していません。',
    en: 'Cannot write: {0} ({1}). No partial file was left.',
  },
  'bundle-damaged': {
    ja: 'バンドルが壊れているか、書き換えられています: {0}',
    en: 'The bundle is damaged or was changed: {0}',
  },
  'bundle-too-large': { ja: 'バンドルが大きすぎます: {0}', en: 'The bundle is too large: {0}' },
  'no-form': { ja: '様式「{0}」はありません。使える様式: {1}', en: 'There is no form "{0}". Forms: {1}' },
  'no-report': {
    ja: 'この案件には様式「{0}」の報告書がありません。ある様式: {1}',
    en: 'This case has no report on form "{0}". It has: {1}',
  },
  'report-missing': { ja: '報告書が見つかりません。', en: 'The report cannot be found.' },
  'form-missing': {
    ja: 'この報告書の様式がありません。その様式を持つ版の Shodo で作ってください。記録は残っています。',
    en: 'The form of this report is not here. Use the version of Shodo that has it; the records are kept.',
  },
  'form-differs': {
    ja: 'この報告書の様式が、作成時のものと違います。取り違えを防ぐため作れません。元の様式を持つ Shodo で作ってください。',
    en: 'The form differs from the one this report was begun with, so it is not made. Use the Shodo that has that form.',
  },
  'no-approval': {
    ja: '有効な承認がありません(状態: {0})。パッケージは、承認され、その後に変更のない報告書からだけ作れます。',
    en: 'There is no valid approval (state: {0}). A package is made only from a report that is approved and unchanged since.',
  },
  written: { ja: '書き出しました: {0}', en: 'Written: {0}' },
  'missing-field': { ja: '未記入の必須項目: {0}', en: 'Required field is empty: {0}' },
  'missing-glyph': { ja: '印字できない文字を〓としました: {0}', en: 'Printed as 〓 because no font has it: {0}' },
  omitted: { ja: 'STIX に含めなかったもの: {0} 件({1})', en: 'Left out of the STIX bundle: {0} ({1})' },
  'approved-copy': { ja: '承認済みの PDF をそのまま書き出しました。', en: 'This is the approved PDF itself.' },
  'draft-copy': {
    ja: '承認されていないため、下書きの透かしを入れました。',
    en: 'It is not approved, so it carries a draft watermark.',
  },
  'package-good': {
    ja: '検証に成功しました: 署名とすべてのファイルが一致します。',
    en: 'Verified: the signature and every file agree.',
  },
  'package-bad': { ja: '検証に失敗しました。', en: 'Verification FAILED.' },
  'bundle-good': {
    ja: '検証に成功しました: {0} 個の操作、{1} 台の端末、{2} 個の添付、{3} 件の承認。',
    en: 'Verified: {0} operations, {1} devices, {2} blobs, {3} approvals.',
  },
  'signed-by': {
    ja: '署名した人(本人に別の手段で指紋を確かめてください): {0} {1}',
    en: 'Signed by (compare the fingerprint with the person by another way): {0} {1}',
  },
  'approval-bad': { ja: '承認の署名が正しくありません: {0}', en: 'The signature of an approval is wrong: {0}' },
  'problem.missing': { ja: 'ファイルがありません', en: 'file is missing' },
  'problem.not-listed': { ja: 'manifest.json に載っていません', en: 'not listed in manifest.json' },
  'problem.content-changed': { ja: '内容が変わっています', en: 'content was changed' },
  'problem.size-changed': { ja: '大きさが変わっています', en: 'size was changed' },
  'problem.not-readable': { ja: '読めません', en: 'cannot be read' },
  'problem.listed-twice': { ja: '二重に載っています', en: 'listed twice' },
  'problem.signature-wrong': { ja: '署名が一致しません', en: 'the signature does not match' },
  'problem.key-differs': { ja: 'manifest.json の鍵と違います', en: 'differs from the key in manifest.json' },
  'problem.fingerprint-wrong': {
    ja: '書かれた指紋が鍵と合いません',
    en: 'the fingerprint written in it is not that of the key',
  },
  'problem.container-changed': {
    ja: 'zip の構造が変わっているか、余分なものが付いています',
    en: 'the zip itself was changed or something was appended',
  },
  'problem.not-signed': { ja: '署名がありません', en: 'there is no signature' },
  'problem.other-case': { ja: '別の事案の承認です', en: 'approves another case' },
  'problem.other-report': { ja: '別の報告書の承認です', en: 'approves another report' },
  'problem.other-person': {
    ja: '承認者本人の鍵によるものではありません',
    en: 'was not made with the approver’s own key',
  },
  'problem.other-content': { ja: '承認した内容と一致しません', en: 'is not the content that was approved' },
  'not-a-file': { ja: '通常のファイルではありません: {0}', en: 'Not a regular file: {0}' },
  'utf16-passphrase': {
    ja: 'パスフレーズのファイル {0} は UTF-16 です。UTF-8 で保存してください。',
    en: 'The passphrase file {0} is in UTF-16. Save it as UTF-8.',
  },
  internal: { ja: '予期しない誤りです: {0}', en: 'Unexpected error: {0}' },
} as const satisfies Record<string, Record<Language, string>>;

export type MessageKey = keyof typeof MESSAGES;
export type CommandName = keyof typeof DETAILS;
export const COMMAND_NAMES = Object.keys(DETAILS) as readonly CommandName[];

/** A message with `{0}`, `{1}` … filled in. */
export const message = (language: Language, key: MessageKey, values: readonly (string | number)[]): string =>
  MESSAGES[key][language].replace(/\{(\d)\}/gu, (_, index: string) => String(values[Number(index)] ?? ''));

export const helpText = (language: Language, command: CommandName | null): string => {
  if (command !== null) return DETAILS[command][language];
  return language === 'ja' ? HELP_JA : HELP_EN;
};
