import { useCallback } from 'react';
import { useHost, usePorts } from '../../hooks/ports';
import { useLanguage } from '../../i18n/language';
import { useApp } from '../../shell/app-context';
import { caseCardOf } from '../../shell/case-card';
import { openSession, recordPerson } from '../../shell/open-case';

/** Makes a case, writes the built-in training case into it through the same session as everything else, and answers with its id. */
export const useDrill = (): (() => Promise<string>) => {
  const ports = usePorts();
  const host = useHost();
  const { actor } = useApp();
  const { language } = useLanguage();
  return useCallback(async () => {
    const { caseId } = await host['cases.create']({});
    await host['cases.open']({ caseId });
    try {
      const session = await openSession(host, caseId, actor);
      await recordPerson(session, actor);
      await ports.writeDrill(session, language);
      const card = caseCardOf(session.state());
      if (card) await host['cases.writeCard']({ caseId, card });
    } finally {
      await host['cases.close']({ caseId });
    }
    return caseId;
  }, [ports, host, actor, language]);
};
