import type { StaffView } from '../contract/staff.ts';
import type { ErrorCode } from '../domain/error-code.ts';
import type { StaffState } from '../visit/staff-mode.ts';

type OpenView = Extract<StaffView, { kind: 'open' }>;
type Instructions = Readonly<Record<ErrorCode, string>>;
type OpenState = Extract<StaffState, { kind: 'open' }>;
type LastFailures = OpenState['lastFailures'];
type DeviceReport = OpenState['devices'][number];
type TestOutcome = OpenState['outcomes'][number];

/** The team's screen as plain data. What drivers note for technicians stays here: `npm run devices` shows it. */
export function staffView(state: StaffState, instructions: Instructions): StaffView {
  if (state.kind === 'locked') return state;
  const { lastFailures, devices, outcomes, software, ...shown } = state;
  return {
    ...shown,
    software: { ...software, languagesLeftOut: [...software.languagesLeftOut] },
    devices: devices.map((report) => deviceView(report, lastFailures, instructions)),
    outcomes: outcomes.map((outcome) => outcomeView(outcome, instructions)),
  };
}

function deviceView(
  report: DeviceReport,
  lastFailures: LastFailures,
  instructions: Instructions,
): OpenView['devices'][number] {
  const problem = report.problem ?? lesserProblem(report);
  const last = lastFailures[report.device];
  return {
    report: reportView(report),
    instruction: problem === null ? null : instructions[problem],
    lastError: last === undefined ? null : { ...last, instruction: instructions[last.code] },
  };
}

/** What is wrong with a device that works all the same. */
function lesserProblem(report: DeviceReport): ErrorCode | null {
  if (report.device === 'scanner') return report.feederProblem;
  return report.device === 'printer' && report.mediaLow ? 'printer-media-low' : null;
}

function reportView(report: DeviceReport): OpenView['devices'][number]['report'] {
  switch (report.device) {
    case 'scanner': {
      const { detail: _detail, sources, ...shown } = report;
      return {
        ...shown,
        sources: sources.map((source) => ({
          ...source,
          resolutions:
            source.resolutions?.kind === 'discrete'
              ? { kind: 'discrete', values: [...source.resolutions.values] }
              : source.resolutions,
          colours: [...source.colours],
          mediaTypes: [...source.mediaTypes],
        })),
      };
    }
    case 'printer': {
      const { detail: _detail, ...shown } = report;
      return { ...shown, mediaTypes: [...shown.mediaTypes] };
    }
    case 'voice': {
      const { detail: _detail, ...shown } = report;
      return { ...shown, languages: [...shown.languages] };
    }
    case 'usb':
    case 'reader': {
      const { detail: _detail, ...shown } = report;
      return shown;
    }
  }
}

function outcomeView(outcome: TestOutcome, instructions: Instructions): OpenView['outcomes'][number] {
  if (!outcome.passed) {
    const { detail: _detail, ...shown } = outcome;
    return { outcome: shown, instruction: instructions[outcome.problem] };
  }
  return {
    outcome: outcome.test === 'stick' ? { ...outcome, files: [...outcome.files] } : outcome,
    instruction: null,
  };
}
