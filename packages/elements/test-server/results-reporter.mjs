import { writeFileSync } from 'node:fs';

/** Writes the outcome of every test as JSON, under the names of vitest's reporter. */
export function resultsReporter(file) {
  return {
    stop({ sessions }) {
      const testResults = sessions.map(resultsOf);
      const having = (status) =>
        testResults.flatMap((each) => each.assertionResults.filter((test) => test.status === status)).length;
      const report = {
        numPassedTests: having('passed'),
        numFailedTests: having('failed'),
        numPendingTests: having('pending'),
        testResults,
      };
      writeFileSync(file, JSON.stringify(report));
    },
  };
}

function resultsOf({ testFile, testResults, errors, passed }) {
  const assertionResults = testResults ? outcomes(testResults, '') : [];
  const hasFailure = assertionResults.some(({ status }) => status === 'failed');
  // A file that does not load, or an error outside of any test, has no test to its name.
  if (!hasFailure && (errors.length > 0 || passed === false))
    assertionResults.push({ status: 'failed', fullName: 'the file itself' });
  return { name: testFile, assertionResults };
}

function outcomes({ name, tests, suites }, above) {
  const path = `${above}${name ?? ''} `.trimStart();
  return [
    ...tests.map((test) => ({
      status: test.skipped ? 'pending' : test.passed ? 'passed' : 'failed',
      fullName: path + test.name,
    })),
    ...suites.flatMap((suite) => outcomes(suite, path)),
  ];
}
