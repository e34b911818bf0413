import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Keypad, USUAL_KEYPAD } from '../../main/contract/keypad-keys.ts';
import { LANGUAGES } from '../../main/contract/languages.ts';
import type { Snapshot, VisitView } from '../../main/contract/snapshot.ts';
import { useFailure, useSnapshot } from '../bridge/kiosk-context.tsx';
import { AnnouncerProvider } from '../components/announcer.tsx';
import { Banner } from '../components/banner.tsx';
import { HelperBanner } from '../components/helper-banner.tsx';
import { KioskHeader } from '../components/kiosk-header.tsx';
import { screenOf } from '../components/step-of-visit.ts';
import { VisitStepper } from '../components/visit-stepper.tsx';
import { EndDialog } from '../dialogs/end-dialog.tsx';
import { HelpDialog } from '../dialogs/help-dialog.tsx';
import { HelperDialog } from '../dialogs/helper-dialog.tsx';
import { IdleDialog } from '../dialogs/idle-dialog.tsx';
import { spokenLanguage } from '../i18n/catalogue.ts';
import { keepSecondStrikesAway } from '../keyboard/same-key.ts';
import { CurrentScreen } from '../screens/current-screen.tsx';
import { useVoice } from '../voice/use-voice.ts';
import { followKeypad } from './keypad.ts';

/**
 * After a change of screen, presses are dropped for this long, milliseconds: the second tap of a double tap must not
 * press what has just appeared under the finger (EN 301 549, 5.8, asks for half a second).
 */
const SETTLING_MS = 500;

/** Puts the focus on the new screen's heading and drops presses while it settles. */
function useScreenChange(step: string | undefined) {
  const frame = useRef<HTMLDivElement>(null);
  const { forgetFailure } = useFailure();

  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null || step === undefined) return;
    element.classList.add('kiosk--settling');
    const settled = setTimeout(() => element.classList.remove('kiosk--settling'), SETTLING_MS);
    return () => clearTimeout(settled);
  }, [step]);

  useEffect(() => {
    if (step === undefined) return;
    forgetFailure();
    const heading = document.getElementById('screen-title');
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: 'end' });
  }, [step, forgetFailure]);
  return frame;
}

/** Language, direction, theme, text size, colours and motion live on the document itself: the style sheets follow. */
function useDocumentOf(snapshot: Snapshot | undefined): void {
  const { i18n } = useTranslation();
  const language = snapshot?.access.language;
  const theme = snapshot?.kiosk.theme;
  const textSize = snapshot?.access.textSize;
  const contrast = snapshot?.access.contrast;
  const motion = snapshot?.access.motion;
  useEffect(() => {
    if (language === undefined || theme === undefined) return;
    const spoken = spokenLanguage(language);
    void i18n.changeLanguage(spoken);
    const root = document.documentElement;
    const { tag, direction } = LANGUAGES[spoken];
    root.lang = tag;
    root.dir = direction;
    root.dataset['theme'] = theme;
  }, [i18n, language, theme]);
  useEffect(() => {
    const { dataset } = document.documentElement;
    dataset['textSize'] = textSize ?? 'normal';
    dataset['contrast'] = contrast ?? 'normal';
    dataset['motion'] = motion === false ? 'off' : 'on';
  }, [textSize, contrast, motion]);
}

/** The frame that never moves (header, banner, steps), the screen of the moment, and the dialogs above them. */
export function Visit() {
  const { t } = useTranslation();
  const snapshot = useSnapshot();
  const frame = useScreenChange(snapshot === undefined ? undefined : screenOf(snapshot.visit));
  const [ending, setEnding] = useState<VisitView['step'] | null>(null);
  const [helpSeen, setHelpSeen] = useState(false);
  const [sheetOpen, setSheetOpen] = useState(false);
  useDocumentOf(snapshot);
  const keypad = useRef<Keypad>(USUAL_KEYPAD);
  const sameKey = useRef<Snapshot['access']['sameKey']>('always');
  useEffect(() => {
    if (snapshot === undefined) return;
    keypad.current = snapshot.kiosk.keypad;
    sameKey.current = snapshot.access.sameKey;
  }, [snapshot]);
  useEffect(() => keepSecondStrikesAway(window, () => sameKey.current), []);
  const listen = useVoice(snapshot?.access, keypad);
  useEffect(() => followKeypad(document, () => keypad.current), []);

  // A question about ending belongs to the screen it was asked on; the next call for help is shown again.
  if (ending !== null && ending !== snapshot?.visit.step) setEnding(null);
  if (helpSeen && snapshot?.help.kind === 'none') setHelpSeen(false);

  if (sheetOpen && snapshot?.helper.kind === 'none') setSheetOpen(false);

  if (snapshot === undefined) {
    return (
      <main className="loading">
        <p>{t('app.loading')}</p>
      </main>
    );
  }
  const { visit, help, helper, idle, staffNotes } = snapshot;
  return (
    <AnnouncerProvider>
      <div ref={frame} className="kiosk">
        <KioskHeader
          snapshot={snapshot}
          onListen={listen}
          onHelpShown={() => setHelpSeen(false)}
          onEndAsked={() => setEnding(visit.step)}
        />
        <div className="kiosk__banners">
          <Banner visit={visit} />
          {helper.kind === 'present' && <HelperBanner onSheetAsked={() => setSheetOpen(true)} />}
        </div>
        <main className="kiosk__main">
          <VisitStepper visit={visit} />
          <CurrentScreen snapshot={snapshot} onEndAsked={() => setEnding(visit.step)} />
        </main>
        {ending !== null && <EndDialog visit={visit} onClose={() => setEnding(null)} />}
        {help.kind === 'called' && !helpSeen && (
          <HelpDialog told={help.told} staffNotes={staffNotes} onContinue={() => setHelpSeen(true)} />
        )}
        {sheetOpen && <HelperDialog staffNotes={staffNotes} onClose={() => setSheetOpen(false)} />}
        {idle.kind === 'asking' && <IdleDialog secondsLeft={idle.secondsLeft} />}
      </div>
    </AnnouncerProvider>
  );
}
