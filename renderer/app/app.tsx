import { useEffect, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import type { KioskBridge } from '../../main/contract/bridge.ts';
import { KioskProvider } from '../bridge/kiosk-context.tsx';
import { createTranslations, FALLBACK_LANGUAGE } from '../i18n/translations.ts';
import { lockTouchGestures } from './touch-gestures.ts';
import { Visit } from './visit.tsx';

/** The whole screen: everything it knows comes through `bridge`. */
export function App({ bridge }: { readonly bridge: KioskBridge }) {
  const [translations] = useState(() => createTranslations(FALLBACK_LANGUAGE));
  useEffect(() => lockTouchGestures(document), []);
  return (
    <I18nextProvider i18n={translations}>
      <KioskProvider bridge={bridge}>
        <Visit />
      </KioskProvider>
    </I18nextProvider>
  );
}
