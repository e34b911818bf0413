import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../main/contract/snapshot.ts';
import { canEnd, endNeedsAsking } from '../../../renderer/components/end-rules.ts';
import { SNAPSHOTS } from '../../gallery/snapshots.ts';

const visitOf = (name: string) => (SNAPSHOTS[name] as Snapshot).visit;

describe('ending', () => {
  it.each([
    'scan-fits',
    'scan-next',
    'confirm',
    'copy-ready',
    'copy-copying',
    'proof-saved',
    'proof-sending',
  ])('asks first on %s, where something would be lost', (name) =>
    expect(endNeedsAsking(visitOf(name))).toBe(true),
  );

  it.each(['choose-kind', 'scan-empty', 'copy-done', 'proof-acknowledged', 'proof-refused'])(
    'does not ask on %s, where nothing is lost',
    (name) => expect(endNeedsAsking(visitOf(name))).toBe(false),
  );

  it.each(['welcome', 'ended-sent', 'out-of-service'])('is not offered on %s', (name) =>
    expect(canEnd(visitOf(name))).toBe(false),
  );
});
