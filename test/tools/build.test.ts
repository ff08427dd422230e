import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { CACHE } from '../../tools/build/paths.mjs';
import { checkEntrySize } from '../../tools/build/size.mjs';
import { isStale, withLock } from '../../tools/build/stamp.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCRATCH = path.join(CACHE, `build-test-${process.pid}`);

type Chunk = Parameters<typeof checkEntrySize>[0][number];
const chunk = (fileName: string, bytes: number, imports: string[], isEntry: boolean): Chunk =>
  ({
    type: 'chunk',
    fileName,
    isEntry,
    imports,
    code: 'x'.repeat(bytes),
    modules: { [path.join(ROOT, 'node_modules', 'some-package', `${fileName}`)]: { renderedLength: bytes } },
  }) as unknown as Chunk;

describe('the budget of the first screen', () => {
  it('counts the entry chunk and what it imports statically, not what is loaded later', () => {
    const chunks = [chunk('index.js', 400, ['a.js'], true), chunk('a.js', 100, ['b.js'], false)];
    const rest = [chunk('b.js', 50, ['index.js'], false), chunk('pdf.js', 9_000, [], false)];
    expect(checkEntrySize([...chunks, ...rest], 600)).toBe(550);
  });

  it('counts bytes, not characters', () => {
    const japanese = { ...chunk('index.js', 0, [], true), code: '初動' };
    expect(checkEntrySize([japanese], 600)).toBe(6);
  });

  it('names the largest modules when it is exceeded', () => {
    expect(() => checkEntrySize([chunk('index.js', 601, [], true)], 600)).toThrow(/601[^]*some-package\/index\.js/u);
  });
});

describe('the build lock', () => {
  const lock = `${SCRATCH}.lock`;
  afterEach(() => rmSync(lock, { force: true }));

  it('lets one work at a time', async () => {
    const order: string[] = [];
    const work = (name: string) => () =>
      new Promise<void>((resolve) => {
        order.push(`${name} begins`);
        setTimeout(() => {
          order.push(`${name} ends`);
          resolve();
        }, 50);
      });
    await Promise.all([withLock(lock, work('a')), withLock(lock, work('b'))]);
    expect(order).toHaveLength(4);
    expect(order[0]?.[0]).toBe(order[1]?.[0]);
    expect(order[2]?.[0]).toBe(order[3]?.[0]);
  });

  it('is given back when the work fails', async () => {
    await expect(withLock(lock, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(existsSync(lock)).toBe(false);
  });

  it('is taken over from a process that has died', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    writeFileSync(lock, String(child.pid));
    await expect(withLock(lock, () => Promise.resolve('built'))).resolves.toBe('built');
  });
});

describe('staleness', () => {
  const output = `${SCRATCH}.output`;
  const stamp = `${SCRATCH}.stamp`;
  afterEach(() => {
    rmSync(output, { force: true });
    rmSync(stamp, { force: true });
  });

  it('asks for a build when the output or the stamp is missing, or a source is newer', () => {
    expect(isStale(output, stamp, 0)).toBe(true);
    writeFileSync(output, '');
    expect(isStale(output, stamp, 0)).toBe(true);
    writeFileSync(stamp, '');
    utimesSync(stamp, 1_000, 1_000);
    expect(isStale(output, stamp, 999_000)).toBe(false);
    expect(isStale(output, stamp, 1_000_000)).toBe(true);
    rmSync(output);
    expect(isStale(output, stamp, 999_000)).toBe(true);
  });
});

describe('the command', () => {
  it('names the known targets when it is asked for another', () => {
    const run = spawnSync(process.execPath, [path.join(ROOT, 'tools', 'build.mjs'), 'nothing'], { encoding: 'utf8' });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain('renderer, main, preload, loopback, cli');
  });
});
