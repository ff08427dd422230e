import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Panel } from '../../components/display';
import { useText } from '../../i18n/language';
import { useCaseRoute } from '../../shell/routes';
import { MissingCharacters } from '../reports/preview-panel';
import { countOpenPoints, type OpenPoints } from './open-points';

const Point = ({ children, to, onGo }: { children: ReactNode; to: string; onGo: () => void }) => (
  <li className="open-point">
    <TriangleAlert size={16} aria-hidden />
    <span>{children}</span>
    <AriaButton className="link-button" onPress={onGo}>
      {to}
    </AriaButton>
  </li>
);

type Props = { points: OpenPoints; characters: readonly string[]; reportId: string };

/** What is not in order yet. None of it forbids an approval; all of it must have been seen. */
export const OpenPointsPanel = ({ points, characters, reportId }: Props) => {
  const t = useText();
  const { go } = useCaseRoute();
  return (
    <Panel title={t('signoff.openPoints')}>
      {countOpenPoints(points, characters.length) === 0 ? (
        <p className="missing-none">
          <CircleCheck size={16} aria-hidden />
          {t('signoff.noOpenPoints')}
        </p>
      ) : (
        <ul className="open-points">
          {points.missing.map(({ fieldId, label }) => (
            <Point key={fieldId} to={t('signoff.openReport')} onGo={() => go('reports', reportId)}>
              {t('signoff.missingField', { field: label })}
            </Point>
          ))}
          {points.unanswered > 0 && (
            <Point to={t('signoff.openTriage')} onGo={() => go('triage')}>
              {t('signoff.unanswered', { count: points.unanswered })}
            </Point>
          )}
          {points.lowVisibility && (
            <Point to={t('signoff.openTriage')} onGo={() => go('triage')}>
              {t('signoff.lowVisibility')}
            </Point>
          )}
        </ul>
      )}
      <MissingCharacters characters={characters} />
    </Panel>
  );
};
