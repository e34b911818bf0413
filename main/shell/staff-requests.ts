import { err, type Failure, type Result } from '../domain/result.ts';
import type { StaffMode } from '../visit/staff-mode.ts';
import type { Handlers } from './channel-answer.ts';

type StaffRequest = 'staff.show' | 'staff.enter' | 'staff.examine' | 'staff.test' | 'staff.leave';
type Done = Result<undefined, Failure<'not-now'>>;

const NOT_NOW = err('not-now');

/** The requests of the team's screen; each is refused where no such screen is configured. */
export function staffRequests(
  show: () => Done,
  staff: () => StaffMode | undefined,
): Pick<Handlers, StaffRequest> {
  return {
    'staff.show': show,
    'staff.enter': async ({ pin }) => (await staff()?.enter(pin)) ?? NOT_NOW,
    'staff.examine': () => staff()?.examine() ?? NOT_NOW,
    'staff.test': ({ test }) => staff()?.run(test) ?? NOT_NOW,
    'staff.leave': () => staff()?.leave() ?? NOT_NOW,
  };
}
