import { MANIFEST_FILE, PUBLIC_KEY_FILE, SIGNATURE_FILE } from './manifest';

const OPENSSL = `openssl pkeyutl -verify -pubin -inkey ${PUBLIC_KEY_FILE} -rawin -in ${MANIFEST_FILE} -sigfile ${SIGNATURE_FILE}`;

const FINGERPRINT = `openssl pkey -pubin -in ${PUBLIC_KEY_FILE} -outform DER | openssl dgst -sha256`;

/** VERIFY.txt: how somebody without this application checks the package. Plain text with LF line ends: a line copied by
 * a script must not carry a CR into a file name, and Windows' Notepad reads both. */
export const verifyText = (approverName: string, fingerprint: string): string =>
  `このパッケージの検証方法 / How to verify this package
====================================================

[日本語]
1. 署名を確かめます(OpenSSL 3.0 以降。macOS 付属の LibreSSL では確かめられません)。このフォルダで次を実行し、
   "Signature Verified Successfully" と表示されることを確認してください。

   ${OPENSSL}

2. 各ファイルのハッシュ値を確かめます。${MANIFEST_FILE} の files にある sha256 と、
   次のコマンドの結果がすべて一致することを確認してください(英字の大文字と小文字は区別しません)。

   Windows (PowerShell):  Get-FileHash -Algorithm SHA256 *
   Linux:                 sha256sum *
   macOS:                 shasum -a 256 *

   ${MANIFEST_FILE} と ${SIGNATURE_FILE} は files に載りません(署名で確かめます)。
   files に載っていないファイルがほかにあれば、このパッケージの一部ではありません。

3. 署名した人を確かめます。次の命令で鍵の指紋を計算し、先頭の 32 桁を、このパッケージとは別の手段
   (電話など)で承認者本人に読み上げてもらった指紋と比べてください。
   1 と 2 だけでは、別の人が自分の鍵で作り直したものと区別できません。
   下に書かれた指紋だけを見て済ませないでください。書き換えられているかもしれません。

   ${FINGERPRINT}

   承認者: ${approverName}
   指紋:   ${fingerprint}

署名の時刻は、承認に使った端末の時計によるものです。第三者による時刻証明はありません。

[English]
1. Check the signature (OpenSSL 3.0 or newer). Run this in this folder; it must print
   "Signature Verified Successfully". (The LibreSSL that comes with macOS cannot do this: install OpenSSL.)

   ${OPENSSL}

2. Check the hash of every file: each sha256 under "files" in ${MANIFEST_FILE} must equal
   what the command of your system prints (see above); upper or lower case does not matter.
   ${MANIFEST_FILE} and ${SIGNATURE_FILE} are not listed; the signature covers them.
   Any other file that is not listed is not part of this package.

3. Check who signed: compute the key's fingerprint with this command, have the approver read theirs to you by
   another way (for example on the phone), and compare the first 32 digits. Steps 1 and 2 alone cannot tell this
   package from one that somebody else made again with a key of their own. Do not rely on the fingerprint that is
   written below: it could have been changed.

   ${FINGERPRINT}

   Approver:    ${approverName}
   Fingerprint: ${fingerprint}

The time of signing is that of the clock of the laptop used; no third party attests it.
`;
