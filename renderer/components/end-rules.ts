import type { VisitView } from '../../main/contract/snapshot.ts';

/** Whether ending now throws something away that the visitor may still want. */
export function endNeedsAsking(visit: VisitView): boolean {
  switch (visit.step) {
    case 'scan':
      return visit.pages.length > 0 || visit.purpose === 'attach';
    case 'confirm':
      return visit.pages.length > 0;
    case 'copy':
      return visit.copying.kind !== 'done';
    case 'registration':
      return true;
    case 'leaving': {
      if (visit.draft.kind !== 'saved') return true;
      const onPaper = visit.printing.kind === 'printed' || visit.printing.kind === 'sent';
      return visit.copying.kind === 'copying' || !(onPaper || visit.copying.kind === 'done');
    }
    case 'proof': {
      const onPaper = visit.printing.kind === 'printed' || visit.printing.kind === 'sent';
      return visit.copying.kind === 'copying' || !(onPaper || visit.copying.kind === 'done');
    }
    default:
      return false;
  }
}

/** Steps in which no visit is under way. */
const NOBODYS_VISIT: ReadonlySet<VisitView['step']> = new Set([
  'welcome',
  'staff',
  'ended',
  'out-of-service',
]);

/** Nothing to end before the visit starts and after it ended. */
export function canEnd(visit: VisitView): boolean {
  return !NOBODYS_VISIT.has(visit.step);
}
