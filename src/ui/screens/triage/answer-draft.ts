import type { Checklist, Loaded } from '../../../core/forms/types';
import type { Payload } from '../../../core/journal/operation';
import type { Fields } from '../../../core/records/types';
import { CHECK_RESULTS, type CheckResult } from '../../../core/records/vocabularies';
import { createPayload } from '../../../core/session/session-type';
import { answerProblems, type Answer, type AnswerProblem } from '../../../core/triage/answers';
import { draftFrom, fieldsForCreate, readForm, readList, writeList, type Problems } from '../../forms/values';
import type { DraftValues } from '../../hooks/draft';

/** What a new answer starts with. The zone of a hand-written period can be seen and changed beside it. */
export const EMPTY_ANSWER: DraftValues = { 'coveredFrom@zone': 'Asia/Tokyo', 'coveredUntil@zone': 'Asia/Tokyo' };
const FIELDS = ['note', 'coveredFrom', 'coveredUntil', 'evidenceIds'] as const;

export const resultOf = (draft: DraftValues): CheckResult | null =>
  CHECK_RESULTS.find((code) => code === draft.result) ?? null;

/** The draft that shows an earlier answer, to correct it. */
export const draftOfAnswer = ({ fields }: Answer): DraftValues => {
  const { systemId, ...rest } = fields;
  return { ...EMPTY_ANSWER, ...draftFrom(rest), systemIds: writeList(systemId === undefined ? [] : [systemId]) };
};

export type ReadAnswer =
  { ok: true; payloads: readonly Payload[] } | { ok: false; problems: Problems; answer: readonly AnswerProblem[] };

/** Makes the records of an answer: one for each system it names, or one for the case as a whole. */
export const readAnswer = (
  checklist: Loaded<Checklist>,
  checkId: string,
  draft: DraftValues,
  newId: () => string,
): ReadAnswer => {
  const read = readForm('checklistAnswer', FIELDS, draft);
  const values = read.ok ? fieldsForCreate<'checklistAnswer'>(read.values) : null;
  const result = resultOf(draft);
  const stepRun = draft.stepRun === 'true';
  const answer = answerProblems({
    result,
    stepRun,
    coveredFrom: values?.coveredFrom ?? null,
    coveredUntil: values?.coveredUntil ?? null,
  });
  if (values === null || result === null || answer.length > 0) {
    return { ok: false, problems: read.ok ? {} : read.problems, answer };
  }
  const fields: Fields<'checklistAnswer'> = {
    ...values,
    checklistId: checklist.id,
    checklistVersion: checklist.version,
    checklistSha256: checklist.sha256,
    checkId,
    result,
    stepRun,
  };
  const systemIds = readList(draft.systemIds ?? '');
  const abouts = systemIds.length === 0 ? [{}] : systemIds.map((systemId) => ({ systemId }));
  return {
    ok: true,
    payloads: abouts.map((about) => createPayload('checklistAnswer', newId(), { ...fields, ...about })),
  };
};
