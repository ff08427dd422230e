// @ts-check
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { inRoot, ROOT } from './tools/build/paths.mjs';
import { newFormsPlugins } from './tools/build/targets.mjs';

export default defineConfig({
  root: ROOT,
  cacheDir: inRoot('.cache', 'vitest'),
  plugins: [react(), ...newFormsPlugins()],
  test: {
    // Playwright's files end in .spec.ts and stay out.
    include: ['test/**/*.test.{ts,tsx}'],
    environment: 'node',
    globals: false,
    // Real processes: tests open files, take locks and send signals.
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    restoreMocks: true,
    unstubGlobals: true,
    sequence: { hooks: 'stack' },
  },
});
