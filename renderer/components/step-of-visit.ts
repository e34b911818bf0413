import type { VisitView } from '../../main/contract/snapshot.ts';

/** Which of the four steps of a sending this is, from 0; `null` where there are no steps. */
export function stepOf(visit: VisitView): 0 | 1 | 2 | 3 | null {
  switch (visit.step) {
    case 'choose-kind':
    case 'choose-destination':
      return 0;
    case 'scan':
    case 'import':
      return visit.purpose === 'send' ? 1 : null;
    case 'confirm':
      return 2;
    case 'proof':
      return 3;
    default:
      return null;
  }
}

/** What changes when another screen is shown: the focus then goes to its heading. */
export function screenOf(visit: VisitView): string {
  switch (visit.step) {
    case 'registration':
      return `registration/${visit.screen.id}`;
    case 'leaving':
      return `leaving/${visit.draft.kind === 'saved' ? 'saved' : 'asking'}`;
    default:
      return visit.step;
  }
}
