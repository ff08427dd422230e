import { Trash2 } from 'lucide-react';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import type { CaseRecord } from '../../core/journal/state';
import { ADD_ONLY, type Fields, type RecordType } from '../../core/records/types';
import { createPayload, updatePayload, type Writes } from '../../core/session/session-type';
import { formatInstant } from '../../core/time/moment';
import { Button } from '../components/button';
import { useCaseState, useOpenCase } from '../hooks/case';
import { useDraft, type DraftValues } from '../hooks/draft';
import { useSave } from '../hooks/save';
import { useLabels, useText } from '../i18n/language';
import type { TextKey } from '../i18n/text';
import { FieldInput } from './field-input';
import { DraftNote } from './draft-note';
import { FormFrame } from './form-frame';
import { personName } from './record-label';
import { useProblemText } from './problem-text';
import { draftFrom, editedFields, fieldsForCreate, readForm, type Problems } from './values';

/** Rows of one to three field keys, under an optional heading. */
export type FormSection = { title?: TextKey; rows: readonly (readonly string[])[] };
export type FormLayout = readonly FormSection[];

type Props<T extends RecordType> = {
  type: T;
  /** Null for a new one. Mount again with a React `key` of the id when another record is shown. */
  record: CaseRecord<T> | null;
  layout: FormLayout;
  /** What a new record starts with. */
  defaults?: Partial<Fields<T>>;
  /** After the journal has acknowledged the change. */
  onDone: (id: string) => void;
  onClose: () => void;
  /** Above the fields, e.g. a button that fills them. */
  children?: (set: (key: string, value: string) => void) => ReactNode;
};

/** The id of the written record; null when the journal did not take it, which the person has been told. */
type Written = { ok: true; id: string | null } | { ok: false; problems: Problems };

/** Reads a draft and writes it as one new record, or as the fields that were edited. */
const useRecordWrite = <T extends RecordType>(
  type: T,
  record: CaseRecord<T> | null,
  defaults: Partial<Fields<T>>,
  fields: readonly string[],
) => {
  const t = useText();
  const labels = useLabels();
  const save = useSave();
  return async (draft: DraftValues, base: DraftValues): Promise<Written> => {
    const asked = record === null ? fields : editedFields(fields, draft, base);
    const read = readForm(type, asked, draft);
    if (!read.ok) return read;
    if (record === null) {
      const id = crypto.randomUUID();
      const values = { ...defaults, ...fieldsForCreate<T>(read.values) };
      const saved = await save([createPayload(type, id, values)], t('toast.created', { type: labels.type(type) }));
      return { ok: true, id: saved ? id : null };
    }
    if (asked.length === 0) return { ok: true, id: record.id };
    const payload = updatePayload(type, record.id, read.values as unknown as Writes<T>);
    const saved = await save([payload], t('toast.updated', { type: labels.type(type) }));
    return { ok: true, id: saved ? record.id : null };
  };
};

/** Creates or edits a record. Ctrl+Enter saves; Escape closes and keeps the draft. */
export const RecordForm = <T extends RecordType>(props: Props<T>) => {
  const { type, record, layout, onDone, onClose } = props;
  const t = useText();
  const labels = useLabels();
  const save = useSave();
  const { writable } = useOpenCase();
  const problemText = useProblemText();
  const [defaults] = useState(props.defaults ?? {});
  const base = useMemo(() => draftFrom((record?.fields ?? defaults) as never), [record, defaults]);
  const draft = useDraft(`${type}:${record?.id ?? 'new'}`, base);
  const [problems, setProblems] = useState<Problems>({});
  const busy = useRef(false);
  const fields = layout.flatMap(({ rows }) => rows.flat());
  const write = useRecordWrite(type, record, defaults, fields);

  const submit = async () => {
    if (busy.current || !writable) return;
    busy.current = true;
    try {
      const written = await write(draft.values, base);
      setProblems(written.ok ? {} : written.problems);
      if (!written.ok || written.id === null) return;
      await draft.clear();
      onDone(written.id);
    } finally {
      busy.current = false;
    }
  };
  const remove = async () => {
    if (record === null) return;
    const removed = await save(
      [{ kind: 'record.remove', type, id: record.id }],
      t('toast.removed', { type: labels.type(type) }),
    );
    if (removed) onClose();
  };
  const canRemove = record !== null && writable && !ADD_ONLY.has(type) && type !== 'case';

  return (
    <FormFrame
      title={t(record === null ? 'form.newTitle' : 'form.editTitle', { type: labels.type(type) })}
      onSubmit={() => void submit()}
      onClose={onClose}
      problemCount={Object.keys(problems).length}
      note={<DraftNote draft={draft} />}
      disabled={!writable}
      side={
        canRemove && (
          <Button tone="danger" size="small" icon={Trash2} onPress={() => void remove()}>
            {t('form.remove')}
          </Button>
        )
      }
    >
      {props.children?.(draft.set)}
      {layout.map((section, index) => (
        <fieldset key={section.title ?? index} className="form-section">
          {section.title !== undefined && <legend>{t(section.title as 'form.add')}</legend>}
          {section.rows.map((row) => (
            <div key={row.join(' ')} className={`form-row form-row-${row.length}`}>
              {row.map((field) => (
                <FieldInput
                  key={field}
                  type={type}
                  field={field}
                  values={draft.values}
                  set={draft.set}
                  problem={problems[field] ? problemText(problems[field]) : null}
                  onBlur={draft.flush}
                  disabled={!writable}
                  autoFocus={record === null && field === fields[0]}
                />
              ))}
            </div>
          ))}
        </fieldset>
      ))}
      {record !== null && <RecordMeta record={record} />}
    </FormFrame>
  );
};

const RecordMeta = ({ record }: { record: CaseRecord }) => {
  const t = useText();
  const state = useCaseState();
  return (
    <p className="form-meta">
      {t('form.meta', {
        created: formatInstant(record.createdAt, 'Asia/Tokyo'),
        createdBy: personName(state, record.createdBy),
        modified: formatInstant(record.modifiedAt, 'Asia/Tokyo'),
        modifiedBy: personName(state, record.modifiedBy),
      })}
    </p>
  );
};
