import type { ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { useText } from '../i18n/language';

/** What every field of a form takes. `problem` is shown below it and read out with it. */
export type FieldProps = {
  label: string;
  required?: boolean;
  hint?: string | undefined;
  problem?: string | null;
  disabled?: boolean;
  autoFocus?: boolean;
  onBlur?: () => void;
};

export const FieldLabel = ({ label, required }: { label: string; required?: boolean | undefined }) => {
  const t = useText();
  return (
    // The mark is drawn by the style sheet: the field itself says "required", and its name stays the label's text.
    <Label className="field-label" {...(required && { 'data-required': t('form.required') })}>
      {label}
    </Label>
  );
};

export const FieldNotes = ({ hint, problem }: Pick<FieldProps, 'hint' | 'problem'>) => (
  <>
    {hint !== undefined && (
      <Text slot="description" className="field-hint">
        {hint}
      </Text>
    )}
    <FieldError className="field-problem">{problem}</FieldError>
  </>
);

type TextProps = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  /** Several lines; the box grows with its content. */
  lines?: boolean;
  type?: 'text' | 'password' | 'email' | 'tel';
  autoComplete?: string;
  /** Values such as hashes, addresses and paths are set in a fixed-width face. */
  mono?: boolean;
  /** Beside the input, e.g. a button. */
  side?: ReactNode;
};

export const TextField = (props: TextProps) => {
  const { label, required, hint, problem, disabled, autoFocus, onBlur, value, onChange, lines, type, mono } = props;
  const common = { placeholder: props.placeholder ?? '', className: mono ? 'input mono' : 'input' };
  return (
    <AriaTextField
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={Boolean(problem)}
      isDisabled={disabled ?? false}
      isRequired={required ?? false}
      validationBehavior="aria"
      type={type ?? 'text'}
      autoComplete={props.autoComplete ?? 'off'}
      {...(onBlur && { onBlur })}
      {...(autoFocus && { autoFocus })}
    >
      <FieldLabel label={label} required={required} />
      <div className="field-row">
        {lines ? <TextArea {...common} className="input input-lines" rows={3} /> : <Input {...common} />}
        {props.side}
      </div>
      <FieldNotes hint={hint} problem={problem ?? null} />
    </AriaTextField>
  );
};
