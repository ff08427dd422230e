import type { Check } from '../forms/types';
import type { CaseRecord } from '../journal/state';
import type { Moment, Precision } from '../records/fields';
import { CHECK_RESULTS, PHASES, type CheckResult } from '../records/vocabularies';

export type Answer = CaseRecord<'checklistAnswer'>;
/** `open`: nobody has answered yet. */
export type CheckStatus = CheckResult | 'open';
export type Phase = (typeof PHASES)[number];

/** What an answer would say, before it is written. */
export type AnswerInput = {
  result: CheckResult | null;
  stepRun: boolean;
  coveredFrom: Moment | null;
  coveredUntil: Moment | null;
};
export type AnswerProblem = 'no-result' | 'negative-step-not-run' | 'negative-no-period' | 'period-reversed';

const DAY_MS = 86_400_000;
/** How long a stated time can last at most, by how exactly it was stated. */
const SPAN_MS: Readonly<Record<Precision, number>> = {
  year: 366 * DAY_MS,
  month: 31 * DAY_MS,
  day: DAY_MS,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};
/** "From 8 January 9:12 until 8 January" is a period: only an end that is over before the beginning is not. */
const isReversed = (from: Moment, until: Moment): boolean =>
  Date.parse(until.utc) + SPAN_MS[until.precision] <= Date.parse(from.utc);

/**
 * What keeps an answer from being accepted; empty when nothing does. "Negative" claims that traces would have been
 * seen: it needs the step to have been run and records that cover a stated period. Otherwise the answer is "unknown".
 */
export const answerProblems = ({
  result,
  stepRun,
  coveredFrom,
  coveredUntil,
}: AnswerInput): readonly AnswerProblem[] => {
  const problems: AnswerProblem[] = [];
  if (result === null) problems.push('no-result');
  if (result === 'negative' && !stepRun) problems.push('negative-step-not-run');
  if (result === 'negative' && (coveredFrom === null || coveredUntil === null)) problems.push('negative-no-period');
  if (coveredFrom !== null && coveredUntil !== null && isReversed(coveredFrom, coveredUntil))
    problems.push('period-reversed');
  return problems;
};

/** Answers to one check, by the system they are about; the empty string stands for the case as a whole. */
export type AnswersOfCheck = ReadonlyMap<string, Answer>;
export type CurrentAnswers = ReadonlyMap<string, AnswersOfCheck>;

/**
 * The answers that count: of each check and system the latest, by check id. `answers` are in the journal's order
 * (as `recordsOf` lists them), because the clocks of two laptops need not agree.
 */
export const currentAnswers = (answers: readonly Answer[], checklistId: string): CurrentAnswers => {
  const current = new Map<string, Map<string, Answer>>();
  for (const answer of answers) {
    if (answer.fields.checklistId !== checklistId) continue;
    const ofCheck = current.get(answer.fields.checkId) ?? new Map<string, Answer>();
    current.set(answer.fields.checkId, ofCheck.set(answer.fields.systemId ?? '', answer));
  }
  return current;
};

/** The gravest result counts for the check: one clean system says nothing about another. */
const GRAVITY: readonly CheckResult[] = ['positive', 'suspicious', 'unknown', 'negative', 'not-applicable'];

/** What a check comes to over all its systems. */
export const checkStatus = (answers: AnswersOfCheck | undefined): CheckStatus => {
  const results = new Set([...(answers?.values() ?? [])].map((answer) => answer.fields.result));
  return GRAVITY.find((result) => results.has(result)) ?? 'open';
};

export type CheckFilter = { phase: Phase | null; advisoryItem: string | null; status: CheckStatus | null };

/** The checks that pass every part of the filter that is set, in the order of the phases. */
export const filterChecks = (
  checks: readonly Check[],
  current: CurrentAnswers,
  { phase, advisoryItem, status }: CheckFilter,
): readonly Check[] =>
  PHASES.flatMap((name) =>
    checks.filter(
      (check) =>
        check.phase === name &&
        (phase === null || phase === name) &&
        (advisoryItem === null || check.advisoryItems.includes(advisoryItem)) &&
        (status === null || checkStatus(current.get(check.id)) === status),
    ),
  );

export type Progress = { total: number; answered: number } & Readonly<Record<CheckStatus, number>>;

/** How many of these checks have been answered, and with what. */
export const triageProgress = (checks: readonly Check[], current: CurrentAnswers): Progress => {
  const statuses = checks.map((check) => checkStatus(current.get(check.id)));
  const count = (status: CheckStatus): number => statuses.filter((value) => value === status).length;
  const counts = Object.fromEntries([...CHECK_RESULTS, 'open' as const].map((status) => [status, count(status)]));
  return {
    ...(counts as Record<CheckStatus, number>),
    total: statuses.length,
    answered: statuses.length - count('open'),
  };
};
