import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import type { KioskBridge } from '../../main/contract/bridge.ts';
import type { ChannelName, InputOf, OutputOf } from '../../main/contract/channels.ts';
import type { Snapshot } from '../../main/contract/snapshot.ts';
import { watchActivity } from './activity.ts';
import type { ErrorCode } from './error-code.ts';
import { sendRequest } from './send-request.ts';
import { createSnapshotStore, type SnapshotStore } from './snapshot-store.ts';

/** Asks main for something. Resolves to whether it was done; a refusal is shown on the screen by itself. */
export type Request = <Name extends ChannelName>(name: Name, input: InputOf<Name>) => Promise<boolean>;

/** As `Request`, for a request whose answer says something: resolves to it, or to `null` where main refused. */
export type Ask = <Name extends ChannelName>(
  name: Name,
  input: InputOf<Name>,
) => Promise<OutputOf<Name> | null>;

interface Kiosk {
  readonly store: SnapshotStore;
  readonly request: Request;
  /** As `request`, for what the visitor did not ask for by a press: a refusal is not shown. */
  readonly tell: Request;
  readonly ask: Ask;
  /** Why the last request was refused, until another one succeeds or the screen changes. */
  readonly failure: ErrorCode | null;
  readonly forgetFailure: () => void;
}

const KioskContext = createContext<Kiosk | null>(null);

function useKioskContext(): Kiosk {
  const kiosk = useContext(KioskContext);
  if (kiosk === null) throw new Error('used outside of KioskProvider');
  return kiosk;
}

/** Gives the bridge to everything on the screen, and tells main when somebody touches it. */
export function KioskProvider({
  bridge,
  children,
}: {
  readonly bridge: KioskBridge;
  readonly children: ReactNode;
}) {
  const [store] = useState(() => createSnapshotStore(bridge));
  const [failure, setFailure] = useState<ErrorCode | null>(null);

  const request = useCallback<Request>(
    async (name, input) => {
      const reply = await sendRequest(bridge, name, input);
      setFailure(reply.ok ? null : reply.error.code);
      return reply.ok;
    },
    [bridge],
  );
  const ask = useCallback<Ask>(
    async (name, input) => {
      const reply = await sendRequest(bridge, name, input);
      setFailure(reply.ok ? null : reply.error.code);
      return reply.ok ? reply.value : null;
    },
    [bridge],
  );
  const tell = useCallback<Request>(
    async (name, input) => (await sendRequest(bridge, name, input)).ok,
    [bridge],
  );
  const forgetFailure = useCallback(() => setFailure(null), []);

  useEffect(
    () =>
      watchActivity(
        window,
        () => void sendRequest(bridge, 'kiosk.activity', {}),
        () => performance.now(),
      ),
    [bridge],
  );

  const kiosk = useMemo(
    () => ({ store, request, tell, ask, failure, forgetFailure }),
    [store, request, tell, ask, failure, forgetFailure],
  );
  return <KioskContext value={kiosk}>{children}</KioskContext>;
}

/** The newest snapshot, `undefined` until main answered. */
export function useSnapshot(): Snapshot | undefined {
  const { store } = useKioskContext();
  return useSyncExternalStore(store.subscribe, store.current);
}

/** The way to ask main for something. */
export function useRequest(): Request {
  return useKioskContext().request;
}

/** The way to ask main for something that it answers. */
export function useAsk(): Ask {
  return useKioskContext().ask;
}

/** The way to ask main for something that a refusal of is not to be shown. */
export function useTell(): Request {
  return useKioskContext().tell;
}

/** Why the last request was refused. */
export function useFailure(): Pick<Kiosk, 'failure' | 'forgetFailure'> {
  const { failure, forgetFailure } = useKioskContext();
  return { failure, forgetFailure };
}
