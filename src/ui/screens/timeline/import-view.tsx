import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { ENCODINGS } from '../../../core/records/vocabularies';
import { createPayload } from '../../../core/session/session-type';
import { formatInstant, formatMoment } from '../../../core/time/moment';
import { IMPORT_FIELDS, type ImportMapping, type ImportResult } from '../../../core/timeline/csv-import';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/display';
import { SelectField } from '../../components/select';
import { useZoneChoices } from '../../components/zones';
import { useOpenCase } from '../../hooks/case';
import { useHost } from '../../hooks/ports';
import { useRecords } from '../../hooks/records';
import { useAttempt, useSave } from '../../hooks/save';
import { useShortcut } from '../../hooks/shortcut';
import { useLabels, useLanguage, useText } from '../../i18n/language';
import { ImportPreview } from './import-preview';
import { useImportStore, type ImportBatch } from './import-store';
import { RejectedList } from './rejected-list';
import { useCsvFile, useRowCheck, type CsvReading, type RowCheck } from './use-csv-file';

/** A column name has to fit into the record of the import. */
const NAME_MAX = 500;

type SettingsProps = {
  reading: CsvReading;
  zone: string;
  setZone: (zone: string) => void;
  setEncoding: (encoding: CsvReading['encoding']) => void;
  setMapping: (mapping: ImportMapping) => void;
};

/** Encoding, zone and columns. The zone has no default: a wrong one would shift the evidence unseen. */
const Settings = ({ reading, zone, setZone, setEncoding, setMapping }: SettingsProps) => {
  const t = useText();
  const labels = useLabels();
  const zones = useZoneChoices(zone);
  const { table, problem, mapping, encoding } = reading;
  const columns = (table?.header ?? []).map((name) => ({ id: name, label: name }));
  return (
    <div className="import-settings">
      <SelectField
        label={t('timeline.import.encoding')}
        hint={t('timeline.import.encodingHint')}
        choices={ENCODINGS.map((code) => ({ id: code, label: labels.code('encoding', code) }))}
        value={encoding}
        onChange={(code) => {
          const chosen = ENCODINGS.find((known) => known === code);
          if (chosen !== undefined) setEncoding(chosen);
        }}
        problem={problem?.reason === 'encoding' ? t('timeline.import.encodingBad') : null}
        required
      />
      <SelectField
        label={t('timeline.import.zone')}
        hint={t('timeline.import.zoneHint')}
        choices={zones}
        value={zone}
        onChange={setZone}
        problem={zone === '' ? t('timeline.import.zoneRequired') : null}
        required
      />
      {table !== null && (
        <fieldset className="form-section">
          <legend>{t('timeline.import.columns')}</legend>
          {IMPORT_FIELDS.map((field) => (
            <SelectField
              key={field}
              label={t(`timeline.import.column.${field}`)}
              choices={columns}
              value={mapping[field] ?? ''}
              onChange={(column) => {
                const { [field]: _before, ...others } = mapping;
                setMapping(column === '' ? others : { ...others, [field]: column });
              }}
              required={field === 'datetime'}
              hint={field === 'message' && mapping.message === undefined ? t('timeline.import.messageNone') : undefined}
              problem={
                field === 'datetime' && mapping.datetime === undefined ? t('timeline.import.datetimeRequired') : null
              }
            />
          ))}
        </fieldset>
      )}
    </div>
  );
};

const periodOf = (result: ImportResult) => {
  const [first] = result.rows;
  if (first === undefined) return null;
  let from = first.occurredAt;
  let until = first.occurredAt;
  for (const { occurredAt } of result.rows) {
    if (occurredAt.utc < from.utc) from = occurredAt;
    if (occurredAt.utc > until.utc) until = occurredAt;
  }
  return { from: formatMoment(from, 'Asia/Tokyo'), until: formatMoment(until, 'Asia/Tokyo') };
};

/** What is wrong with the table itself, where its rows would be. An encoding that does not fit is said at its choice. */
const TableProblem = ({ problem }: Pick<CsvReading, 'problem'>) => {
  const t = useText();
  if (problem === null || problem.reason === 'encoding') return null;
  return (
    <p role="alert" className="line-problem">
      {t(`timeline.import.problem.${problem.reason}`, { detail: problem.detail })}
    </p>
  );
};

/** What the import would bring: how many rows can be read, of which period, and which cannot and why. */
const Outcome = ({ check }: { check: RowCheck }) => {
  const t = useText();
  if (check.at === 'waiting') return null;
  if (check.at === 'checking')
    return (
      <p className="import-outcome" role="status">
        {t('timeline.import.checking', { percent: check.percent })}
      </p>
    );
  const { rows, rejected } = check.result;
  const period = periodOf(check.result);
  return (
    <>
      <p className="import-outcome" role="status">
        <strong>{t('timeline.import.readable', { count: rows.length })}</strong>
        <span className={rejected.length > 0 ? 'import-rejected' : undefined}>
          {t('timeline.import.rejected', { count: rejected.length })}
        </span>
        {period !== null && <span>{t('timeline.import.range', period)}</span>}
        {rows.length === 0 && <span>{t('timeline.import.noneReadable')}</span>}
      </p>
      {rejected.length > 0 && <RejectedList rejected={rejected} />}
    </>
  );
};

/** Stores the file's exact bytes, then the record that names them. True when the journal has both. */
const useStoreImport = () => {
  const t = useText();
  const host = useHost();
  const save = useSave();
  const attempt = useAttempt();
  const store = useImportStore();
  const { session } = useOpenCase();
  return async ({ file, encoding, mapping }: CsvReading, zone: string, result: ImportResult): Promise<boolean> => {
    const stored = await attempt(() => host['blobs.put']({ caseId: session.caseId, bytes: file.bytes }));
    if (!stored.ok) return false;
    const id = crypto.randomUUID();
    const fields: ImportBatch['fields'] = {
      fileName: file.name,
      sha256: file.sha256,
      sizeBytes: file.bytes.length,
      encoding,
      timeZone: zone,
      mapping: { ...mapping },
      blobId: stored.value.blobId,
      rows: result.rows.length,
      rejected: result.rejected.length,
    };
    // What was just read need not be read again.
    store.put({ fields }, { at: 'ready', result });
    const done = t('timeline.import.done', { name: file.name, count: result.rows.length });
    return save([createPayload('importBatch', id, fields)], done);
  };
};

const size = (bytes: number, language: string): string => {
  const [value, unit, unitDisplay] =
    bytes < 1000
      ? ([bytes, 'byte', 'long'] as const)
      : bytes < 1e6
        ? ([bytes / 1000, 'kilobyte', 'short'] as const)
        : ([bytes / 1e6, 'megabyte', 'short'] as const);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 }).format(value);
};

/** Why a readable file cannot be imported all the same. */
const Obstacle = ({ same, longName }: { same: ImportBatch | undefined; longName: string | undefined }) => {
  const t = useText();
  if (same === undefined && longName === undefined) return null;
  return (
    <p role="alert" className="line-problem">
      {same !== undefined
        ? t('timeline.import.same', { name: same.fields.fileName, time: formatInstant(same.createdAt, 'Asia/Tokyo') })
        : t('timeline.import.columnTooLong', { name: `${(longName ?? '').slice(0, 60)}…` })}
    </p>
  );
};

const PickFile = ({ busy, onPick, onClose }: { busy: boolean; onPick: () => void; onClose: () => void }) => {
  const t = useText();
  const { writable } = useOpenCase();
  return (
    <EmptyState
      icon={FileUp}
      title={t('timeline.import.pickTitle')}
      action={
        <div className="import-buttons">
          <Button tone="primary" onPress={onPick} isDisabled={busy || !writable} autoFocus>
            {t('timeline.import.pick')}
          </Button>
          <Button tone="quiet" onPress={onClose}>
            {t('timeline.import.cancel')}
          </Button>
        </div>
      }
    >
      <p>{busy ? t('timeline.import.reading') : t('timeline.import.pickText')}</p>
    </EmptyState>
  );
};

/** From a file to rows of the timeline: choose, check, confirm. Nothing is stored before the last step. */
export const ImportView = ({ onClose }: { onClose: () => void }) => {
  const t = useText();
  const { language } = useLanguage();
  const { writable } = useOpenCase();
  const { reading, busy, pick, setEncoding, setMapping } = useCsvFile();
  const [zone, setZone] = useState('');
  const [storing, setStoring] = useState(false);
  const check = useRowCheck(reading, zone);
  const batches = useRecords('importBatch');
  const storeImport = useStoreImport();
  useShortcut('escape', onClose, !storing);

  const same = batches.find(({ fields }) => fields.sha256 === reading?.file.sha256);
  const long = Object.values(reading?.mapping ?? {}).find((name) => name.length > NAME_MAX);
  const count = check.at === 'checked' ? check.result.rows.length : 0;
  const ready = writable && count > 0 && same === undefined && long === undefined && !storing;
  const confirm = async () => {
    if (!ready || reading === null || check.at !== 'checked') return;
    setStoring(true);
    const stored = await storeImport(reading, zone, check.result);
    setStoring(false);
    if (stored) onClose();
  };
  useShortcut('ctrl+enter', () => void confirm(), ready);

  if (reading === null) return <PickFile busy={busy} onPick={() => void pick()} onClose={onClose} />;
  const { file, table, mapping } = reading;
  return (
    <section className="import" aria-label={t('timeline.import.title')}>
      <div className="import-head">
        <h2>{t('timeline.import.file', { name: file.name, size: size(file.bytes.length, language) })}</h2>
        <Button size="small" onPress={() => void pick()} isDisabled={busy}>
          {t('timeline.import.other')}
        </Button>
        <span className="toolbar-space" />
        {storing && <span role="status">{t('timeline.import.storing')}</span>}
        <Button tone="quiet" onPress={onClose} isDisabled={storing}>
          {t('timeline.import.cancel')}
        </Button>
        <Button tone="primary" onPress={() => void confirm()} isDisabled={!ready}>
          {count === 0 ? t('timeline.import.confirmNone') : t('timeline.import.confirm', { count })}
        </Button>
      </div>
      <Obstacle same={same} longName={long} />
      <div className="import-columns">
        <Settings
          reading={reading}
          zone={zone}
          setZone={setZone}
          setEncoding={(encoding) => void setEncoding(encoding)}
          setMapping={setMapping}
        />
        <div className="import-result">
          <TableProblem problem={reading.problem} />
          <Outcome check={check} />
          {table !== null && <ImportPreview table={table} mapping={mapping} zone={zone} />}
        </div>
      </div>
    </section>
  );
};
