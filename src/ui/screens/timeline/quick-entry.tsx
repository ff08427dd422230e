import { X } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { EVENT_CATEGORIES } from '../../../core/records/vocabularies';
import { RECORD_TYPES, type Fields } from '../../../core/records/types';
import { createPayload } from '../../../core/session/session-type';
import { formatMoment } from '../../../core/time/moment';
import { readQuickTime } from '../../../core/timeline/quick-time';
import { Button, IconButton } from '../../components/button';
import { TextField } from '../../components/field';
import { SelectField } from '../../components/select';
import { bothTimes } from '../../components/time-field';
import { useZoneChoices } from '../../components/zones';
import { DraftNote } from '../../forms/draft-note';
import { useOpenCase } from '../../hooks/case';
import { useDraft } from '../../hooks/draft';
import { useSave } from '../../hooks/save';
import { matchesShortcut, useShortcut } from '../../hooks/shortcut';
import { useLabels, useText } from '../../i18n/language';

const INITIAL = { zone: 'Asia/Tokyo' };

type Props = { onClose: () => void; onDetails: (id: string) => void };

/** Notes an event in seconds: a time, a text, Ctrl+Enter, and the next. "Now" is the time of saving. */
export const QuickEntry = ({ onClose, onDetails }: Props) => {
  const t = useText();
  const labels = useLabels();
  const save = useSave();
  const { writable } = useOpenCase();
  const [initial] = useState(INITIAL);
  const draft = useDraft('timeline:quick', initial);
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const busy = useRef(false);
  const { time = '', message = '', category = '', zone = '' } = draft.values;
  const zones = useZoneChoices(zone);
  const read = readQuickTime(time, zone, Date.now());
  const timeProblem = read.ok || (time.trim() === '' && !tried) ? null : t(`timeline.problem.${read.reason}`);
  const { max } = RECORD_TYPES.timelineEvent.message;
  const messageProblem =
    message.length > max
      ? t('problem.tooLong', { max })
      : tried && message.trim() === ''
        ? t('timeline.problem.no-message')
        : null;

  const submit = async (): Promise<string | null> => {
    setTried(true);
    const now = readQuickTime(time, zone, Date.now());
    if (busy.current || !writable || !now.ok || message.trim() === '' || message.length > max) return null;
    busy.current = true;
    const id = crypto.randomUUID();
    const known = EVENT_CATEGORIES.find((code) => code === category);
    const fields: Fields<'timelineEvent'> = {
      occurredAt: now.moment,
      message: message.trim(),
      ...(known && { category: known }),
    };
    const done = t('timeline.quick.saved', { time: formatMoment(now.moment, 'Asia/Tokyo') });
    const saved = await save([createPayload('timelineEvent', id, fields)], done);
    if (saved) {
      await draft.clear();
      setTried(false);
      form.current?.querySelector<HTMLElement>('input')?.focus();
    }
    busy.current = false;
    return saved ? id : null;
  };
  const submitAndOpen = async () => {
    const id = await submit();
    if (id !== null) onDetails(id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!matchesShortcut(event.nativeEvent, 'ctrl+enter')) return;
    event.preventDefault();
    void submit();
  };
  useShortcut('escape', onClose, true);
  const field = (key: string) => ({
    value: draft.values[key] ?? '',
    onChange: (value: string) => draft.set(key, value),
    onBlur: draft.flush,
    disabled: !writable,
  });
  return (
    <form
      ref={form}
      className="quick"
      aria-label={t('timeline.quick.title')}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className="quick-fields">
        <TextField
          {...field('time')}
          label={t('timeline.quick.time')}
          placeholder={t('time.placeholder')}
          problem={timeProblem}
          autoFocus
        />
        <TextField {...field('message')} label={t('timeline.quick.message')} problem={messageProblem} lines />
        <SelectField
          {...field('category')}
          label={t('timeline.quick.category')}
          choices={EVENT_CATEGORIES.map((code) => ({ id: code, label: labels.code('category', code) }))}
        />
        <SelectField {...field('zone')} label={t('timeline.quick.zone')} choices={zones} />
        <IconButton label={t('timeline.quick.close')} icon={X} onPress={onClose} />
      </div>
      <div className="quick-foot">
        <p className="quick-read" aria-live="polite">
          {read.ok ? bothTimes(read.moment) : t('timeline.quick.timeHint')}
        </p>
        <DraftNote draft={draft} />
        <span className="toolbar-space" />
        <span className="form-hint">{t('timeline.quick.hint')}</span>
        <Button size="small" tone="quiet" onPress={() => void submitAndOpen()} isDisabled={!writable}>
          {t('timeline.quick.details')}
        </Button>
        <Button size="small" tone="primary" type="submit" isDisabled={!writable}>
          {t('timeline.quick.save')}
        </Button>
      </div>
    </form>
  );
};
