import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Moment } from '../../core/records/fields';
import type { Tlp } from '../../core/records/vocabularies';
import { formatInstant, formatMoment } from '../../core/time/moment';
import { useToasts } from '../hooks/toasts';
import { useLabels, useText } from '../i18n/language';
import { IconButton, type Icon } from './button';

/** A marking in the colours of TLP 2.0. */
export const TlpChip = ({ level }: { level: Tlp }) => {
  const labels = useLabels();
  return <span className={`tlp tlp-${level.replace('+', '-')}`}>{labels.code('tlp', level)}</span>;
};

export type Tone = 'neutral' | 'danger' | 'warning' | 'good' | 'info';
export const Chip = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <span className={`chip chip-${tone}`}>{children}</span>
);

/** How grave a code is; codes that are not listed are neutral. */
const TONES: Readonly<Record<string, Tone>> = {
  'compromiseStatus.compromised': 'danger',
  'compromiseStatus.suspected': 'warning',
  'compromiseStatus.not-compromised': 'good',
  'containmentState.requested': 'warning',
  'containmentState.isolated': 'info',
  'containmentState.rebuilt': 'good',
  'containmentState.released': 'good',
  'taskStatus.ongoing': 'info',
  'taskStatus.successful': 'good',
  'taskStatus.failed': 'danger',
  'priority.high': 'danger',
  'result.positive': 'danger',
  'result.suspicious': 'warning',
  'result.negative': 'good',
  'indicatorStatus.confirmed': 'danger',
  'indicatorStatus.candidate': 'warning',
  'category.attacker': 'danger',
  'category.detection': 'warning',
  'category.response': 'info',
  'category.communication': 'info',
  'determination.confirmed': 'danger',
  'determination.suspected': 'warning',
  'decision.approved': 'good',
  'decision.returned': 'warning',
  'investigationStatus.open': 'info',
  'investigationStatus.closed': 'good',
};

/** The label of an enumeration's code, coloured by gravity; the colour never says more than the text. */
export const CodeChip = ({ field, code }: { field: string; code: string }) => {
  const labels = useLabels();
  if (field === 'tlp') return <TlpChip level={code as Tlp} />;
  return <Chip tone={TONES[`${field}.${code}`] ?? 'neutral'}>{labels.code(field, code)}</Chip>;
};

/** A stated time in Japan time, with UTC below it. */
export const MomentView = ({ moment }: { moment: Moment }) => {
  const jst = formatMoment(moment, 'Asia/Tokyo');
  const utc = formatMoment(moment, 'UTC');
  return (
    <time className="moment" dateTime={moment.utc} title={moment.original}>
      <span>{jst}</span>
      {utc !== jst && <span className="moment-utc">{utc}</span>}
    </time>
  );
};

/** The time of an operation, in Japan time with UTC below it. */
export const InstantView = ({ iso }: { iso: string }) => (
  <time className="moment" dateTime={iso}>
    <span>{formatInstant(iso, 'Asia/Tokyo')}</span>
    <span className="moment-utc">{formatInstant(iso, 'UTC')}</span>
  </time>
);

/** A value in full in a fixed-width face, with a button that copies it. */
export const CopyText = ({ value, label }: { value: string; label: string }) => {
  const t = useText();
  const { show } = useToasts();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      show({ kind: 'info', title: t('toast.copied'), lines: [], action: null });
    } catch {
      // The browser may refuse the clipboard; the value is on screen and can be selected.
      show({ kind: 'error', title: t('toast.copyFailed'), lines: [], action: null });
    }
  };
  return (
    <span className="copy-text">
      <code className="mono">{value}</code>
      <IconButton label={label} icon={Copy} onPress={() => void copy()} />
    </span>
  );
};

/** Shown where there is nothing yet: what belongs here and how to begin. */
export const EmptyState = ({
  icon: IconView,
  title,
  children,
  action,
}: {
  icon: Icon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) => (
  <div className="empty">
    <IconView size={28} aria-hidden />
    <h2>{title}</h2>
    <div className="empty-text">{children}</div>
    {action}
  </div>
);

export const PageHeader = ({
  title,
  subtitle,
  actions,
}: {
  title: string;
  subtitle?: ReactNode;
  actions?: ReactNode;
}) => (
  <header className="page-header">
    <div>
      <h1>{title}</h1>
      {subtitle !== undefined && <p className="page-subtitle">{subtitle}</p>}
    </div>
    {actions !== undefined && <div className="page-actions">{actions}</div>}
  </header>
);

export const Panel = ({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) => (
  <section className="panel" aria-label={title}>
    <div className="panel-head">
      <h2>{title}</h2>
      {actions}
    </div>
    {children}
  </section>
);
