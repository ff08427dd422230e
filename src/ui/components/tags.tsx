import { X } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { isComposing } from '../hooks/shortcut';
import { useText } from '../i18n/language';
import { FieldLabel, FieldNotes, type FieldProps } from './field';
import type { Choice } from './select';

const TagList = ({
  tags,
  onRemove,
  disabled,
}: {
  tags: readonly Choice[];
  onRemove: (id: string) => void;
  disabled: boolean;
}) => {
  const t = useText();
  if (tags.length === 0) return null;
  return (
    <ul className="tags">
      {tags.map(({ id, label }) => (
        <li key={id} className="tag">
          <span className="tag-text">{label}</span>
          {!disabled && (
            <AriaButton
              className="tag-remove"
              aria-label={t('tags.remove', { value: label })}
              onPress={() => onRemove(id)}
            >
              <X size={12} aria-hidden />
            </AriaButton>
          )}
        </li>
      ))}
    </ul>
  );
};

type TagProps = FieldProps & { values: readonly string[]; onChange: (values: readonly string[]) => void };

/** Several short texts. Enter or leaving the field adds; pasted lines become one entry each. */
export const TagField = ({ values, onChange, ...field }: TagProps) => {
  const t = useText();
  const [typed, setTyped] = useState('');
  const add = (text: string) => {
    const entries = text
      .split(/[\r\n\t、]+/u)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '');
    if (entries.length > 0) onChange([...new Set([...values, ...entries])]);
    setTyped('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent) || event.key !== 'Enter' || event.ctrlKey || typed.trim() === '') return;
    event.preventDefault();
    add(typed);
  };
  return (
    <AriaTextField
      className="field"
      value={typed}
      onChange={setTyped}
      isInvalid={Boolean(field.problem)}
      isDisabled={field.disabled ?? false}
      validationBehavior="aria"
      autoComplete="off"
      onBlur={() => {
        add(typed);
        field.onBlur?.();
      }}
    >
      <FieldLabel label={field.label} required={field.required} />
      <TagList
        tags={values.map((value) => ({ id: value, label: value }))}
        disabled={field.disabled ?? false}
        onRemove={(id) => onChange(values.filter((value) => value !== id))}
      />
      <Input
        className="input"
        placeholder={t('tags.placeholder')}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text/plain');
          if (!/[\r\n]/u.test(text)) return;
          event.preventDefault();
          add(text);
        }}
      />
      <FieldNotes hint={field.hint} problem={field.problem ?? null} />
    </AriaTextField>
  );
};

const CREATE = ' create';

type RefsProps = TagProps & {
  choices: readonly Choice[];
  /** Shown for a value that is no choice any more. */
  missingLabel: string;
  /** Makes a record of this name and answers with its id; null when that failed or is not possible here. */
  onCreate?: ((name: string) => Promise<string | null>) | undefined;
};

/** Several records, found by typing; a name that is not there yet can be added on the spot. */
export const RefsField = ({ values, onChange, choices, missingLabel, onCreate, ...field }: RefsProps) => {
  const t = useText();
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const labels = new Map(choices.map((choice) => [choice.id, choice.label]));
  const needle = typed.trim().normalize('NFKC').toLowerCase();
  const open = choices.filter(
    (choice) => !values.includes(choice.id) && choice.label.normalize('NFKC').toLowerCase().includes(needle),
  );
  const isNew = onCreate !== undefined && needle !== '' && !choices.some(({ label }) => label === typed.trim());
  const items = isNew ? [...open, { id: CREATE, label: t('refs.create', { name: typed.trim() }) }] : open;
  const choose = async (key: string) => {
    const name = typed.trim();
    setTyped('');
    const id = key === CREATE ? await onCreate?.(name) : key;
    if (id) onChange([...values, id]);
    input.current?.focus();
  };
  return (
    <ComboBox
      className="field"
      value={null}
      onChange={(key) => void (key !== null && choose(String(key)))}
      inputValue={typed}
      onInputChange={setTyped}
      items={items}
      menuTrigger="focus"
      allowsEmptyCollection
      isInvalid={Boolean(field.problem)}
      isDisabled={field.disabled ?? false}
      validationBehavior="aria"
      {...(field.onBlur && { onBlur: field.onBlur })}
    >
      <FieldLabel label={field.label} required={field.required} />
      <TagList
        tags={values.map((id) => ({ id, label: labels.get(id) ?? missingLabel }))}
        disabled={field.disabled ?? false}
        onRemove={(id) => onChange(values.filter((value) => value !== id))}
      />
      <Input ref={input} className="input" placeholder={t('refs.placeholder')} />
      <FieldNotes hint={field.hint} problem={field.problem ?? null} />
      <Popover className="popover" offset={4}>
        <ListBox<Choice> className="choices" renderEmptyState={() => <p className="choices-empty">{t('refs.none')}</p>}>
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.label} className="choice">
              <span className="choice-label">{choice.label}</span>
              {choice.detail !== undefined && <span className="choice-detail">{choice.detail}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
};
