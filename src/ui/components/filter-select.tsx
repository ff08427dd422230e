import { Check, ChevronDown } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select, SelectValue } from 'react-aria-components/Select';
import { useText } from '../i18n/language';
import type { Choice } from './select';

/** An id that no choice has: it stands for "all". */
const ALL = ' all';

type Props<T extends string> = {
  label: string;
  choices: readonly (Choice & { id: T })[];
  /** Null lets everything through. */
  value: T | null;
  onChange: (value: T | null) => void;
};

/** Narrows a list to one of a few; says in one line what it narrows and to what. */
export const FilterSelect = <T extends string>({ label, choices, value, onChange }: Props<T>) => {
  const t = useText();
  const all: Choice = { id: ALL, label: t('filter.all') };
  const chosen = choices.find(({ id }) => id === value) ?? all;
  return (
    <Select
      className={value === null ? 'filter-select' : 'filter-select filter-active'}
      aria-label={`${label} ${chosen.label}`}
      value={value ?? ALL}
      onChange={(key) => onChange(choices.find(({ id }) => id === key)?.id ?? null)}
    >
      <Label className="filter-label">{label}</Label>
      <AriaButton className="filter-button">
        <SelectValue className="filter-value">{chosen.label}</SelectValue>
        <ChevronDown size={14} aria-hidden />
      </AriaButton>
      <Popover className="popover" offset={4}>
        <ListBox className="choices" items={[all, ...choices]}>
          {(choice) => (
            <ListBoxItem id={choice.id} textValue={choice.label} className="choice">
              {({ isSelected }) => (
                <>
                  <span className="choice-label">{choice.label}</span>
                  {isSelected && <Check size={14} aria-hidden />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
};
