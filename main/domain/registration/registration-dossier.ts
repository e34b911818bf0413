import type { Orientation } from './orientation.ts';
import type { FinishedRegistration } from './registration.ts';

/** The registration inside a dossier, of the format that `kiosk-config/schema/dossier-registration.schema.json` publishes. */
export const REGISTRATION_FORMAT = 'borne-inscription';

/** Grows when a field is new, gone or means something else. */
export const REGISTRATION_VERSION = 1;

/** What the platform receives of a registration, beside the documents. */
export interface RegistrationDossier extends Pick<FinishedRegistration, 'answers' | 'skipped' | 'urgent'> {
  readonly format: typeof REGISTRATION_FORMAT;
  readonly version: typeof REGISTRATION_VERSION;
  readonly journey: { readonly id: string; readonly version: number; readonly site: string | null };
  /** Language of the visit, IETF. */
  readonly language: string;
  /** When the person confirmed, ISO 8601 with offset, by the terminal's clock. */
  readonly confirmedAt: string;
  readonly help: { readonly level: FinishedRegistration['help']; readonly agreed: boolean };
  /** Nothing where the journey proposes none (an update). */
  readonly orientation: Orientation | null;
}

/** Writes down a finished registration for the platform. */
export function registrationDossier(
  finished: FinishedRegistration,
  around: {
    readonly language: string;
    readonly confirmedAt: string;
    readonly orientation: Orientation | null;
  },
): RegistrationDossier {
  return {
    format: REGISTRATION_FORMAT,
    version: REGISTRATION_VERSION,
    journey: { id: finished.journey, version: finished.version, site: finished.site },
    language: around.language,
    confirmedAt: around.confirmedAt,
    answers: finished.answers,
    skipped: finished.skipped,
    help: { level: finished.help, agreed: finished.helpAgreed },
    urgent: finished.urgent,
    orientation: around.orientation,
  };
}
