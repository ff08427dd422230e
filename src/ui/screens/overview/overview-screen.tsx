import { Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { caseRecord, recordsOf } from '../../../core/journal/read';
import type { CaseRecord } from '../../../core/journal/state';
import { Button } from '../../components/button';
import { CodeChip, MomentView, PageHeader, Panel } from '../../components/display';
import { Split } from '../../components/split';
import { RecordForm, type FormLayout } from '../../forms/record-form';
import { useCaseState, useOpenCase } from '../../hooks/case';
import { useShortcut } from '../../hooks/shortcut';
import { useLabels, useText } from '../../i18n/language';
import { CaseStart } from './case-start';
import { ContactsPanel } from './contacts-panel';
import { CountsPanel } from './counts-panel';
import type { Editable, Editing } from './editing';
import { CASE_LAYOUT, CONTACT_LAYOUT, ORGANIZATION_LAYOUT } from './layouts';
import { NextStepsPanel } from './next-steps-panel';

const LAYOUTS: Readonly<Record<Editable, FormLayout>> = {
  case: CASE_LAYOUT,
  organization: ORGANIZATION_LAYOUT,
  contact: CONTACT_LAYOUT,
};
const TIMES = ['occurredAt', 'detectedAt', 'recognisedAt', 'reportedAt'] as const;
const FACTS = [
  'incidentType',
  'determination',
  'entryVector',
  'personalDataAffected',
  'designatedOperator',
  'shareWithNco',
] as const;

const TimesPanel = ({ fields }: { fields: CaseRecord<'case'>['fields'] }) => {
  const t = useText();
  const labels = useLabels();
  return (
    <Panel title={t('overview.times')}>
      <dl className="times">
        {TIMES.map((field) => {
          const moment = fields[field];
          return (
            <div key={field} className={moment ? 'time-item' : 'time-item time-missing'}>
              <dt>{labels.field(field)}</dt>
              <dd>{moment ? <MomentView moment={moment} /> : t('overview.timeMissing')}</dd>
            </div>
          );
        })}
      </dl>
    </Panel>
  );
};

const FactsPanel = ({ fields }: { fields: CaseRecord<'case'>['fields'] }) => {
  const t = useText();
  const labels = useLabels();
  return (
    <Panel title={t('overview.facts')}>
      {fields.summary !== undefined && <p className="facts-summary">{fields.summary}</p>}
      <dl className="facts">
        {FACTS.map((field) => (
          <div key={field}>
            <dt>{labels.field(field)}</dt>
            <dd>{fields[field] === undefined ? t('form.unset') : <CodeChip field={field} code={fields[field]} />}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
};

const OrganizationPanel = ({ onEdit }: { onEdit: (editing: Editing) => void }) => {
  const t = useText();
  const labels = useLabels();
  const { writable } = useOpenCase();
  const organization = recordsOf(useCaseState(), 'organization')[0] ?? null;
  const fields = organization?.fields;
  const lines = [
    fields?.sector && labels.code('sector', fields.sector),
    fields?.department,
    fields?.address,
    fields?.phone,
  ];
  return (
    <Panel
      title={t('overview.organization')}
      actions={
        <Button
          size="small"
          tone="quiet"
          icon={organization ? Pencil : Plus}
          isDisabled={!writable}
          onPress={() => onEdit({ type: 'organization', id: organization?.id ?? null })}
        >
          {t(organization ? 'overview.editOrganization' : 'overview.addOrganization')}
        </Button>
      }
    >
      {fields && (
        <div className="organization">
          <p className="organization-name">{fields.name}</p>
          {lines.filter(Boolean).map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      )}
    </Panel>
  );
};

const EditForm = ({ editing, onClose }: { editing: Editing; onClose: () => void }) => {
  const state = useCaseState();
  const record = editing.id === null ? null : (state.records.get(editing.type)?.get(editing.id) ?? null);
  return (
    <RecordForm
      key={`${editing.type}:${editing.id}`}
      type={editing.type}
      record={record as CaseRecord<Editable> | null}
      layout={LAYOUTS[editing.type]}
      onDone={onClose}
      onClose={onClose}
    />
  );
};

/** How the case stands, and what to do next. */
export const OverviewScreen = () => {
  const t = useText();
  const { writable } = useOpenCase();
  const state = useCaseState();
  const record = caseRecord(state);
  const [editing, setEditing] = useState<Editing | null>(null);
  const editCase = () => record && setEditing({ type: 'case', id: record.id });
  useShortcut('e', editCase, record !== null && writable);
  if (record === null) return <CaseStart />;
  const { fields } = record;
  return (
    <Split side={editing && <EditForm editing={editing} onClose={() => setEditing(null)} />}>
      <div className="overview">
        <PageHeader
          title={fields.title}
          subtitle={[fields.caseNumber, recordsOf(state, 'organization')[0]?.fields.name].filter(Boolean).join(' · ')}
          actions={
            <Button icon={Pencil} onPress={editCase} isDisabled={!writable}>
              {t('case.edit')}
            </Button>
          }
        />
        <TimesPanel fields={fields} />
        <CountsPanel />
        <div className="overview-columns">
          <NextStepsPanel onEdit={setEditing} />
          <ContactsPanel onEdit={setEditing} />
          <FactsPanel fields={fields} />
          <OrganizationPanel onEdit={setEditing} />
        </div>
      </div>
    </Split>
  );
};
