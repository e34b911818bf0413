import type { Snapshot, VisitView } from '../../main/contract/snapshot.ts';
import { previewOf } from './papers.ts';

type ImportView = Extract<VisitView, { step: 'import' }>;
type SnapshotWith = (visit: VisitView, change?: Partial<Snapshot>) => Snapshot;

const NAMES = [
  'IMG_20260302_101512.jpg',
  'IMG_20260302_101530.jpg',
  'attestation-employeur-mars-2026-version-definitive-signee.pdf',
  'Bulletin février.pdf',
  'IMG_20260301_090001.jpg',
  'carte.png',
  'quittance.pdf',
  'IMG_20251224_200000.jpg',
];

const files = NAMES.map((name, index) => {
  const preview = previewOf(index % 3);
  return {
    id: index.toString(16).padStart(32, '0'),
    name,
    kind: name.endsWith('.pdf') ? ('pdf' as const) : ('photo' as const),
    preview,
  };
});

/** Every state of choosing on a stick. */
export function importStates(snapshotWith: SnapshotWith): Readonly<Record<string, Snapshot>> {
  const shown = (change: Partial<ImportView>): Snapshot =>
    snapshotWith({
      step: 'import',
      purpose: 'send',
      listing: { kind: 'listed', files, more: false, tooLarge: 0 },
      taking: null,
      ...change,
    });
  return {
    'import-looking': shown({ listing: { kind: 'looking' } }),
    'import-listed': shown({}),
    'import-cut': shown({ listing: { kind: 'listed', files, more: true, tooLarge: 2 } }),
    'import-none': shown({ listing: { kind: 'listed', files: [], more: false, tooLarge: 0 } }),
    'import-pulled': shown({ listing: { kind: 'failed', code: 'usb-pulled' } }),
    'import-taking': shown({ taking: { done: 1, total: 4 } }),
  };
}
