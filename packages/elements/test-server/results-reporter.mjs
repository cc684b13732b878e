import { writeFileSync } from 'node:fs';

/** Writes how many tests passed, failed and were skipped, as JSON under the names of vitest's reporter. */
export function resultsReporter(file) {
  return {
    stop({ sessions }) {
      const counts = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 };
      for (const { testResults, errors, passed } of sessions) {
        const failedBefore = counts.numFailedTests;
        if (testResults) count(testResults, counts);
        // A file that does not load, or an error outside of any test, has no test to its name.
        const hasFailure = counts.numFailedTests > failedBefore;
        if (!hasFailure && (errors.length > 0 || passed === false)) counts.numFailedTests += 1;
      }
      writeFileSync(file, JSON.stringify(counts));
    },
  };
}

function count({ tests, suites }, counts) {
  for (const { passed, skipped } of tests) {
    if (skipped) counts.numPendingTests += 1;
    else if (passed) counts.numPassedTests += 1;
    else counts.numFailedTests += 1;
  }
  for (const suite of suites) count(suite, counts);
}
