import type { PictureLimit } from '../ports/document-engine.ts';
import type { VisitState } from './visit-state.ts';

/** What each page may weigh as a picture of its own, where the destination of the visit takes pictures alone. */
export function pictureLimitOf(state: VisitState): PictureLimit | undefined {
  const destination = 'work' in state ? state.work.destination : null;
  return destination?.format === 'jpg' ? { maxBytes: destination.maxBytes } : undefined;
}

export function sameLimit(one: PictureLimit | undefined, other: PictureLimit | undefined): boolean {
  return one?.maxBytes === other?.maxBytes;
}
