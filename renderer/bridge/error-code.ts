import type { ScanView } from '../../main/contract/snapshot.ts';

/** Every expected failure, as the contract's snapshot names it. */
export type ErrorCode = Extract<ScanView, { kind: 'failed' }>['code'];
