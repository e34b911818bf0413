import type { Failure } from '../domain/result.ts';
import type { ChannelName, CodeOf, InputOf, OutputOf } from './channels.ts';
import type { Snapshot } from './snapshot.ts';

/** What comes back from main: plain data, because a thrown error loses everything but its message on the way. */
export type Reply<Name extends ChannelName> =
  | { readonly ok: true; readonly value: OutputOf<Name> }
  | { readonly ok: false; readonly error: Failure<CodeOf<Name>> };

/** One function per channel, and no generic one. */
export type KioskBridge = {
  readonly [Name in ChannelName]: (input: InputOf<Name>) => Promise<Reply<Name>>;
} & {
  /** Calls `listener` with each new snapshot; returns the way to stop. */
  readonly onSnapshot: (listener: (snapshot: Snapshot) => void) => () => void;
};

declare global {
  interface Window {
    readonly kiosk: KioskBridge;
  }
}
