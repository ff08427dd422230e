import { useFormLibrary } from '../../hooks/form-library';
import { useRecord } from '../../hooks/records';
import { useText } from '../../i18n/language';
import { useCaseRoute } from '../../shell/routes';
import { ReportEditor } from './editor';
import { NewReport } from './new-report';
import { ReportList } from './report-list';

/** Reports to authorities: the list, a new one at its side, and the editor of one. */
export const ReportsScreen = () => {
  const t = useText();
  const library = useFormLibrary();
  const { recordId, go } = useCaseRoute();
  const report = useRecord('report', recordId === 'new' ? null : recordId);
  if (library === null) return <p className="page-wait">{t('reports.loading')}</p>;
  if (report !== null && !report.removed) {
    return <ReportEditor key={report.id} library={library} report={report} onClose={() => go('reports')} />;
  }
  const side =
    recordId === 'new' ? (
      <NewReport library={library} onDone={(id) => go('reports', id)} onClose={() => go('reports')} />
    ) : null;
  return (
    <ReportList library={library} onOpen={(id) => go('reports', id)} onNew={() => go('reports', 'new')} side={side} />
  );
};
