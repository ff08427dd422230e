import { GraduationCap, Info, Lock, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Icon } from '../components/button';
import { Button, IconButton } from '../components/button';
import { useActivity } from '../hooks/activity';
import { useOpenCase } from '../hooks/case';
import { useText } from '../i18n/language';
import { useApp } from './app-context';

const Banner = ({
  tone,
  icon: IconView,
  title,
  children,
  action,
}: {
  tone: 'training' | 'warning' | 'danger' | 'info';
  icon: Icon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) => (
  <div className={`banner banner-${tone}`} role="status">
    <IconView size={16} aria-hidden />
    <strong>{title}</strong>
    <span className="banner-text">{children}</span>
    {action}
  </div>
);

/** What the person must know about this case while working in it. */
export const Banners = ({ training }: { training: boolean }) => {
  const t = useText();
  const { writable, notices } = useOpenCase();
  const { blockedBy } = useActivity();
  const { recheck } = useApp();
  const [dismissed, setDismissed] = useState(false);
  return (
    <>
      {training && (
        <Banner tone="training" icon={GraduationCap} title={t('top.training')}>
          {t('top.trainingText')}
        </Banner>
      )}
      {!writable && (
        <Banner tone="danger" icon={Lock} title={t('state.readOnlyTitle')}>
          {t('state.readOnlyText')}{' '}
          {notices
            .filter(({ kind }) => kind === 'read-only')
            .map(({ detail }) => detail)
            .join(' ')}
        </Banner>
      )}
      {blockedBy !== null && (
        <Banner
          tone="danger"
          icon={Lock}
          title={t(`error.${blockedBy}`)}
          action={
            <Button size="small" onPress={recheck}>
              {t('state.retry')}
            </Button>
          }
        >
          {t(`error.${blockedBy}.kept`)} {t(`error.${blockedBy}.todo`)}
        </Banner>
      )}
      {!dismissed &&
        notices
          .filter(({ kind }) => kind !== 'read-only')
          .map((notice) => (
            <Banner
              key={notice.kind + notice.detail}
              tone="warning"
              icon={Info}
              title={t(`notice.${notice.kind}`)}
              action={<IconButton label={t('state.dismiss')} icon={X} onPress={() => setDismissed(true)} />}
            >
              {notice.detail}
            </Banner>
          ))}
    </>
  );
};
