import path from 'node:path';

type Surroundings = { platform: string; home: string; env: Readonly<Record<string, string | undefined>> };

/**
 * Folder of the vault and the cases: what the person named (`--data-dir`, then `SHODO_DATA_DIR`), else the user's folder
 * for application data. The same for every way in which the application is started. Always absolute.
 */
export const dataFolder = (named: string | null, { platform, home, env }: Surroundings): string => {
  const given = named ?? env['SHODO_DATA_DIR'] ?? '';
  if (given !== '') return path.resolve(given);
  if (platform === 'win32') return path.join(env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming'), 'Shodo');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Shodo');
  return path.join(env['XDG_DATA_HOME'] ?? path.join(home, '.local', 'share'), 'Shodo');
};
