import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Text } from 'react-aria-components/Text';
import {
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastRegion as Region,
} from 'react-aria-components/Toast';
import { Button } from '../components/button';
import { useToasts, type ToastMessage } from '../hooks/toasts';
import { useText } from '../i18n/language';

const ICONS = { done: CircleCheck, info: Info, error: CircleAlert } as const;

const Message = ({ message }: { message: ToastMessage }) => {
  const IconView = ICONS[message.kind];
  return (
    <>
      <IconView size={18} aria-hidden />
      <ToastContent className="toast-content">
        <Text slot="title" className="toast-title">
          {message.title}
        </Text>
        {message.lines.length > 0 && (
          <Text slot="description" className="toast-lines">
            {message.lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </Text>
        )}
      </ToastContent>
    </>
  );
};

export const ToastRegion = () => {
  const t = useText();
  const { queue } = useToasts();
  return (
    <Region queue={queue} className="toasts" aria-label={t('toast.region')}>
      {({ toast }) => (
        <Toast toast={toast} className={`toast toast-${toast.content.kind}`}>
          <Message message={toast.content} />
          {toast.content.action && (
            <Button
              size="small"
              onPress={() => {
                toast.content.action?.run();
                queue.close(toast.key);
              }}
            >
              {toast.content.action.label}
            </Button>
          )}
          <AriaButton slot="close" className="icon-button" aria-label={t('toast.close')}>
            <X size={16} aria-hidden />
          </AriaButton>
        </Toast>
      )}
    </Region>
  );
};
