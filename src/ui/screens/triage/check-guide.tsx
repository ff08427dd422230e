import { AlertTriangle, Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { localText, techniqueLabel } from '../../../core/forms/select';
import type { Check, Checklist, FormLibrary } from '../../../core/forms/types';
import { Button } from '../../components/button';
import { Chip } from '../../components/display';
import { useCopy } from '../../hooks/copy';
import { useLabels, useLanguage, useText } from '../../i18n/language';

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="triage-part">
    <h3>{title}</h3>
    {children}
  </section>
);

const Commands = ({ check }: { check: Check }) => {
  const t = useText();
  const { language } = useLanguage();
  const copy = useCopy();
  return (
    <Part title={t('triage.how')}>
      {check.how !== '' && !check.howTested && (
        <p className="triage-warning">
          <AlertTriangle size={16} aria-hidden />
          <span>
            <strong>{t('triage.untested')}</strong> {t('triage.untestedText')}
          </span>
        </p>
      )}
      {check.how !== '' && (
        <div className="triage-commands">
          {/* Long commands scroll sideways, so the box can be reached by keyboard. */}
          <pre tabIndex={0} role="region" aria-label={t('triage.commands')}>
            <code>{check.how}</code>
          </pre>
          <Button size="small" icon={Copy} onPress={() => void copy(check.how)}>
            {t('triage.copyCommands')}
          </Button>
        </div>
      )}
      {check.howNote !== undefined && <p className="triage-text">{localText(check.howNote, language)}</p>}
    </Part>
  );
};

const Sources = ({ checklist, check }: { checklist: Checklist; check: Check }) => {
  const t = useText();
  const { language } = useLanguage();
  const sources = checklist.sources.filter(({ key }) => check.sourceKeys.includes(key));
  return (
    <Part title={t('triage.sources')}>
      <ul className="triage-sources">
        {sources.map(({ key, title, date, url, grade }) => (
          <li key={key}>
            <Chip tone={grade === 'A' ? 'good' : 'neutral'}>{t('triage.grade', { grade })}</Chip>
            <span>
              {localText(title, language)}
              {date !== null && ` (${date})`}
              <span className="triage-note"> {t(`triage.grade.${grade}`)}</span>
              {url !== null && <span className="triage-url">{url}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
};

/** What a person needs to answer a check: the question, why, how, what counts, what to keep, and where it comes from. */
export const CheckGuide = ({
  library,
  checklist,
  check,
}: {
  library: FormLibrary;
  checklist: Checklist;
  check: Check;
}) => {
  const t = useText();
  const labels = useLabels();
  const { language } = useLanguage();
  const items = checklist.advisoryItems.filter(({ id }) => check.advisoryItems.includes(id));
  return (
    <div className="triage-guide">
      <Part title={t('triage.why')}>
        <p className="triage-text">{localText(check.why, language)}</p>
      </Part>
      <Commands check={check} />
      <Part title={t('triage.positive', { positive: labels.code('result', 'positive') })}>
        <p className="triage-text">{localText(check.positive, language)}</p>
      </Part>
      <Part title={t('triage.evidence')}>
        <p className="triage-text">{localText(check.evidence, language)}</p>
      </Part>
      {check.techniqueIds.length > 0 && (
        <Part title={t('triage.techniques')}>
          <ul className="triage-chips">
            {check.techniqueIds.map((id) => (
              <li key={id}>
                <Chip tone="neutral">{techniqueLabel(library, id)}</Chip>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {items.length > 0 && (
        <Part title={t('triage.items')}>
          <ul className="triage-sources">
            {items.map(({ id, title }) => (
              <li key={id}>
                <Chip tone="info">{id}</Chip>
                <span>{localText(title, language)}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Sources checklist={checklist} check={check} />
    </div>
  );
};
