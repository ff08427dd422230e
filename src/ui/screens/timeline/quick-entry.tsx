import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Moment } from '../../../core/records/fields';
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

type Entry = { time: string; zone: string; message: string; category: string };

/** What was typed, as it would be noted at `nowMs`; the problems of an empty field are told only after trying to save. */
const useReading = ({ time, zone, message }: Entry, nowMs: number, tried: boolean) => {
  const t = useText();
  const read = readQuickTime(time, zone, nowMs);
  const { max } = RECORD_TYPES.timelineEvent.message;
  const timeProblem = read.ok || (time.trim() === '' && !tried) ? null : t(`timeline.problem.${read.reason}`);
  const missing = tried && message.trim() === '' ? t('timeline.problem.no-message') : null;
  return { read, timeProblem, messageProblem: message.length > max ? t('problem.tooLong', { max }) : missing };
};

const eventOf = ({ message, category }: Entry, occurredAt: Moment): Fields<'timelineEvent'> => {
  const known = EVENT_CATEGORIES.find((code) => code === category);
  return { occurredAt, message: message.trim(), ...(known && { category: known }) };
};

/** Writes the entry and answers with the new event's id; null when it could not be written. */
const useNote = () => {
  const t = useText();
  const save = useSave();
  return async (entry: Entry, occurredAt: Moment): Promise<string | null> => {
    const id = crypto.randomUUID();
    const done = t('timeline.quick.saved', { time: formatMoment(occurredAt, 'Asia/Tokyo') });
    return (await save([createPayload('timelineEvent', id, eventOf(entry, occurredAt))], done)) ? id : null;
  };
};

const QuickFields = ({
  entry,
  set,
  flush,
  reading,
  onClose,
}: {
  entry: Entry;
  set: (key: keyof Entry, value: string) => void;
  flush: () => void;
  reading: ReturnType<typeof useReading>;
  onClose: () => void;
}) => {
  const t = useText();
  const labels = useLabels();
  const { writable } = useOpenCase();
  const zones = useZoneChoices(entry.zone);
  const field = (key: keyof Entry) => ({
    label: t(`timeline.quick.${key}`),
    value: entry[key],
    onChange: (value: string) => set(key, value),
    onBlur: flush,
    disabled: !writable,
  });
  return (
    <div className="quick-fields">
      <TextField {...field('time')} placeholder={t('timeline.quick.now')} problem={reading.timeProblem} autoFocus />
      <TextField {...field('message')} problem={reading.messageProblem} lines />
      <SelectField
        {...field('category')}
        choices={EVENT_CATEGORIES.map((code) => ({ id: code, label: labels.code('category', code) }))}
      />
      <SelectField {...field('zone')} choices={zones} required />
      <IconButton label={t('timeline.quick.close')} icon={X} onPress={onClose} />
    </div>
  );
};

/** Notes an event in seconds: a time, a text, Ctrl+Enter, and the next. "Now" is the time of saving. */
export const QuickEntry = ({ onClose, onDetails }: Props) => {
  const t = useText();
  const note = useNote();
  const { writable } = useOpenCase();
  const [initial] = useState(INITIAL);
  const draft = useDraft('timeline:quick', initial);
  const [tried, setTried] = useState(false);
  const [nowMs, setNowMs] = useState(() => Date.now());
  const form = useRef<HTMLFormElement>(null);
  const busy = useRef(false);
  const entry: Entry = { time: '', message: '', category: '', zone: '', ...draft.values };
  const reading = useReading(entry, nowMs, tried);

  const submit = async (): Promise<string | null> => {
    setTried(true);
    const now = readQuickTime(entry.time, entry.zone, Date.now());
    if (busy.current || !writable || !now.ok || entry.message.trim() === '' || reading.messageProblem !== null)
      return null;
    busy.current = true;
    const id = await note(entry, now.moment);
    if (id !== null) {
      await draft.clear();
      setTried(false);
      form.current?.querySelector<HTMLElement>('input')?.focus();
    }
    busy.current = false;
    return id;
  };
  const submitAndOpen = async () => {
    const id = await submit();
    if (id !== null) onDetails(id);
  };
  useShortcut('escape', onClose, true);
  return (
    <form
      ref={form}
      className="quick"
      aria-label={t('timeline.quick.title')}
      onKeyDown={(event) => {
        if (!matchesShortcut(event.nativeEvent, 'ctrl+enter')) return;
        event.preventDefault();
        void submit();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <QuickFields
        entry={entry}
        set={(key, value) => {
          setNowMs(Date.now());
          draft.set(key, value);
        }}
        flush={draft.flush}
        reading={reading}
        onClose={onClose}
      />
      <div className="quick-foot">
        <p className="quick-read" aria-live="polite">
          {reading.read.ok ? bothTimes(reading.read.moment) : t('timeline.quick.timeHint')}
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
