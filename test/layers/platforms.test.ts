import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SRC = path.join(ROOT, 'src');

/** What a layer's tsconfig must make impossible to name; what is not listed here is of no concern. */
const PROBES = {
  window: 'export const probe = window;',
  process: 'export const probe = process;',
  'node:fs': "import { readFileSync } from 'node:fs'; export const probe = readFileSync;",
} as const;
type Probe = keyof typeof PROBES;

const NODE_LAYERS = [
  'host/node',
  'host/loopback/server',
  'host/electron/main',
  'cli',
  'app/cli',
  'app/loopback',
  'app/electron',
];
const PURE_LAYERS = ['core', 'contract'];

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll(path.sep, '/'));
const layers = sources.filter((name) => path.posix.basename(name) === 'tsconfig.json').map(path.posix.dirname);

/** The types of these libraries bring Node's along; here only the dependency rules keep Node out. */
const TYPES_BRING_NODE = ['adapters/papaparse'];

const refusedBy = (layer: string): Probe[] => {
  if (PURE_LAYERS.includes(layer)) return ['window', 'process', 'node:fs'];
  if (TYPES_BRING_NODE.includes(layer)) return [];
  return NODE_LAYERS.includes(layer) ? ['window'] : ['process', 'node:fs'];
};

const readConfig = (folder: string): ts.ParsedCommandLine => {
  const config = ts.getParsedCommandLineOfConfigFile(
    path.join(folder, 'tsconfig.json'),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
        throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
      },
    },
  );
  if (config === undefined) throw new Error(`no tsconfig in ${folder}`);
  return config;
};

/** Compiles files that exist only in memory, as if they lay in the layer's folder: file name to errors. */
const errorsOf = (layer: string, texts: Readonly<Record<string, string>>): Map<string, string[]> => {
  const folder = path.join(SRC, layer);
  const { options } = readConfig(folder);
  const files = new Map(Object.entries(texts).map(([name, text]) => [path.join(folder, name), text]));
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => files.has(path.resolve(name)) || fileExists(name);
  host.getSourceFile = (name, languageVersion) => {
    const text = files.get(path.resolve(name));
    return text === undefined ? getSourceFile(name, languageVersion) : ts.createSourceFile(name, text, languageVersion);
  };
  delete options.tsBuildInfoFile;
  const program = ts.createProgram(
    [...files.keys()],
    { ...options, composite: false, incremental: false, noEmit: true, emitDeclarationOnly: false },
    host,
  );
  const errors = new Map(Object.keys(texts).map((name): [string, string[]] => [name, []]));
  for (const { file, messageText } of ts.getPreEmitDiagnostics(program)) {
    const name = file === undefined ? '' : path.basename(file.fileName);
    errors.set(name, [...(errors.get(name) ?? []), ts.flattenDiagnosticMessageText(messageText, '\n')]);
  }
  return errors;
};

describe('the tsconfig of each layer', () => {
  it.each(layers)('%s refuses the platforms it must not know', (layer) => {
    const probes = refusedBy(layer);
    const texts = Object.fromEntries(probes.map((probe, index) => [`canary-${index}.ts`, PROBES[probe]]));
    const errors = errorsOf(layer, { 'good.ts': 'export const good: number = 1;', ...texts });
    expect(errors.get('good.ts')).toEqual([]);
    for (const [index, probe] of probes.entries()) {
      expect(errors.get(`canary-${index}.ts`)?.join('\n'), `${layer} accepts ${probe}`).toContain(probe);
    }
  });

  it('covers every source file, and the root tsconfig refers to every layer', () => {
    // Declarations of virtual modules are shared by the composition roots.
    const files = sources.filter((name) => /\.tsx?$/u.test(name) && !name.endsWith('.d.ts'));
    expect(files.filter((file) => !layers.some((layer) => file.startsWith(`${layer}/`)))).toEqual([]);
    const root = JSON.parse(readFileSync(path.join(ROOT, 'tsconfig.json'), 'utf8')) as {
      references: { path: string }[];
    };
    const referenced = root.references.map((reference) => reference.path);
    expect(referenced.toSorted()).toEqual([...layers.map((layer) => `src/${layer}`), 'test', 'tools'].toSorted());
  });

  it.each([
    ['core', []],
    ['contract', ['src/core']],
  ])('%s refers to no layer above it', (layer, below) => {
    const text = readFileSync(path.join(SRC, layer, 'tsconfig.json'), 'utf8');
    const { references } = JSON.parse(text) as { references?: { path: string }[] };
    expect((references ?? []).map(({ path: to }) => path.posix.join('src', layer, to))).toEqual(below);
  });
});
