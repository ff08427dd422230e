import { randomBytes, randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { renderPdf } from '../../adapters/jspdf/render';
import { HostError } from '../../contract/errors';
import { PASSPHRASE_MIN_LENGTH, type Host, type Identity } from '../../contract/host';
import { isKnownPayload } from '../../contract/operation';
import { buildDrill } from '../../core/drill/build-drill';
import { recordsOf } from '../../core/journal/read';
import { approveRelease, introduceApprover } from '../../core/package/approve';
import { prepareReport } from '../../core/package/prepare';
import { openCaseSession } from '../../core/session/session';
import type { CaseSession } from '../../core/session/session-type';
import type { Language } from '../../core/records/vocabularies';
import { createNodeHost } from '../../host/node';
import { passphraseOf } from '../bundle';
import { badInput } from '../failure';
import { refuseExisting, writeOutput } from '../files';
import type { CommandOptions, CommandResult } from '../ports';

/** People of the training case; the names say that they are invented. */
const PEOPLE: Readonly<Record<Language, { responder: string; ciso: string; statement: string }>> = {
  ja: {
    responder: '訓練 太郎',
    ciso: '訓練 承認子',
    statement: '訓練として、報告書と添付の内容を確認し、提出を承認します。',
  },
  en: {
    responder: 'Taro Kunren (training)',
    ciso: 'Shoko Kunren (training)',
    statement: 'As training, I have reviewed the report and its attachments and approve their submission.',
  },
};

/** For people who exist only while the drill is built. */
const newPassphrase = (): string => randomBytes(24).toString('base64url');

const noDialogs = (): Promise<never> => Promise.reject(new HostError('refused', 'no window'));

const openSession = async (host: Host, actor: string): Promise<CaseSession> => {
  const { caseId } = await host['cases.create']({});
  await host['cases.open']({ caseId });
  return openCaseSession(
    {
      append: async (writer, payloads) =>
        (await host['journal.append']({ caseId, actor: writer, payloads: [...payloads] })).operations,
      read: (from) => host['journal.read']({ caseId, from, limit: 2000 }),
      newId: randomUUID,
    },
    caseId,
    actor,
    isKnownPayload,
  );
};

const approveDrill = async (host: Host, session: CaseSession, options: CommandOptions) => {
  const passphrase = newPassphrase();
  const { ports, language } = options;
  const { ciso, statement } = PEOPLE[language];
  const approver = await host['identities.create']({ name: ciso, role: 'ciso', passphrase });
  await introduceApprover(session, approver);
  const reportId = recordsOf(session.state(), 'report').at(-1)?.id ?? '';
  const fonts = await ports.fonts();
  const prepared = await prepareReport(
    {
      state: session.state(),
      reportId,
      library: ports.library(),
      approver,
      statement,
      createdAt: ports.now().toISOString(),
      appVersion: ports.version,
    },
    { renderPdf: (document) => Promise.resolve(renderPdf(document, fonts)) },
  );
  const { caseId } = session;
  const result = await approveRelease(
    session,
    {
      newId: randomUUID,
      putBlob: async (bytes) => (await host['blobs.put']({ caseId, bytes })).blobId,
      sign: (message) => host['identities.sign']({ personId: approver.personId, passphrase, message }),
    },
    { reportId, prepared, approver, statement, digest: prepared.digest },
  );
  if (!result.ok) throw badInput('no-approval', result.reason);
};

/** Builds the training case through the same host, session and journal as the application, in a folder that is removed. */
const buildBundle = async (bundlePassphrase: string, options: CommandOptions): Promise<Uint8Array> => {
  const { ports, language } = options;
  const dataDir = await fs.mkdtemp(path.join(tmpdir(), 'shodo-drill-'));
  const host = createNodeHost({
    dataDir,
    fileAccess: { pick: noDialogs, save: noDialogs },
    now: ports.now,
    version: ports.version,
    kind: 'node',
  });
  try {
    const passphrase = newPassphrase();
    const name = PEOPLE[language].responder;
    const responder: Identity = await host['vault.create']({ passphrase, name, role: 'responder' });
    const session = await openSession(host, responder.personId);
    const { personId, ...fields } = responder;
    await session.write([{ kind: 'record.create', type: 'person', id: personId, fields }]);
    await buildDrill(session, { scenario: ports.drill(), library: ports.library(), language, newId: randomUUID });
    if (options.signed) await approveDrill(host, session, options);
    return (await host['bundles.export']({ caseId: session.caseId, passphrase: bundlePassphrase })).bytes;
  } finally {
    await host['vault.lock']({});
    await fs.rm(dataDir, { recursive: true, force: true });
  }
};

/** Builds the training case and writes it as a bundle. */
export const drillCommand = async (options: CommandOptions): Promise<CommandResult> => {
  const { out, force } = options;
  if (out === null) throw badInput('missing-option', '--out');
  const passphrase = await passphraseOf(options);
  if (passphrase.length < PASSPHRASE_MIN_LENGTH) throw badInput('short-passphrase', PASSPHRASE_MIN_LENGTH);
  await refuseExisting(out, force);
  await writeOutput(out, await buildBundle(passphrase, options), force);
  return { exitCode: 0, lines: [{ key: 'written', values: [out] }], data: { files: [out], signed: options.signed } };
};
