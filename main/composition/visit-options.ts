import type { Configuration } from '../../kiosk-config/schema/read-configuration.ts';
import type { TerminalJourneys } from '../../kiosk-config/schema/terminal-journeys.ts';
import type { OfferedLanguages } from '../domain/offered-languages.ts';
import { startingTextSize } from '../domain/screen-size.ts';
import type { VisitOptions } from '../visit/visit-session.ts';
import type { DestinationChoice, DocumentKind } from '../visit/visit-state.ts';

type Profile = Configuration['profile'];

/** What each visit starts with: the terminal's language, and text large enough for its screen where that is known. */
function accessOptions(
  { display }: Profile,
  { language, languages }: OfferedLanguages,
): VisitOptions['access'] {
  const { diagonal_inches: diagonalInches, width, height } = display;
  return {
    language,
    languages,
    textSize: diagonalInches === undefined ? 'normal' : startingTextSize({ width, height, diagonalInches }),
  };
}

/** A visit as the configuration wants it. */
export function visitOptions(
  { profile, documents, destinations, instructions }: Configuration,
  journeys: TerminalJourneys,
  languages: OfferedLanguages,
): VisitOptions {
  const destination = (id: string): DestinationChoice => {
    const file = destinations.get(id);
    // The configuration was checked: a kind that names no destination never gets here.
    if (file === undefined) throw new Error(`no destination ${id}`);
    return {
      id,
      label: file.label.fr,
      spoken: { label: file.label },
      icon: file.icon,
      maxBytes: file.max_bytes,
      maxPages: file.max_pages,
      format: file.formats.includes('pdf') ? 'pdf' : 'jpg',
    };
  };
  return {
    terminal: profile.terminal,
    site: profile.site,
    theme: profile.theme,
    access: accessOptions(profile, languages),
    keypad: profile.keypad,
    kinds: documents.kinds.map(
      (kind): DocumentKind => ({
        id: kind.id,
        label: kind.label.fr,
        hint: kind.hint?.fr ?? null,
        spoken: { label: kind.label, hint: kind.hint ?? null },
        icon: kind.icon,
        destinations: kind.destinations.map(destination),
      }),
    ),
    usbDestination: destination(documents.usb_destination),
    journeys: {
      offered: journeys.offered,
      texts: journeys.texts,
      orientation: journeys.orientation,
      destination: destination(profile.journeys.destination),
    },
    scan: {
      dpi: profile.scanner.dpi,
      colour: profile.scanner.colour,
      bothSides: profile.scanner.both_sides,
    },
    idle: {
      askAfterSeconds: profile.idle.ask_after_seconds,
      countdownSeconds: profile.idle.countdown_seconds,
    },
    endedScreenSeconds: profile.idle.ended_screen_seconds,
    instructions,
  };
}
