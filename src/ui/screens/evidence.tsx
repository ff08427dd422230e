import { FileSearch, PackageSearch, X } from 'lucide-react';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { Label } from 'react-aria-components/Label';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import type { Host } from '../../contract/host';
import type { CaseRecord } from '../../core/journal/state';
import { momentOf } from '../../core/time/moment';
import { Button } from '../components/button';
import { useFieldColumns, type Column, type FieldColumn } from '../components/columns';
import { Dialog } from '../components/dialog';
import { CopyText } from '../components/display';
import { RecordScreen } from '../components/record-screen';
import type { FormLayout } from '../forms/record-form';
import { draftFrom } from '../forms/values';
import { usePorts } from '../hooks/ports';
import { useAttempt } from '../hooks/save';
import { useToasts } from '../hooks/toasts';
import { useText } from '../i18n/language';
import { useCaseRoute, useHeldRoute } from '../shell/routes';

const LAYOUT: FormLayout = [
  {
    title: 'evidence.section.item',
    rows: [['name'], ['evidenceNumber', 'evidenceType'], ['sourceSystemId'], ['description']],
  },
  { title: 'evidence.section.integrity', rows: [['sha256'], ['fileName', 'sizeBytes'], ['hashedAt']] },
  {
    title: 'evidence.section.acquired',
    rows: [['acquiredAt'], ['acquiredById', 'tool'], ['acquisitionMethod']],
  },
  { title: 'evidence.section.storage', rows: [['storageLocation'], ['note']] },
];
const FIELDS: readonly FieldColumn[] = [
  { field: 'evidenceNumber', width: '6rem' },
  { field: 'name', width: 'minmax(10rem, 2fr)' },
  { field: 'evidenceType', width: '9rem', secondary: true },
  { field: 'sourceSystemId', width: 'minmax(7rem, 1fr)', secondary: true },
  { field: 'acquiredAt', width: '12rem', secondary: true },
];

type Picked = NonNullable<Awaited<ReturnType<Host['files.pick']>>>;
type Hashing = { file: Picked; doneBytes: number };
type SetValue = (key: string, value: string) => void;
const PROGRESS_EVERY_MS = 300;

/** Hashes a chosen file in a stream. Nothing is copied; the file is forgotten afterwards. */
const useHashing = (onHashed: (file: Picked, sha256: string, size: number) => void) => {
  const t = useText();
  const { host, logError } = usePorts();
  const attempt = useAttempt();
  const { show } = useToasts();
  const [hashing, setHashing] = useState<Hashing | null>(null);
  const token = useRef<string | null>(null);
  const release = (of: string) => {
    // Nobody waits for this: the host forgets the file at the latest when the vault is locked.
    host['files.release']({ token: of }).catch((error: unknown) => logError('a chosen file was not released', error));
  };
  const cancel = () => {
    if (token.current === null) return;
    release(token.current);
    token.current = null;
    setHashing(null);
    show({ kind: 'info', title: t('evidence.cancelled'), lines: [], action: null });
  };
  // Whatever takes the form away (leaving the case asks nobody), the person is told that the computation ended.
  const cancelOnUnmount = useEffectEvent(cancel);
  useEffect(() => () => cancelOnUnmount(), []);
  const start = async () => {
    const picked = await attempt(() => host['files.pick']({ kind: 'evidence' }));
    if (!picked.ok || picked.value === null) return;
    const file = picked.value;
    token.current = file.token;
    setHashing({ file, doneBytes: 0 });
    const timer = setInterval(() => {
      host['files.progress']({ token: file.token }).then(
        ({ doneBytes }) => setHashing((current) => current && { ...current, doneBytes }),
        // Between the last byte and the answer the file may be released already.
        () => clearInterval(timer),
      );
    }, PROGRESS_EVERY_MS);
    const hashed = await attempt(() => host['files.hash']({ token: file.token }), ['refused']);
    clearInterval(timer);
    if (token.current !== file.token) return;
    token.current = null;
    setHashing(null);
    release(file.token);
    if (hashed.ok) onHashed(file, hashed.value.sha256, hashed.value.size);
  };
  return { hashing, start, cancel };
};

/** Asks before going elsewhere ends the computation. */
const LeaveDialog = ({ name }: { name: string }) => {
  const t = useText();
  const { waiting, leave, stay } = useHeldRoute();
  return (
    <Dialog title={t('evidence.leaveTitle')} open={waiting} onClose={stay}>
      <p>{t('evidence.leaveText', { name })}</p>
      <div className="dialog-buttons">
        <Button tone="danger" onPress={leave}>
          {t('evidence.leave')}
        </Button>
        <Button tone="primary" onPress={stay} autoFocus>
          {t('evidence.stay')}
        </Button>
      </div>
    </Dialog>
  );
};

const HashPanel = ({ set }: { set: SetValue }) => {
  const t = useText();
  const { show } = useToasts();
  const { hashing, start, cancel } = useHashing((file, sha256, size) => {
    const hashedAt = momentOf(Date.now(), 'Asia/Tokyo');
    const values = draftFrom({ fileName: file.name, sizeBytes: size, sha256, hashedAt });
    for (const [key, value] of Object.entries(values)) set(key, value);
    show({ kind: 'done', title: t('evidence.hashed', { name: file.name, size }), lines: [sha256], action: null });
  });
  if (hashing === null) {
    return (
      <div className="hash-panel">
        <Button icon={FileSearch} onPress={() => void start()}>
          {t('evidence.pick')}
        </Button>
        <p className="field-hint">{t('evidence.pickHint')}</p>
      </div>
    );
  }
  const percent = hashing.file.size === 0 ? 100 : (100 * hashing.doneBytes) / hashing.file.size;
  return (
    <div className="hash-panel">
      <ProgressBar value={percent} className="progress">
        {({ percentage, valueText }) => (
          <>
            <Label>{t('evidence.hashing', { name: hashing.file.name })}</Label>
            <span className="number">{valueText}</span>
            <div className="progress-track">
              <div className="progress-fill" style={{ width: `${percentage ?? 0}%` }} />
            </div>
          </>
        )}
      </ProgressBar>
      <Button size="small" icon={X} onPress={cancel}>
        {t('evidence.cancel')}
      </Button>
      <LeaveDialog name={hashing.file.name} />
    </div>
  );
};

const useHashColumn = (): Column<CaseRecord<'evidenceItem'>> => {
  const t = useText();
  return useMemo(
    () => ({
      id: 'sha256',
      header: 'SHA-256',
      width: 'minmax(16rem, 2.5fr)',
      text: ({ fields }) => fields.sha256 ?? '',
      cell: ({ fields }) => fields.sha256 && <CopyText value={fields.sha256} label={t('evidence.copyHash')} />,
    }),
    [t],
  );
};

export const EvidenceScreen = () => {
  const t = useText();
  const { recordId, go } = useCaseRoute();
  const fields = useFieldColumns('evidenceItem', FIELDS);
  const hash = useHashColumn();
  const columns = useMemo(() => [...fields, hash], [fields, hash]);
  return (
    <RecordScreen
      type="evidenceItem"
      columns={columns}
      layout={LAYOUT}
      openId={recordId}
      setOpenId={(id) => go('evidence', id)}
      initialSort={{ column: 'evidenceNumber', direction: 'ascending' }}
      formTop={(set) => <HashPanel set={set} />}
      emptyIcon={PackageSearch}
      emptyTitle={t('evidence.emptyTitle')}
      emptyText={t('evidence.emptyText')}
    />
  );
};
