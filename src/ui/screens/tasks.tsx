import { Check, ListTodo } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { CaseRecord } from '../../core/journal/state';
import { updatePayload } from '../../core/session/session-type';
import { IconButton } from '../components/button';
import { useFieldColumns, type Column, type FieldColumn } from '../components/columns';
import { Chip } from '../components/display';
import { FlagField } from '../components/flag';
import { RecordScreen } from '../components/record-screen';
import type { FormLayout } from '../forms/record-form';
import { useOpenCase } from '../hooks/case';
import { useSave } from '../hooks/save';
import { useText } from '../i18n/language';
import { useCaseRoute } from '../shell/routes';

type Task = CaseRecord<'task'>;

const LAYOUT: FormLayout = [
  {
    rows: [['title'], ['taskStatus', 'priority'], ['phase', 'assigneeId'], ['dueAt'], ['systemIds'], ['description']],
  },
];
const FIELDS: readonly FieldColumn[] = [
  { field: 'title', width: 'minmax(12rem, 3fr)' },
  { field: 'taskStatus', width: '7rem' },
  { field: 'priority', width: '5rem' },
  { field: 'phase', width: '9rem', secondary: true },
  { field: 'assigneeId', width: 'minmax(6rem, 1fr)', secondary: true },
  { field: 'dueAt', width: '12rem' },
];

export const isOpenTask = ({ fields }: Task): boolean =>
  fields.taskStatus === undefined || fields.taskStatus === 'pending' || fields.taskStatus === 'ongoing';

/** Open, with a due time before `now` (ISO 8601 UTC). */
export const isOverdue = (task: Task, now: string): boolean =>
  isOpenTask(task) && task.fields.dueAt !== undefined && task.fields.dueAt.utc < now;

const useDoneColumn = (): Column<Task> => {
  const t = useText();
  const save = useSave();
  const { writable } = useOpenCase();
  return useMemo(
    () => ({
      id: 'done',
      header: t('table.actions'),
      width: '7rem',
      actions: true,
      text: (task) => (isOverdue(task, new Date().toISOString()) ? t('tasks.overdue') : ''),
      cell: (task) => (
        <span className="cell-actions">
          {isOverdue(task, new Date().toISOString()) && <Chip tone="danger">{t('tasks.overdue')}</Chip>}
          {isOpenTask(task) && (
            <IconButton
              label={t('tasks.markDone', { title: task.fields.title })}
              icon={Check}
              isDisabled={!writable}
              onPress={() => void save([updatePayload('task', task.id, { taskStatus: 'successful' })], t('tasks.done'))}
            />
          )}
        </span>
      ),
    }),
    [t, save, writable],
  );
};

export const TasksScreen = () => {
  const t = useText();
  const { recordId, go } = useCaseRoute();
  const [openOnly, setOpenOnly] = useState(false);
  const fields = useFieldColumns('task', FIELDS);
  const done = useDoneColumn();
  const columns = useMemo(() => [...fields, done], [fields, done]);
  return (
    <RecordScreen
      type="task"
      columns={columns}
      layout={LAYOUT}
      openId={recordId}
      setOpenId={(id) => go('tasks', id)}
      defaults={{ taskStatus: 'pending', priority: 'medium' }}
      initialSort={{ column: 'dueAt', direction: 'ascending' }}
      filters={<FlagField label={t('tasks.open')} value={openOnly} onChange={setOpenOnly} />}
      emptyIcon={ListTodo}
      emptyTitle={t('tasks.emptyTitle')}
      emptyText={t('tasks.emptyText')}
      {...(openOnly && { accept: isOpenTask })}
    />
  );
};
