import { Download, FolderOpen, GraduationCap, Plus, Upload } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { Host } from '../../../contract/host';
import { formatInstant } from '../../../core/time/moment';
import { Button, IconButton } from '../../components/button';
import { Chip, CodeChip, EmptyState, PageHeader, TlpChip } from '../../components/display';
import { useHost } from '../../hooks/ports';
import { useAttempt } from '../../hooks/save';
import { useShortcut } from '../../hooks/shortcut';
import { useText } from '../../i18n/language';
import { CasesFrame } from '../../shell/cases-frame';
import { whenClosed } from '../../shell/open-case';
import { navigate, routeHash } from '../../shell/routes';
import { ExportDialog, ImportDialog, type ImportFile } from './bundle-dialogs';
import { useDrill } from './use-drill';
import { useUntitledCase } from './use-untitled';

type ListedCase = Awaited<ReturnType<Host['cases.list']>>[number];

const byLastChange = (a: ListedCase, b: ListedCase): number =>
  (b.card?.modifiedAt ?? '').localeCompare(a.card?.modifiedAt ?? '');

const useCases = () => {
  const host = useHost();
  const attempt = useAttempt();
  const [cases, setCases] = useState<readonly ListedCase[] | null>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let wanted = true;
    const load = async () => {
      // The case that was just left writes its line of this list while it closes.
      await whenClosed();
      const listed = await attempt(() => host['cases.list']({}));
      if (wanted && listed.ok) setCases([...listed.value].sort(byLastChange));
    };
    void load();
    return () => {
      wanted = false;
    };
  }, [host, attempt, asked]);
  return { cases, reload: () => setAsked((count) => count + 1) };
};

const openOverview = (caseId: string) => navigate({ at: 'case', caseId, screen: 'overview', recordId: null });

const CaseLine = ({ listed, onExport }: { listed: ListedCase; onExport: () => void }) => {
  const t = useText();
  const { caseId, card } = listed;
  const title = card?.title ?? t('cases.untitled');
  return (
    <li className="case-line">
      <a className="case-link" href={routeHash({ at: 'case', caseId, screen: 'overview', recordId: null })}>
        <span className="case-title">{title}</span>
        <span className="case-facts">
          {[card?.caseNumber, card?.organization].filter(Boolean).join(' · ')}
          {card === null && caseId.slice(0, 8)}
        </span>
      </a>
      <span className="case-chips">
        {card?.training && <Chip tone="info">{t('top.training')}</Chip>}
        {card && card.investigationStatus !== '' && (
          <CodeChip field="investigationStatus" code={card.investigationStatus} />
        )}
        {card?.tlp && <TlpChip level={card.tlp} />}
      </span>
      <span className="case-time">
        {card && (
          <>
            <span className="field-hint">{t('cases.modified')}</span>
            <time dateTime={card.modifiedAt}>{formatInstant(card.modifiedAt, 'Asia/Tokyo')}</time>
          </>
        )}
      </span>
      <IconButton label={`${t('cases.export')}: ${title}`} icon={Download} onPress={onExport} />
    </li>
  );
};

const CaseList = ({
  cases,
  onExport,
  start,
}: {
  cases: readonly ListedCase[];
  onExport: (listed: ListedCase) => void;
  start: ReactNode;
}) => {
  const t = useText();
  if (cases.length === 0) {
    return (
      <EmptyState icon={FolderOpen} title={t('cases.emptyTitle')} action={<div className="empty-actions">{start}</div>}>
        <p>{t('cases.emptyText')}</p>
      </EmptyState>
    );
  }
  return (
    <ul className="case-list">
      {cases.map((listed) => (
        <CaseLine key={listed.caseId} listed={listed} onExport={() => onExport(listed)} />
      ))}
    </ul>
  );
};

export const CasesScreen = () => {
  const t = useText();
  const host = useHost();
  const attempt = useAttempt();
  const { cases, reload } = useCases();
  const [busy, setBusy] = useState(false);
  const [exporting, setExporting] = useState<ListedCase | null>(null);
  const [importing, setImporting] = useState<ImportFile | null>(null);
  const makeDrill = useDrill();
  const findUntitled = useUntitledCase();

  const open = async (make: () => Promise<string>) => {
    if (busy) return;
    setBusy(true);
    const made = await attempt(make);
    setBusy(false);
    if (made.ok) openOverview(made.value);
  };
  // One that was begun and left is taken up again: otherwise each attempt would leave an empty case in the list.
  const create = () =>
    void open(async () => (await findUntitled(cases ?? [])) ?? (await host['cases.create']({})).caseId);
  const pickBundle = async () => {
    const picked = await attempt(() => host['files.pick']({ kind: 'bundle' }));
    if (picked.ok && picked.value) setImporting({ token: picked.value.token, name: picked.value.name });
  };
  useShortcut('n', create, !busy && importing === null && exporting === null);
  const start = (
    <>
      <Button icon={GraduationCap} isDisabled={busy} onPress={() => void open(makeDrill)}>
        {busy ? t('cases.working') : t('cases.drill')}
      </Button>
      <Button tone="primary" icon={Plus} isDisabled={busy} onPress={create}>
        {t('cases.newHint')}
      </Button>
    </>
  );
  return (
    <CasesFrame>
      <PageHeader
        title={t('cases.title')}
        actions={
          <>
            <Button tone="quiet" icon={Upload} isDisabled={busy} onPress={() => void pickBundle()}>
              {t('cases.import')}
            </Button>
            {cases !== null && cases.length > 0 && start}
          </>
        }
      />
      {cases === null ? (
        <p className="state-loading">{t('app.loading')}</p>
      ) : (
        <CaseList cases={cases} onExport={setExporting} start={start} />
      )}
      {importing && (
        <ImportDialog
          file={importing}
          onClose={() => {
            setImporting(null);
            reload();
          }}
        />
      )}
      {exporting && (
        <ExportDialog
          caseId={exporting.caseId}
          title={exporting.card?.title ?? t('cases.untitled')}
          fileStem={exporting.card?.caseNumber || exporting.caseId.slice(0, 8)}
          onClose={() => setExporting(null)}
        />
      )}
    </CasesFrame>
  );
};
