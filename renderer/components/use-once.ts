import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * Runs `action` once at a time: a press while the last one is pending is dropped, at once and not at the next render, so
 * that a double tap acts once. Returns what to call and whether it is pending.
 */
export function useOnce(action: () => unknown): readonly [() => void, boolean] {
  const running = useRef(false);
  const mounted = useRef(true);
  const [pending, setPending] = useState(false);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const press = useCallback(() => {
    if (running.current) return;
    const outcome = action();
    if (!(outcome instanceof Promise)) return;
    running.current = true;
    setPending(true);
    void outcome.finally(() => {
      running.current = false;
      if (mounted.current) setPending(false);
    });
  }, [action]);
  return [press, pending];
}
