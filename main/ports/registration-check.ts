import type { RegistrationDossier } from '../domain/registration/registration-dossier.ts';
import type { Failure, Result } from '../domain/result.ts';

/**
 * Checks a registration against its published schema before it is sealed: afterwards nobody on this terminal could mend
 * it. `dossier-invalid` carries the names of the fields, never what is in them.
 */
export type RegistrationCheck = (
  dossier: RegistrationDossier,
) => Result<undefined, Failure<'dossier-invalid'>>;
