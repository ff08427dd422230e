import { Check, CircleAlert, LoaderCircle, LockKeyhole, Minus } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Tlp } from '../../core/records/vocabularies';
import { formatInstant } from '../../core/time/moment';
import { IconButton } from '../components/button';
import { Chip, TlpChip } from '../components/display';
import { useActivity } from '../hooks/activity';
import { useText } from '../i18n/language';
import { ActorMenu } from './actor-menu';
import { useApp } from './app-context';
import { SettingsMenu } from './settings-menu';

const clockTexts = () => {
  const iso = new Date().toISOString();
  // "2026-11-23 21:04:05 JST" without the seconds: they would only draw the eye.
  const short = (zone: string) => formatInstant(iso, zone).replace(/^\d{4}-(\d{2}-\d{2} \d{2}:\d{2}):\d{2}/u, '$1');
  return { iso, jst: short('Asia/Tokyo'), utc: short('UTC') };
};

/** The laptop's clock in both zones. It is a claim like every clock; the journal never orders by it. */
const Clock = () => {
  const [texts, setTexts] = useState(clockTexts);
  useEffect(() => {
    const timer = setInterval(() => setTexts(clockTexts), 5000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time className="clock" dateTime={texts.iso}>
      <span>{texts.jst}</span>
      <span className="clock-utc">{texts.utc}</span>
    </time>
  );
};

const SAVE_ICONS = { idle: Minus, saving: LoaderCircle, saved: Check, failed: CircleAlert } as const;

/** "Saved" is said only after the journal has acknowledged. */
const SaveNote = () => {
  const t = useText();
  const { state } = useActivity();
  const IconView = SAVE_ICONS[state];
  return (
    <span className={`save-note save-${state}`} role="status">
      <IconView size={14} aria-hidden />
      {t(`top.${state}`)}
    </span>
  );
};

export const TopBar = ({ title, tlp }: { title: string; tlp: Tlp | null }) => {
  const t = useText();
  const { lock } = useApp();
  return (
    <header className="top">
      <div className="top-case">
        <span className="top-title" title={title}>
          {title}
        </span>
        {tlp === null ? <Chip tone="neutral">{t('top.noTlp')}</Chip> : <TlpChip level={tlp} />}
      </div>
      <SaveNote />
      <Clock />
      <ActorMenu />
      <SettingsMenu />
      <IconButton label={t('top.lock')} icon={LockKeyhole} onPress={lock} />
    </header>
  );
};
