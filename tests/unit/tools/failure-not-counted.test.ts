import { expect, test } from 'vitest';
import { countTests } from '../../../tools/testing/test-run.ts';

const report = (more: object = {}): string =>
  JSON.stringify({
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
    ...more,
  });

test('tests that passed are counted', () => {
  expect(countTests(report(), 0)).toEqual({ passed: 3, failed: 0, skipped: 0 });
});

test('a file that cannot be loaded has no failed test, and counts as one', () => {
  const testResults = [{ status: 'failed', assertionResults: [] }];
  expect(countTests(report({ testResults }), 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
});

test('a file with a failed test is not counted twice', () => {
  const testResults = [{ status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] }];
  expect(countTests(report({ numFailedTests: 1, testResults }), 1)).toMatchObject({ failed: 1 });
});

test('an error outside of every test counts as a failure', () => {
  expect(countTests(report(), 1)).toMatchObject({ failed: 1 });
});

test('a run that was killed counts as a failure', () => {
  expect(countTests(report(), null)).toMatchObject({ failed: 1 });
  expect(countTests(undefined, null)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('what was skipped is told', () => {
  expect(countTests(report({ numPendingTests: 1, numTodoTests: 2 }), 0)).toMatchObject({ skipped: 3 });
});
