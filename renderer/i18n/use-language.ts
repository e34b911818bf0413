import type { LanguageCode } from '../../main/contract/languages.ts';
import { useSnapshot } from '../bridge/kiosk-context.tsx';
import { spokenLanguage } from './catalogue.ts';

/** The language that the page speaks now: for `dateInWords`, and for whatever else follows it. */
export function useLanguage(): LanguageCode {
  return spokenLanguage(useSnapshot()?.access.language ?? 'fr');
}
