import type { CaseRecord } from '../journal/state';
import { RECORD_TYPES, type Fields } from '../records/types';
import type { ImportedRow } from './csv-import';

const SPECS = RECORD_TYPES.timelineEvent;

/** At most `max` UTF-16 units, the cut marked and never inside a character; the whole text stays in the imported file. */
const fitText = (text: string, max: number): string => {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${/[\ud800-\udbff]$/u.test(cut) ? cut.slice(0, -1) : cut}…`;
};
const oneLine = (text: string, max: number): string => fitText(text.replace(/[\r\n]+/gu, ' '), max);

const named = (name: string, names: readonly (string | undefined)[]): boolean =>
  names.some((other) => other?.toLowerCase() === name.toLowerCase());

/** The systems that a log calls by this name: host name, alias, FQDN or address. */
const systemsNamed = (host: string, systems: readonly CaseRecord<'system'>[]): string[] =>
  host === ''
    ? []
    : systems
        .filter(({ fields }) =>
          named(host, [fields.hostname, fields.fqdn, ...(fields.aliases ?? []), ...(fields.ipAddresses ?? [])]),
        )
        .map(({ id }) => id);

/** The accounts that a log calls by this name: bare, with domain before (`CORP\tanaka`), or as UPN. */
const accountsNamed = (account: string, accounts: readonly CaseRecord<'account'>[]): string[] => {
  if (account === '') return [];
  return accounts
    .filter(({ fields }) => {
      const qualified = fields.domain === undefined ? undefined : `${fields.domain}\\${fields.accountName}`;
      return named(account, [fields.accountName, qualified, fields.userPrincipalName]);
    })
    .map(({ id }) => id);
};

/**
 * The curated event that a row of an import becomes. Host and account are linked where the case knows them, and follow
 * the message in brackets where it does not. `importBatchId` and `importRow` lead back to the row.
 */
export const promotedEvent = (
  row: ImportedRow,
  importBatchId: string,
  known: { systems: readonly CaseRecord<'system'>[]; accounts: readonly CaseRecord<'account'>[] },
): Fields<'timelineEvent'> => {
  const systemIds = systemsNamed(row.host, known.systems);
  const accountIds = accountsNamed(row.account, known.accounts);
  const unlinked = [systemIds.length === 0 ? row.host : '', accountIds.length === 0 ? row.account : ''];
  const names = unlinked.filter((name) => name !== '').join(' / ');
  const message = names === '' ? row.message : `${row.message} [${names}]`;
  return {
    occurredAt: row.occurredAt,
    message: fitText(message, SPECS.message.max),
    ...(row.timestampDesc === '' ? {} : { timestampDesc: oneLine(row.timestampDesc, SPECS.timestampDesc.max) }),
    ...(row.source === '' ? {} : { source: oneLine(row.source, SPECS.source.max) }),
    ...(systemIds.length === 0 ? {} : { systemIds: systemIds.slice(0, SPECS.systemIds.count) }),
    ...(accountIds.length === 0 ? {} : { accountIds: accountIds.slice(0, SPECS.accountIds.count) }),
    importBatchId,
    importRow: row.row,
  };
};
