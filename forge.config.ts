import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerSquirrel } from '@electron-forge/maker-squirrel';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import type { ForgeConfig } from '@electron-forge/shared-types';

/** Everything that runs is bundled in dist; what the other ways to start need (loopback, cli) stays out. */
const PACKAGED = [
  /^\/package\.json$/u,
  /^\/LICENSE$/u,
  /^\/dist$/u,
  /^\/dist\/renderer-manifest\.json$/u,
  /^\/dist\/(?:electron|renderer)(?:\/|$)/u,
];

/** A folder that holds the runtime's zip; `tools/package.mjs` checks its hash, because Forge does not. */
const zipDir = process.env['ELECTRON_ZIP_DIR'];
const ICON = 'assets/icons/icon';

const config: ForgeConfig = {
  packagerConfig: {
    name: 'Shodo',
    executableName: 'shodo',
    appBundleId: 'jp.shodo.desktop',
    appCategoryType: 'public.app-category.productivity',
    asar: true,
    // Nothing is installed beside the bundle, so there is nothing to prune.
    prune: false,
    ignore: (file) => file !== '' && !PACKAGED.some((pattern) => pattern.test(file)),
    icon: ICON,
    ...(zipDir === undefined || zipDir === '' ? {} : { electronZipDir: zipDir }),
  },
  makers: [
    new MakerSquirrel({ name: 'Shodo', setupIcon: `${ICON}.ico` }, ['win32']),
    new MakerDeb(
      {
        options: {
          name: 'shodo',
          bin: 'shodo',
          productName: 'Shodo',
          icon: `${ICON}-512.png`,
          categories: ['Office', 'Utility'],
          section: 'utils',
        },
      },
      ['linux'],
    ),
    new MakerZIP({}, ['win32', 'linux', 'darwin']),
  ],
  plugins: [
    new FusesPlugin({
      version: FuseVersion.V1,
      strictlyRequireAllFuses: true,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: false,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      // No cookies exist; this would add a dependency on the keychain.
      [FuseV1Options.EnableCookieEncryption]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.WasmTrapHandlers]: true,
    }),
  ],
};

// Forge reads the default export of its configuration.
export default config;
