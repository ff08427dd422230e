import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { Button, IconButton } from '../components/button';
import { useShortcut } from '../hooks/shortcut';
import { useText } from '../i18n/language';

type Props = {
  title: string;
  onSubmit: () => void;
  onClose: () => void;
  problemCount: number;
  note: ReactNode;
  disabled: boolean;
  side?: ReactNode;
  children: ReactNode;
};

/** The frame of every form at the side of a list: title, scrolling body, and a foot that is always in sight. */
export const FormFrame = (props: Props) => {
  const t = useText();
  const body = useRef<HTMLDivElement>(null);
  useShortcut('escape', props.onClose, true);
  // Wherever the focus is: a button that went away after its work leaves it on the page. Not from behind a dialog.
  const submit = () => {
    if (!body.current?.closest('[inert], [aria-hidden="true"]')) props.onSubmit();
  };
  useShortcut('ctrl+enter', submit, !props.disabled);
  useEffect(() => {
    if (props.problemCount > 0)
      body.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] button')?.focus();
  }, [props.problemCount]);
  return (
    <form
      className="form"
      aria-label={props.title}
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      <div className="form-head">
        <h2>{props.title}</h2>
        <IconButton label={t('form.cancel')} icon={X} onPress={props.onClose} />
      </div>
      <div className="form-body" ref={body}>
        {props.children}
      </div>
      <div className="form-foot">
        <p className="form-status" aria-live="polite">
          {props.problemCount > 0 ? t('form.problems', { count: props.problemCount }) : props.note}
        </p>
        <div className="form-buttons">
          {props.side}
          <Button tone="quiet" onPress={props.onClose}>
            {t('form.cancel')}
          </Button>
          <Button tone="primary" type="submit" isDisabled={props.disabled}>
            {t('form.save')}
          </Button>
        </div>
        <p className="form-hint">{t('form.saveHint')}</p>
      </div>
    </form>
  );
};
