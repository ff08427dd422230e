import { Check } from 'lucide-react';
import { Checkbox } from 'react-aria-components/Checkbox';

type Props = {
  label: string;
  value: boolean;
  onChange: (value: boolean) => void;
  disabled?: boolean;
  onBlur?: () => void;
};

export const FlagField = ({ label, value, onChange, disabled, onBlur }: Props) => (
  <Checkbox
    className="flag"
    isSelected={value}
    onChange={onChange}
    isDisabled={disabled ?? false}
    {...(onBlur && { onBlur })}
  >
    <span className="flag-box">{value && <Check size={14} aria-hidden />}</span>
    {label}
  </Checkbox>
);
