import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CONFIG = path.join(ROOT, 'tools', 'dependency-cruiser.cjs');
const DEPCRUISE = path.join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
// Inside the repository, so that npm packages resolve as they do for real files.
const CANARY = path.join(ROOT, '.cache', `layers-canary-${process.pid}`);

type Cruise = { modules: { source: string }[]; summary: { totalCruised: number; violations: Violation[] } };
type Violation = { rule: { name: string }; from: string; to: string };
type Config = { forbidden: { name: string }[] };

const RULES = (createRequire(import.meta.url)(CONFIG) as Config).forbidden.map((rule) => rule.name);

/** For each rule one file with one forbidden import. */
const PLANTED: Readonly<Record<string, readonly [file: string, text: string]>> = {
  'core-own': ['src/core/own.ts', "import '../contract/ok';"],
  'core-npm': ['src/core/npm.ts', "import 'zod';"],
  'core-node': ['src/core/node.ts', "import 'node:fs';"],
  'contract-own': ['src/contract/own.ts', "import '../host/node/ok';"],
  'contract-npm': ['src/contract/npm.ts', "import '@noble/hashes/sha2.js';"],
  'contract-node': ['src/contract/node.ts', "import 'node:crypto';"],
  'adapter-own': ['src/adapters/dexie/own.ts', "import '../jspdf/ok';"],
  'adapter-npm': ['src/adapters/dexie/npm.ts', "import 'jspdf';"],
  'adapter-node': ['src/adapters/jspdf/node.ts', "import 'node:fs';"],
  'adapter-companion-dexie': ['src/adapters/jspdf/companion.ts', "import 'dexie-react-hooks';"],
  'adapter-companion-pdfjs': ['src/adapters/jspdf/preview.ts', "import 'pdfjs-dist';"],
  'ui-own': ['src/ui/own.ts', "import '../host/memory/ok';"],
  'ui-npm': ['src/ui/npm.ts', "import 'dexie';"],
  'ui-node': ['src/ui/node.ts', "import 'node:path';"],
  'host-memory-own': ['src/host/memory/own.ts', "import '../node/ok';"],
  'host-memory-npm': ['src/host/memory/npm.ts', "import 'fflate';"],
  'host-memory-node': ['src/host/memory/node.ts', "import 'node:crypto';"],
  'host-node-own': ['src/host/node/own.ts', "import '../../ui/ok';"],
  'host-node-npm': ['src/host/node/npm.ts', "import 'electron';"],
  'loopback-client-own': ['src/host/loopback/client/own.ts', "import '../server/ok';"],
  'loopback-client-npm': ['src/host/loopback/client/npm.ts', "import 'react';"],
  'loopback-client-node': ['src/host/loopback/client/node.ts', "import 'node:http';"],
  'loopback-server-own': ['src/host/loopback/server/own.ts', "import '../../../adapters/dexie/ok';"],
  'loopback-server-npm': ['src/host/loopback/server/npm.ts', "import 'electron';"],
  'electron-preload-own': ['src/host/electron/preload/own.ts', "import '../main/ok';"],
  'electron-preload-npm': ['src/host/electron/preload/npm.ts', "import 'zod';"],
  'electron-preload-node': ['src/host/electron/preload/node.ts', "import 'node:fs';"],
  'electron-main-own': ['src/host/electron/main/own.ts', "import '../../loopback/server/ok';"],
  'electron-main-npm': ['src/host/electron/main/npm.ts', "import 'react';"],
  'cli-own': ['src/cli/own.ts', "import '../ui/ok';"],
  'cli-npm': ['src/cli/npm.ts', "import 'jspdf';"],
  'app-renderer-own': ['src/app/renderer/own.ts', "import '../../host/node/ok';"],
  'app-renderer-npm': ['src/app/renderer/npm.ts', "import 'dexie';"],
  'app-renderer-node': ['src/app/renderer/node.ts', "import 'node:fs';"],
  'app-node-own': ['src/app/loopback/own.ts', "import '../../ui/ok';"],
  'app-node-npm': ['src/app/cli/npm.ts', "import 'react';"],
  'known-layer': ['src/elsewhere/new.ts', "import '../core/ok';"],
  'no-cycle': ['src/core/cycle-a.ts', "import './cycle-b';"],
  'no-dead-module': ['src/core/dead.ts', 'export const dead = 1;'],
  'no-unresolvable': ['src/core/missing.ts', "import './does-not-exist';"],
};

/** Imports that must stay allowed: a checker that refuses everything would pass the test above. */
const ALLOWED: Readonly<Record<string, string>> = {
  'src/core/ok.ts': "import '@noble/hashes/sha2.js';",
  'src/core/cycle-b.ts': "import './cycle-a';",
  'src/contract/ok.ts': "import 'zod'; import '../core/ok';",
  'src/adapters/dexie/ok.ts': "import 'dexie'; import 'dexie-react-hooks'; import 'react'; import '../../core/ok';",
  'src/adapters/jspdf/ok.ts': "import 'jspdf';",
  'src/ui/ok.ts':
    "import 'react'; import 'react-aria-components'; import 'lucide-react'; import '../adapters/dexie/ok';",
  'src/host/memory/ok.ts': "import '../../contract/ok';",
  'src/host/node/ok.ts': "import 'node:fs'; import 'hash-wasm'; import '../../contract/ok';",
  'src/host/loopback/client/ok.ts': "import '../../../contract/ok';",
  'src/host/loopback/server/ok.ts': "import 'node:http'; import '../../node/ok';",
  'src/host/electron/preload/ok.ts': "import 'electron'; import '../../../contract/ok';",
  'src/host/electron/main/ok.ts': "import 'electron'; import '../../node/ok';",
  'src/cli/ok.ts': "import '../host/node/ok'; import '../adapters/jspdf/ok';",
};

const isPlantedDead = (file: string): boolean => file === PLANTED['no-dead-module']?.[0];

const cruise = (cwd: string): Cruise => {
  // The exit code is the number of violations, so only the report is looked at.
  const run = spawnSync(process.execPath, [DEPCRUISE, '--config', CONFIG, '--output-type', 'json', 'src'], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  if (!run.stdout.startsWith('{')) throw new Error(`dependency-cruiser gave no report: ${run.stderr}${run.stdout}`);
  return JSON.parse(run.stdout) as Cruise;
};

const write = (file: string, text: string): void => {
  const target = path.join(CANARY, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, `${text}\nexport {};\n`);
};

describe('layer rules', () => {
  let violations: Violation[] = [];

  beforeAll(() => {
    const files = [...Object.entries(ALLOWED), ...Object.values(PLANTED)];
    for (const [file, text] of files) write(file, text);
    // The entry point reaches every file but the planted dead one.
    const names = files.map(([file]) => file).filter((file) => !isPlantedDead(file));
    write('src/app/electron/main.ts', names.map((file) => `import '../../${file.slice(4, -3)}';`).join('\n'));
    violations = cruise(CANARY).summary.violations;
  });
  afterAll(() => rmSync(CANARY, { recursive: true, force: true }));

  it('plants a violation of every rule', () => {
    expect(Object.keys(PLANTED).toSorted()).toEqual(RULES.toSorted());
  });

  it.each(RULES)('%s finds its planted violation', (rule) => {
    const file = PLANTED[rule]?.[0];
    const found = violations.filter((violation) => violation.rule.name === rule);
    expect(found.map((violation) => (rule === 'no-dead-module' ? violation.to : violation.from))).toContain(file);
  });

  it('refuses nothing that is allowed', () => {
    const fromAllowed = violations.filter(({ from, rule }) => from in ALLOWED && rule.name !== 'no-cycle');
    expect(fromAllowed).toEqual([]);
  });
});

describe('the source tree', () => {
  it('is cruised completely and without violation', () => {
    const sources = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/u.test(name))
      .map((name) => `src/${name.replaceAll(path.sep, '/')}`);
    const report = cruise(ROOT);
    const cruised = new Set(report.modules.map((module) => module.source));
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((source) => !cruised.has(source))).toEqual([]);
    expect(report.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });
});
