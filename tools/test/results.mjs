// @ts-check

/**
 * @typedef {{ passed: number, failed: number, skipped: number, failures: string[] }} Result
 */

/** @param {string} name @param {boolean} ok @returns {Result} */
export const singleResult = (name, ok) => ({
  passed: ok ? 1 : 0,
  failed: ok ? 0 : 1,
  skipped: 0,
  failures: ok ? [] : [name],
});

/** @param {readonly Result[]} results @returns {Result} */
export const sumResults = (results) => ({
  passed: results.reduce((sum, result) => sum + result.passed, 0),
  failed: results.reduce((sum, result) => sum + result.failed, 0),
  skipped: results.reduce((sum, result) => sum + result.skipped, 0),
  failures: results.flatMap((result) => result.failures),
});

/** The last line of a run. @param {Result} result */
export const summaryLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;

/**
 * A runner that ended badly although no single test did (a file that does not load, an error outside of every test,
 * nothing run at all) has failed once.
 * @param {string} runner @param {Result} result @param {boolean} exitedWell @returns {Result}
 */
const withRunner = (runner, result, exitedWell) => {
  if (result.failed > 0 || (exitedWell && result.passed > 0)) return result;
  const reason = exitedWell ? 'no test passed' : 'ended with an error outside of the tests';
  return { ...result, failed: 1, failures: [`${runner}: ${reason}`] };
};

/**
 * @param {{ testResults: { name: string, status: string, assertionResults: { status: string, fullName: string }[] }[] }} report of Vitest's JSON reporter
 * @param {boolean} exitedWell
 * @param {(file: string) => string} shorten
 */
export const vitestResult = (report, exitedWell, shorten) => {
  const results = report.testResults.map((file) => {
    /** @param {string[]} statuses */
    const having = (...statuses) => file.assertionResults.filter(({ status }) => statuses.includes(status));
    const failures = having('failed').map((test) => `${shorten(file.name)}: ${test.fullName}`);
    if (file.status === 'failed' && failures.length === 0) failures.push(`${shorten(file.name)}: did not load`);
    const skipped = having('skipped', 'pending', 'todo', 'disabled').length;
    return { passed: having('passed').length, failed: failures.length, skipped, failures };
  });
  return withRunner('vitest', sumResults(results), exitedWell);
};

/**
 * @typedef {{ title: string, file: string, tests: { status: 'expected' | 'unexpected' | 'flaky' | 'skipped' }[] }} Spec
 * @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite
 */

/** @param {Suite} suite @returns {Spec[]} */
const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];

/**
 * @param {Suite & { errors?: unknown[] }} report of Playwright's JSON reporter
 * @param {boolean} exitedWell
 */
export const playwrightResult = (report, exitedWell) => {
  const results = specsOf(report).flatMap(({ title, file, tests }) =>
    tests.map(({ status }) => {
      // A test that passes only sometimes is a failing test.
      const failed = status === 'unexpected' || status === 'flaky';
      return {
        passed: status === 'expected' ? 1 : 0,
        failed: failed ? 1 : 0,
        skipped: status === 'skipped' ? 1 : 0,
        failures: failed ? [`${file}: ${title}`] : [],
      };
    }),
  );
  return withRunner('playwright', sumResults(results), exitedWell);
};
