import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { HostErrorCode } from '../../contract/errors';
import { Button } from '../components/button';
import { CaseContext } from '../hooks/case';
import { usePorts } from '../hooks/ports';
import { errorCodeOf, useAttempt } from '../hooks/save';
import { useText } from '../i18n/language';
import { useApp } from './app-context';
import { caseCardOf } from './case-card';
import { CaseLayout } from './case-layout';
import { openCase, recordPerson, type OpenedCase } from './open-case';
import { navigate } from './routes';
import { StatePage } from './state-page';

type Opening = { at: 'opening' } | { at: 'open'; opened: OpenedCase } | { at: 'failed'; code: HostErrorCode };

/** Opens the case on mount and closes it on unmount. The person to begin with is taken once. */
const useOpening = (caseId: string): Opening => {
  const ports = usePorts();
  const { actor } = useApp();
  const [first] = useState(actor);
  const [opening, setOpening] = useState<Opening>({ at: 'opening' });
  useEffect(() => {
    let gone = false;
    let opened: OpenedCase | null = null;
    openCase(ports, caseId, first).then(
      (value) => {
        opened = value;
        if (gone) void value.close();
        else setOpening({ at: 'open', opened: value });
      },
      (error: unknown) => {
        if (errorCodeOf(error) === 'internal') ports.logError('a case could not be opened', error);
        if (!gone) setOpening({ at: 'failed', code: errorCodeOf(error) });
      },
    );
    return () => {
      gone = true;
      if (opened) void opened.close();
    };
  }, [ports, caseId, first]);
  return opening;
};

/** Follows the person who writes: the session, and the person's record in the case. */
const useActorInCase = ({ session, writable }: OpenedCase): void => {
  const { actor } = useApp();
  const attempt = useAttempt();
  useEffect(() => {
    session.setActor(actor.personId);
    if (writable) void attempt(() => recordPerson(session, actor));
  }, [session, writable, actor, attempt]);
};

const CARD_DELAY_MS = 1000;

/** Keeps what the case list shows of this case up to date. */
const useCaseCard = ({ session, writable }: OpenedCase): void => {
  const { host, logError } = usePorts();
  useEffect(() => {
    if (!writable) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let written = '';
    const write = () => {
      const card = caseCardOf(session.state());
      if (card === null || JSON.stringify(card) === written) return;
      written = JSON.stringify(card);
      // The card is only a cache of the journal: a failure costs an old line in the case list.
      host['cases.writeCard']({ caseId: session.caseId, card }).catch((error: unknown) => {
        written = '';
        logError('the case list could not be brought up to date', error);
      });
    };
    const unsubscribe = session.subscribe((changes) => {
      if (!changes.some((change) => change.kind === 'record')) return;
      clearTimeout(timer);
      timer = setTimeout(write, CARD_DELAY_MS);
    });
    write();
    return () => {
      unsubscribe();
      clearTimeout(timer);
      write();
    };
  }, [host, logError, session, writable]);
};

const OpenCaseFrame = ({ opened, children }: { opened: OpenedCase; children: ReactNode }) => {
  const { actor } = useApp();
  useActorInCase(opened);
  useCaseCard(opened);
  const value = useMemo(() => ({ ...opened, actor }), [opened, actor]);
  return <CaseContext.Provider value={value}>{children}</CaseContext.Provider>;
};

export const CaseFrame = ({ caseId }: { caseId: string }) => {
  const t = useText();
  const opening = useOpening(caseId);
  if (opening.at === 'opening') return <p className="state-loading">{t('cases.opening')}</p>;
  if (opening.at === 'open') {
    return (
      <OpenCaseFrame opened={opening.opened}>
        <CaseLayout />
      </OpenCaseFrame>
    );
  }
  return (
    <StatePage
      title={t('state.openFailed')}
      action={<Button onPress={() => navigate({ at: 'cases' })}>{t('state.backToCases')}</Button>}
    >
      <p>{t(`error.${opening.code}`)}</p>
      <p>{t(`error.${opening.code}.kept`)}</p>
      <p>{t(`error.${opening.code}.todo`)}</p>
    </StatePage>
  );
};
