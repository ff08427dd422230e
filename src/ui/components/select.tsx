import { Check, ChevronDown } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select, SelectValue } from 'react-aria-components/Select';
import { useText } from '../i18n/language';
import { FieldLabel, FieldNotes, type FieldProps } from './field';

export type Choice = { id: string; label: string; detail?: string };

const ChoiceItem = ({ choice }: { choice: Choice }) => (
  <ListBoxItem id={choice.id} textValue={choice.label} className="choice">
    {({ isSelected }) => (
      <>
        <span className="choice-label">{choice.label}</span>
        {choice.detail !== undefined && <span className="choice-detail">{choice.detail}</span>}
        {isSelected && <Check size={14} aria-hidden />}
      </>
    )}
  </ListBoxItem>
);

type ChoiceProps = FieldProps & {
  choices: readonly Choice[];
  /** Id of the choice; the empty string means none. */
  value: string;
  onChange: (id: string) => void;
};

/** An id that no choice has: it stands for "none" in an optional select. */
const NONE = ' none';

/** One of a few. Optional ones can be taken back through the first entry. */
export const SelectField = ({ choices, value, onChange, ...field }: ChoiceProps) => {
  const t = useText();
  const none = field.required ? [] : [{ id: NONE, label: t('form.unset') }];
  return (
    <Select
      className="field"
      value={value === '' ? null : value}
      onChange={(key) => onChange(key === NONE || key === null ? '' : String(key))}
      isInvalid={Boolean(field.problem)}
      isDisabled={field.disabled ?? false}
      isRequired={field.required ?? false}
      validationBehavior="aria"
      placeholder={t('form.unset')}
      {...(field.onBlur && { onBlur: field.onBlur })}
      {...(field.autoFocus && { autoFocus: field.autoFocus })}
    >
      <FieldLabel label={field.label} required={field.required} />
      <AriaButton className="input select-button">
        <SelectValue className="select-value" />
        <ChevronDown size={16} aria-hidden />
      </AriaButton>
      <FieldNotes hint={field.hint} problem={field.problem ?? null} />
      <Popover className="popover" offset={4}>
        <ListBox className="choices" items={[...none, ...choices]}>
          {(choice) => <ChoiceItem choice={choice} />}
        </ListBox>
      </Popover>
    </Select>
  );
};

/** One of many: typing narrows the list. */
export const ComboField = ({ choices, value, onChange, ...field }: ChoiceProps & { placeholder?: string }) => {
  const t = useText();
  return (
    <ComboBox
      className="field"
      value={value === '' ? null : value}
      onChange={(key) => onChange(key === null ? '' : String(key))}
      defaultItems={choices}
      menuTrigger="focus"
      isInvalid={Boolean(field.problem)}
      isDisabled={field.disabled ?? false}
      isRequired={field.required ?? false}
      validationBehavior="aria"
      allowsEmptyCollection
      {...(field.onBlur && { onBlur: field.onBlur })}
      {...(field.autoFocus && { autoFocus: field.autoFocus })}
    >
      <FieldLabel label={field.label} required={field.required} />
      <div className="combo">
        <Input className="input" placeholder={field.placeholder ?? t('refs.placeholder')} />
        <AriaButton className="combo-button">
          <ChevronDown size={16} aria-hidden />
        </AriaButton>
      </div>
      <FieldNotes hint={field.hint} problem={field.problem ?? null} />
      <Popover className="popover" offset={4}>
        <ListBox<Choice> className="choices" renderEmptyState={() => <p className="choices-empty">{t('refs.none')}</p>}>
          {(choice) => <ChoiceItem choice={choice} />}
        </ListBox>
      </Popover>
    </ComboBox>
  );
};
