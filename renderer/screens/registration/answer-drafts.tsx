import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';

/** Gives main what was typed; resolves to whether it was taken. */
export type Commit<Draft> = (draft: Draft) => Promise<boolean>;
type Flush = () => Promise<boolean>;

/**
 * A field that was left tells main after so long, milliseconds: what the finger is pressing meanwhile must not be moved
 * away by a message that appears above it.
 */
const SETTLE_MS = 300;

interface AnswerDrafts {
  /** A field that may hold something main does not have yet. Returns the way to take it out again. */
  readonly register: (flush: Flush) => () => void;
  /** Gives main everything that is typed, in the order of the screen; resolves to whether all of it was taken. */
  readonly flushAll: Flush;
}

const DraftsContext = createContext<AnswerDrafts | null>(null);

function useDrafts(): AnswerDrafts {
  const drafts = useContext(DraftsContext);
  if (drafts === null) throw new Error('used outside of AnswerDraftsProvider');
  return drafts;
}

/** Keeps track of what is typed on a screen and not yet told to main, so that no button goes past it. */
export function AnswerDraftsProvider({ children }: { readonly children: ReactNode }) {
  const flushes = useRef(new Set<Flush>());
  const drafts = useMemo<AnswerDrafts>(
    () => ({
      register: (flush) => {
        flushes.current.add(flush);
        return () => flushes.current.delete(flush);
      },
      flushAll: async () => {
        let all = true;
        for (const flush of flushes.current) {
          const taken = await flush();
          all &&= taken;
        }
        return all;
      },
    }),
    [],
  );
  return <DraftsContext value={drafts}>{children}</DraftsContext>;
}

/** Gives main everything typed on this screen. */
export function useFlushAll(): Flush {
  return useDrafts().flushAll;
}

/**
 * What is being typed in a field. `leave`: the field was left, main is told soon. Before the screen is left everything is
 * flushed. A refused text stays where it is. A value that comes from main (the form that is kept, or read on a document) is
 * shown unless something else is being typed.
 */
export function useDraft<Draft>(
  known: Draft,
  commit: Commit<Draft>,
): {
  readonly draft: Draft;
  readonly change: (draft: Draft) => void;
  readonly leave: () => void;
} {
  const { register } = useDrafts();
  const [draft, setDraft] = useState(known);
  const now = useRef(draft);
  const untold = useRef(false);
  const newest = useRef(commit);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    newest.current = commit;
  });

  const knownText = JSON.stringify(known);
  // biome-ignore lint/correctness/useExhaustiveDependencies: compared by what it says, not by identity
  useEffect(() => {
    if (untold.current) return;
    now.current = known;
    setDraft(known);
  }, [knownText]);

  const change = useCallback((next: Draft) => {
    clearTimeout(leaving.current);
    untold.current = true;
    now.current = next;
    setDraft(next);
  }, []);
  const flush = useCallback<Flush>(async () => {
    clearTimeout(leaving.current);
    if (!untold.current) return true;
    const told = now.current;
    const taken = await newest.current(told);
    if (taken && now.current === told) untold.current = false;
    return taken;
  }, []);
  const leave = useCallback(() => {
    clearTimeout(leaving.current);
    leaving.current = setTimeout(() => void flush(), SETTLE_MS);
  }, [flush]);
  useEffect(() => {
    const unregister = register(flush);
    return () => {
      clearTimeout(leaving.current);
      unregister();
    };
  }, [register, flush]);
  return { draft, change, leave };
}
