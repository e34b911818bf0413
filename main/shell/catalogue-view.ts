import { type LanguageCode, textIn } from '../domain/language.ts';
import type { DestinationChoice, DocumentKind } from '../visit/visit-state.ts';

/** A kind of document in the language of the visit. */
export function kindView(
  kind: DocumentKind,
  language: LanguageCode,
): {
  id: string;
  label: string;
  hint: string | null;
  icon: DocumentKind['icon'];
} {
  const { id, icon, spoken } = kind;
  if (spoken === undefined) return { id, label: kind.label, hint: kind.hint, icon };
  const hint = spoken.hint === null ? null : textIn(spoken.hint, language);
  return { id, label: textIn(spoken.label, language), hint, icon };
}

/** A destination in the language of the visit. */
export function destinationView(
  destination: DestinationChoice,
  language: LanguageCode,
): { id: string; label: string; icon: DestinationChoice['icon']; maxPages: number } {
  const { id, spoken, icon, maxPages } = destination;
  const label = spoken === undefined ? destination.label : textIn(spoken.label, language);
  return { id, label, icon, maxPages };
}
