import 'i18next';
import type { fr } from './fr.ts';

/** Keys are types: a missing one does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof fr };
    returnNull: false;
  }
}
