import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';

const AnnouncerContext = createContext<(text: string) => void>(() => undefined);

/**
 * Tells speech what a press did where the screen alone shows it (a page moved, a page removed). The text alternates with
 * an invisible sign, so that the same sentence twice is spoken twice.
 */
export function AnnouncerProvider({ children }: { readonly children: ReactNode }) {
  const [spoken, setSpoken] = useState({ text: '', turn: false });
  const announce = useCallback((text: string) => setSpoken((last) => ({ text, turn: !last.turn })), []);
  return (
    <AnnouncerContext value={announce}>
      {children}
      <p className="fr-sr-only" role="status">
        {spoken.text}
        {spoken.turn ? '\u200b' : ''}
      </p>
    </AnnouncerContext>
  );
}

/** The way to tell speech something. */
export function useAnnounce(): (text: string) => void {
  return useContext(AnnouncerContext);
}
