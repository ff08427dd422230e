import type { Message } from '../types';
import type { reportsJa } from './reports.ja';

export const reportsEn: Readonly<Record<keyof typeof reportsJa, Message>> = {
  'reports.loading': 'Loading the forms.',
  'reports.noForms': 'No forms',
  'reports.noFormsText': 'This version of Shodo comes without report forms.',
  'reports.emptyTitle': 'No reports yet',
  'reports.emptyText':
    'Choose a form and a recipient: a draft is made from the records of the case. Every text can be changed.',

  'reports.form': 'Form',
  'reports.formLine': '{title} (version {version})',
  'reports.recipient': 'Recipient',
  'reports.otherRecipient': 'Other (type a name)',
  'reports.otherRecipientName': 'Name of the recipient',
  'reports.nature.duty': 'Required by law',
  'reports.nature.contract': 'By contract',
  'reports.nature.voluntary': 'Voluntary',
  'reports.stageNumber': '{stage}, no. {number}',
  'reports.state': 'State',
  'reports.status.none': 'Not approved',
  'reports.status.approved': 'Approved',
  'reports.status.stale': 'Changed since',
  'reports.status.returned': 'Returned',
  'reports.missing': 'Required, empty',
  'reports.missingCount': '{count}',
  'reports.complete': 'None',
  'reports.modified': 'Last change',

  'reports.back': 'All reports',
  'reports.toSignoff': 'Go to sign-off',
  'reports.entries': 'Entries of the report',
  'reports.settings': 'About this report',
  'reports.keys': 'Ctrl+Enter saves, Alt+R refreshes the PDF',
  'reports.missingIntro': {
    one: '{count} required field is empty. Choose it to go there.',
    other: '{count} required fields are empty. Choose one to go there.',
  },
  'reports.nothingMissing': 'All required fields are filled in.',
  'reports.missingHere': 'Required, empty',
  'reports.typedOver': 'Typed over',
  'reports.fromCase': 'From the case',
  'reports.reset': 'Back to the case’s text',
  'reports.resetOf': '{field}: back to the case’s text',
  'reports.gradeTitle': 'How sure it is that the official form has this field: {meaning}',
  'reports.rows': { one: '{count} row', other: '{count} rows' },
  'reports.moreRows': {
    one: 'and {count} more row (the PDF has all)',
    other: 'and {count} more rows (the PDF has all)',
  },

  'reports.preview': 'PDF preview',
  'reports.previewLabel': 'Draft as PDF',
  'reports.previewing': 'Making the PDF',
  'reports.previewOld': 'The entries have changed. Refresh to see them.',
  'reports.refresh': 'Refresh',
  'reports.saveDraft': 'Save draft',
  'reports.saved': 'Saved as “{name}”.',

  'reports.problem.report-missing': 'This report could not be found',
  'reports.problem.report-missing.todo': 'It may have been removed. “Show removed” in the list brings it back.',
  'reports.problem.form-missing': 'The form of this report is not here',
  'reports.problem.form-missing.todo':
    'A newer version of Shodo made this report. Its records are kept. Open it with that version.',
  'reports.problem.form-differs': 'The form differs from the one this report was made with',
  'reports.problem.form-differs.todo':
    'Two forms with the same id and different content: to avoid a mix-up the report cannot be made. Open it with the Shodo that has the original form.',

  'pdf.page': 'Page {page} of {pages}',
  'pdf.tools': '{label}: pages and zoom',
  'pdf.previous': 'Previous page (PageUp)',
  'pdf.next': 'Next page (PageDown)',
  'pdf.smaller': 'Smaller (-)',
  'pdf.larger': 'Larger (+)',
  'pdf.fit': 'Fit width (0)',
  'pdf.zoom': '{percent}%',
  'pdf.failed': 'The PDF could not be shown. Nothing has changed. Make it again.',
  'pdf.missing': {
    one: '{count} character is in no font and is printed as “〓”. Consider writing it in another way.',
    other: '{count} characters are in no font and are printed as “〓”. Consider writing them in another way.',
  },
};
