import type { ErrorCode } from '../../../main/domain/error-code.ts';
import { errorsFr } from '../../../renderer/i18n/errors-fr.ts';
import {
  abilities,
  moment,
  nameOf,
  outcomeInWords,
  PROTOCOLS,
  STATES,
  TESTS,
} from '../../../renderer/screens/staff/device-words.ts';
import type { DeskReport } from './desk-report.ts';

/** A report in French, for whoever stands at the terminal with a screwdriver. One line a fact, no colour. */

function problemLines(code: ErrorCode, instruction: string | null): readonly string[] {
  return [`${errorsFr[code].title} (${code})`, ...(instruction === null ? [] : [`→ ${instruction}`])];
}

function deviceLines({
  report,
  instruction,
  lastError,
  detail,
}: DeskReport['devices'][number]): readonly string[] {
  const protocol = 'protocol' in report ? `${PROTOCOLS[report.protocol]}, ` : '';
  const title = report.makeAndModel === '' ? nameOf(report) : `${nameOf(report)} : ${report.makeAndModel}`;
  const problem = report.problem ?? (report.device === 'scanner' ? report.feederProblem : null);
  return [
    '',
    title,
    ...[
      `${protocol}${report.address}`,
      `État : ${STATES[report.state]}`,
      ...abilities(report),
      ...(problem === null ? [] : problemLines(problem, instruction)),
      ...(problem === null && instruction !== null ? [`→ ${instruction}`] : []),
      ...(detail === null ? [] : [`Note technique : ${detail}`]),
      ...(lastError === null
        ? []
        : [
            `Dernière erreur, ${moment(lastError.at)} : ${errorsFr[lastError.code].title} (${lastError.code})`,
            ...(lastError.code === problem ? [] : [`→ ${lastError.instruction}`]),
          ]),
    ].map((line) => `  ${line}`),
  ];
}

function testLines({ outcome, instruction, detail }: DeskReport['tests'][number]): readonly string[] {
  return [
    `  ${TESTS[outcome.test]} : ${outcomeInWords(outcome)}`,
    ...[
      ...(outcome.passed ? [] : problemLines(outcome.problem, instruction)),
      ...(detail === null ? [] : [`Note technique : ${detail}`]),
    ].map((line) => `    ${line}`),
  ];
}

/** The whole report as text. */
export function reportText(report: DeskReport): string {
  return [
    `Borne ${report.terminal}, ${report.site}`,
    `Configuration : ${report.config}`,
    ...report.devices.flatMap(deviceLines),
    ...(report.tests.length === 0 ? [] : ['', 'Essais', ...report.tests.flatMap(testLines)]),
    '',
    report.well ? 'Tout est en ordre.' : 'Quelque chose ne va pas : voyez les lignes marquées →.',
  ].join('\n');
}
