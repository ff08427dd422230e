import { KeyRound, Server } from 'lucide-react';
import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { useFieldColumns, type FieldColumn } from '../components/columns';
import { RecordScreen } from '../components/record-screen';
import type { FormLayout } from '../forms/record-form';
import { useCaseState } from '../hooks/case';
import { useText } from '../i18n/language';
import { useCaseRoute } from '../shell/routes';

const SYSTEM_LAYOUT: FormLayout = [
  {
    title: 'systems.section.identity',
    rows: [['hostname', 'systemType'], ['ipAddresses'], ['fqdn', 'operatingSystem'], ['aliases']],
  },
  {
    title: 'systems.section.state',
    rows: [['compromiseStatus', 'containmentState'], ['firstCompromisedAt'], ['clockOffsetSeconds']],
  },
  { title: 'systems.section.role', rows: [['businessRole', 'owner'], ['location'], ['note']] },
];
const ACCOUNT_LAYOUT: FormLayout = [
  {
    title: 'accounts.section.identity',
    rows: [
      ['accountName', 'accountType'],
      ['domain', 'userPrincipalName'],
      ['privileges', 'sid'],
    ],
  },
  {
    title: 'accounts.section.state',
    rows: [['compromiseStatus'], ['firstCompromisedAt'], ['lastCompromisedAt'], ['systemIds'], ['note']],
  },
];
const SYSTEM_FIELDS: readonly FieldColumn[] = [
  { field: 'hostname', width: 'minmax(9rem, 2fr)' },
  { field: 'systemType', width: '9rem', secondary: true },
  { field: 'ipAddresses', width: 'minmax(8rem, 1.5fr)' },
  { field: 'compromiseStatus', width: '8rem' },
  { field: 'containmentState', width: '7rem' },
  { field: 'firstCompromisedAt', width: '12rem', secondary: true },
  { field: 'owner', width: 'minmax(6rem, 1fr)', secondary: true },
];
const ACCOUNT_FIELDS: readonly FieldColumn[] = [
  { field: 'accountName', width: 'minmax(9rem, 2fr)' },
  { field: 'domain', width: 'minmax(7rem, 1fr)', secondary: true },
  { field: 'accountType', width: '8rem' },
  { field: 'compromiseStatus', width: '8rem' },
  { field: 'systemIds', width: 'minmax(8rem, 2fr)', secondary: true },
  { field: 'firstCompromisedAt', width: '12rem', secondary: true },
];

const SystemList = ({ openId, setOpenId }: { openId: string | null; setOpenId: (id: string | null) => void }) => {
  const t = useText();
  return (
    <RecordScreen
      type="system"
      columns={useFieldColumns('system', SYSTEM_FIELDS)}
      layout={SYSTEM_LAYOUT}
      openId={openId}
      setOpenId={setOpenId}
      defaults={{ compromiseStatus: 'unknown', containmentState: 'none' }}
      initialSort={{ column: 'hostname', direction: 'ascending' }}
      emptyIcon={Server}
      emptyTitle={t('systems.emptyTitle')}
      emptyText={t('systems.emptyText')}
    />
  );
};

const AccountList = ({ openId, setOpenId }: { openId: string | null; setOpenId: (id: string | null) => void }) => {
  const t = useText();
  return (
    <RecordScreen
      type="account"
      columns={useFieldColumns('account', ACCOUNT_FIELDS)}
      layout={ACCOUNT_LAYOUT}
      openId={openId}
      setOpenId={setOpenId}
      defaults={{ compromiseStatus: 'unknown' }}
      initialSort={{ column: 'accountName', direction: 'ascending' }}
      emptyIcon={KeyRound}
      emptyTitle={t('accounts.emptyTitle')}
      emptyText={t('accounts.emptyText')}
    />
  );
};

/** Two lists behind two tabs; a record in the address says which of them is shown. */
export const SystemsScreen = () => {
  const t = useText();
  const { records } = useCaseState();
  const { recordId, go } = useCaseRoute();
  const [tab, setTab] = useState<'system' | 'account'>('system');
  const linked = recordId !== null && records.get('account')?.has(recordId) ? 'account' : tab;
  const setOpenId = (id: string | null) => go('systems', id);
  return (
    <Tabs
      className="tabs"
      selectedKey={linked}
      onSelectionChange={(key) => {
        setTab(key as 'system' | 'account');
        if (recordId !== null) setOpenId(null);
      }}
    >
      <TabList className="tab-list" aria-label={t('nav.systems')}>
        <Tab id="system" className="tab">
          {t('systems.tab')}
        </Tab>
        <Tab id="account" className="tab">
          {t('accounts.tab')}
        </Tab>
      </TabList>
      <TabPanel id="system" className="tab-panel">
        <SystemList openId={recordId} setOpenId={setOpenId} />
      </TabPanel>
      <TabPanel id="account" className="tab-panel">
        <AccountList openId={recordId} setOpenId={setOpenId} />
      </TabPanel>
    </Tabs>
  );
};
