import path from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../../../tools/repository.ts';
import { countTests } from '../../../tools/testing/test-run.ts';

const file = path.join(repository, 'tests', 'unit', 'scan-jam.test.ts');
const failed = {
  fullName: 'a jam is told',
  status: 'failed',
  failureMessages: ['AssertionError: expected 1 to be 2\n    at line 7', 'and another'],
};

const report = (more: object = {}): string =>
  JSON.stringify({
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [{ name: file, message: '', status: 'passed', assertionResults: [{ status: 'passed' }] }],
    ...more,
  });

test('tests that passed are counted', () => {
  expect(countTests(report(), 0)).toEqual({ passed: 3, failed: 0, skipped: 0, failures: [] });
});

test('a file that cannot be loaded has no failed test, and counts as one', () => {
  const testResults = [
    { name: file, message: 'no such module\nat all', status: 'failed', assertionResults: [] },
  ];
  expect(countTests(report({ testResults }), 1)).toEqual({
    passed: 3,
    failed: 1,
    skipped: 0,
    failures: ['tests/unit/scan-jam.test.ts > could not be run: no such module'],
  });
});

test('a file with a failed test is not counted twice', () => {
  const assertionResults = [failed, { fullName: 'another', status: 'passed' }];
  const testResults = [{ name: file, message: '', status: 'failed', assertionResults }];
  expect(countTests(report({ numFailedTests: 1, testResults }), 1)).toMatchObject({
    failed: 1,
    failures: ['tests/unit/scan-jam.test.ts > a jam is told: AssertionError: expected 1 to be 2'],
  });
});

test('an error outside of every test counts as a failure', () => {
  expect(countTests(report(), 1)).toMatchObject({ failed: 1, failures: ['the run ended with 1'] });
});

test('a run that was killed counts as a failure', () => {
  expect(countTests(report(), null)).toMatchObject({ failed: 1 });
  expect(countTests(undefined, null)).toMatchObject({ passed: 0, failed: 1, failures: [expect.any(String)] });
});

test('what was skipped is told', () => {
  expect(countTests(report({ numPendingTests: 1, numTodoTests: 2 }), 0)).toMatchObject({ skipped: 3 });
});
