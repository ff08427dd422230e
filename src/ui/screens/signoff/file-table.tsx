import { sha256Hex } from '../../../core/hash';
import type { PackageFile } from '../../../core/package/manifest';
import { useMemo } from 'react';
import { useLanguage, useText } from '../../i18n/language';

/** Every file that leaves, with its size in bytes and its SHA-256 in full. */
export const FileTable = ({ files }: { files: readonly PackageFile[] }) => {
  const t = useText();
  const { language } = useLanguage();
  const hashed = useMemo(
    () => files.map(({ name, bytes }) => ({ name, size: bytes.length, sha256: sha256Hex(bytes) })),
    [files],
  );
  return (
    <table className="plain-table file-table">
      <thead>
        <tr>
          <th scope="col">{t('signoff.fileName')}</th>
          <th scope="col" className="number">
            {t('signoff.fileSize')}
          </th>
          <th scope="col">SHA-256</th>
        </tr>
      </thead>
      <tbody>
        {hashed.map(({ name, size, sha256 }) => (
          <tr key={name}>
            <th scope="row" className="mono">
              {name}
            </th>
            <td className="number">{size.toLocaleString(language)}</td>
            <td className="mono file-hash">{sha256}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
