import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs a PDF tool on the bytes in a temporary file; returns what it prints. */
export const runOn = (bytes: Uint8Array, command: string, args: (file: string) => string[]): string => {
  const folder = mkdtempSync(join(tmpdir(), 'shodo-pdf-'));
  const file = join(folder, 'report.pdf');
  try {
    writeFileSync(file, bytes);
    return execFileSync(command, args(file), { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Two readers that share no code. */
export const READERS: readonly { name: string; read: (bytes: Uint8Array) => string }[] = [
  { name: 'poppler', read: (bytes) => runOn(bytes, 'pdftotext', (file) => ['-raw', '-enc', 'UTF-8', file, '-']) },
  { name: 'mupdf', read: (bytes) => runOn(bytes, 'mutool', (file) => ['draw', '-q', '-F', 'txt', '-o', '-', file]) },
];

/** Readers place spaces and line ends as they see fit: all other characters must be the same, in the same order. */
export const withoutSpaces = (text: string): string => text.replace(/[\s\u200b]/gu, '');
