import { writeSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { nodeHostAt, PASS } from '../host/node/support';
import { system } from './payloads';

z.config({ jitless: true });

/** Appends numbered batches to a case and prints each number only after the host has acknowledged it. */
const [dataDir = '', caseId = '', start = '0'] = process.argv.slice(2);
const host = nodeHostAt(dataDir, {});
await host['vault.unlock']({ passphrase: PASS });
await host['cases.open']({ caseId });
writeSync(1, 'open\n');
const actor = randomUUID();
for (let n = Number(start); ; n += 1) {
  const filler = 'x'.repeat((n * 37) % 400);
  await host['journal.append']({ caseId, actor, payloads: [system(`n${n}-a`), system(`n${n}-b${filler}`)] });
  writeSync(1, `${n}\n`);
}
