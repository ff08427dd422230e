import { useRef, useState } from 'react';
import type { RecordType } from '../../../core/records/types';
import { createPayload } from '../../../core/session/session-type';
import { Button } from '../../components/button';
import { PageHeader } from '../../components/display';
import { DraftNote } from '../../forms/draft-note';
import { FieldInput } from '../../forms/field-input';
import { useProblemText } from '../../forms/problem-text';
import { fieldsForCreate, readForm, type Problems } from '../../forms/values';
import { useCase, useOpenCase } from '../../hooks/case';
import { useDraft, type DraftValues } from '../../hooks/draft';
import { useSave } from '../../hooks/save';
import { useShortcut } from '../../hooks/shortcut';
import { useToasts } from '../../hooks/toasts';
import { useText } from '../../i18n/language';
import type { TextKey } from '../../i18n/text';

type Part = { type: RecordType; title: TextKey; hint?: TextKey; rows: readonly (readonly string[])[] };

/** What is asked when a case begins; the rest can wait. */
const PARTS: readonly Part[] = [
  {
    type: 'case',
    title: 'case.section.basic',
    rows: [['title'], ['caseNumber', 'incidentType', 'tlp'], ['summary']],
  },
  {
    type: 'case',
    title: 'case.section.times',
    hint: 'case.section.timesHint',
    rows: [
      ['occurredAt', 'detectedAt'],
      ['recognisedAt', 'reportedAt'],
    ],
  },
  {
    type: 'organization',
    title: 'case.section.organization',
    rows: [
      ['name', 'sector'],
      ['department', 'phone'],
    ],
  },
  {
    type: 'contact',
    title: 'case.section.contact',
    rows: [['name', 'contactRole'], ['phone', 'email'], ['outOfBand']],
  },
];
const INITIAL: DraftValues = {
  'contact.contactRole': 'liaison',
  ...Object.fromEntries(
    ['occurredAt', 'detectedAt', 'recognisedAt', 'reportedAt'].map((field) => [`case.${field}@zone`, 'Asia/Tokyo']),
  ),
};

const fieldsOf = (type: RecordType): readonly string[] =>
  PARTS.filter((part) => part.type === type).flatMap(({ rows }) => rows.flat());

/** One draft holds fields of several records; this is the part of one of them. */
const scoped = (values: DraftValues, type: RecordType): DraftValues =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([key]) => key.startsWith(`${type}.`))
      .map(([key, value]) => [key.slice(type.length + 1), value]),
  );

/** Organisation and contact are only written when something of them was entered. */
const wanted = (values: DraftValues): readonly RecordType[] =>
  (['case', 'organization', 'contact'] as const).filter(
    (type) =>
      type === 'case' ||
      fieldsOf(type).some((field) => {
        const key = `${type}.${field}`;
        const text = (values[key] ?? '').trim();
        return text !== '' && text !== INITIAL[key];
      }),
  );

const readParts = (values: DraftValues) => {
  const problems: Record<string, Problems> = {};
  const records = wanted(values).map((type) => {
    const read = readForm(type, fieldsOf(type), scoped(values, type));
    if (!read.ok) problems[type] = read.problems;
    return { type, fields: read.ok ? read.values : {} };
  });
  return { records, problems };
};

/** Shown while a case has no details yet: it exists already, so that what is typed here is kept in its journal. */
export const CaseStart = () => {
  const t = useText();
  const session = useCase();
  const save = useSave();
  const { show } = useToasts();
  const { writable } = useOpenCase();
  const problemText = useProblemText();
  const draft = useDraft('case:start', INITIAL);
  const [problems, setProblems] = useState<Record<string, Problems>>({});
  const busy = useRef(false);
  const submit = async () => {
    const read = readParts(draft.values);
    setProblems(read.problems);
    if (Object.keys(read.problems).length > 0 || busy.current) return;
    busy.current = true;
    const payloads = read.records.map(({ type, fields }) => {
      const first = type === 'case' ? { investigationStatus: 'open' as const } : {};
      const id = type === 'case' ? session.caseId : crypto.randomUUID();
      return createPayload(type, id, { ...first, ...fieldsForCreate(fields) } as never);
    });
    // Cleared in the same breath: the form goes away as soon as the case has its details.
    const saved = await save([...payloads, { kind: 'draft.clear', key: 'case:start' }], null);
    busy.current = false;
    if (!saved) return draft.flush();
    // Nothing to undo: a case is not removed, and without its details it could not be found again.
    show({ kind: 'done', title: t('case.created'), lines: [], action: null });
  };
  useShortcut('ctrl+enter', () => void submit(), writable);
  const asked = wanted(draft.values);
  const count = Object.values(problems).reduce((sum, of) => sum + Object.keys(of).length, 0);
  return (
    <form
      className="case-start"
      aria-label={t('case.newTitle')}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <PageHeader title={t('case.newTitle')} subtitle={t('case.newIntro')} />
      {PARTS.map((part) => (
        <fieldset key={part.title} className="form-section panel">
          <legend>{t(part.title as 'form.add')}</legend>
          {part.hint && <p className="field-hint">{t(part.hint as 'form.add')}</p>}
          {part.rows.map((row) => (
            <div key={row.join(' ')} className={`form-row form-row-${row.length}`}>
              {row.map((field) => {
                const problem = problems[part.type]?.[field];
                return (
                  <FieldInput
                    key={field}
                    type={part.type}
                    field={field}
                    values={scoped(draft.values, part.type)}
                    set={(key, value) => draft.set(`${part.type}.${key}`, value)}
                    problem={problem ? problemText(problem) : null}
                    onBlur={draft.flush}
                    disabled={!writable}
                    optional={!asked.includes(part.type)}
                    autoFocus={part.type === 'case' && field === 'title'}
                  />
                );
              })}
            </div>
          ))}
        </fieldset>
      ))}
      <div className="case-start-foot">
        <p className="form-status" aria-live="polite">
          {count > 0 ? t('form.problems', { count }) : <DraftNote draft={draft} />}
        </p>
        <Button tone="primary" type="submit" isDisabled={!writable}>
          {t('case.create')}
        </Button>
      </div>
    </form>
  );
};
