import { describe, expect, it } from 'vitest';
import { playwrightResult, singleResult, summaryLine, sumResults, vitestResult } from '../../tools/test/results.mjs';

const shorten = (file: string) => file.replace('/repo/', '');
const vitestFile = (status: string, ...tests: [status: string, fullName: string][]) => ({
  name: '/repo/test/a.test.ts',
  status,
  assertionResults: tests.map(([state, fullName]) => ({ status: state, fullName })),
});

describe('the sum of all checks', () => {
  it('counts static checks as one each and names the failed ones', () => {
    const total = sumResults([singleResult('lint', true), singleResult('format', false)]);
    expect(total).toEqual({ passed: 1, failed: 1, skipped: 0, failures: ['format'] });
    expect(summaryLine(total)).toBe('1 passed, 1 failed');
  });

  it('mentions skipped tests only when there are some', () => {
    expect(summaryLine({ passed: 3, failed: 0, skipped: 2, failures: [] })).toBe('3 passed, 0 failed, 2 skipped');
  });

  it('reads the report of Vitest', () => {
    const file = vitestFile('failed', ['passed', 'x'], ['failed', 'y breaks'], ['pending', 'z'], ['todo', 'w']);
    const result = vitestResult({ testResults: [file] }, false, shorten);
    expect(result).toEqual({ passed: 1, failed: 1, skipped: 2, failures: ['test/a.test.ts: y breaks'] });
  });

  it('counts a file that does not load as a failure', () => {
    const result = vitestResult({ testResults: [vitestFile('failed')] }, false, shorten);
    expect(result.failures).toEqual(['test/a.test.ts: did not load']);
  });

  it('fails when the runner ended badly although every test passed', () => {
    const result = vitestResult({ testResults: [vitestFile('passed', ['passed', 'x'])] }, false, shorten);
    expect(result).toMatchObject({ passed: 1, failed: 1 });
  });

  it('fails when nothing ran', () => {
    expect(vitestResult({ testResults: [] }, true, shorten).failed).toBe(1);
    expect(playwrightResult({ suites: [] }, true).failed).toBe(1);
  });

  it('reads the report of Playwright through nested suites and takes a flaky test for a failed one', () => {
    const spec = (title: string, status: 'expected' | 'unexpected' | 'flaky' | 'skipped') => ({
      title,
      file: 'job.spec.ts',
      tests: [{ status }],
    });
    const report = {
      suites: [
        { specs: [spec('a', 'expected')], suites: [{ specs: [spec('b', 'flaky'), spec('c', 'skipped')] }] },
        { specs: [spec('d', 'unexpected')] },
      ],
    };
    expect(playwrightResult(report, false)).toEqual({
      passed: 1,
      failed: 2,
      skipped: 1,
      failures: ['job.spec.ts: b', 'job.spec.ts: d'],
    });
  });
});
