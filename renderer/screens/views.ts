import type { Snapshot, VisitView } from '../../main/contract/snapshot.ts';

/** What one screen is given of the visit. */
export type ViewOf<Step extends VisitView['step']> = Extract<VisitView, { step: Step }>;
export type DeskView = Snapshot['desk'];
