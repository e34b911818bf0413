import { type RefObject, useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Keypad, keypadFunction } from '../../main/contract/keypad-keys.ts';
import type { Snapshot } from '../../main/contract/snapshot.ts';
import { useTell } from '../bridge/kiosk-context.tsx';
import { isSensitive, textFieldOf } from '../keyboard/text-field.ts';
import { liveTexts, type SpokenWords, spokenRoots, spokenTexts, wordsOfControl } from './spoken-texts.ts';

/** A change of the screen comes in several strokes; it is read when nothing has moved for so long, milliseconds. */
const SETTLED_MS = 250;

/** As long as the contract lets one text be. */
const LONGEST_TEXT = 600;

/** Keys of the keypad that are for the voice: pressing one is no reason to fall silent. */
const VOICE_KEYS: ReadonlySet<string> = new Set(['repeat', 'voice', 'plugged', 'unplugged']);

/** Seconds that count down are not said each: what differs in figures only is the same. */
function withoutFigures(text: string): string {
  return text.replaceAll(/\d+/gu, '0');
}

function useSpokenWords(): SpokenWords {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      button: (name) => t('voice.button', { name }),
      deadButton: (name) => t('voice.deadButton', { name }),
      chosen: t('voice.chosen'),
      notChosen: t('voice.notChosen'),
      field: (name) => t('voice.field', { name }),
      empty: t('voice.empty'),
      hidden: t('voice.hidden'),
      wrong: t('voice.wrong'),
    }),
    [t],
  );
}

/** What tells one screen, or one dialog, from the next. */
function titleInFront(): string {
  const root = spokenRoots(document)[0];
  return root?.querySelector('h1, h2')?.textContent ?? '';
}

/**
 * Lets everything be heard: each new screen and dialog from its heading on, what the page says by itself, each control that
 * the keyboard reaches, each letter typed where it may be heard. Any touch or key silences it. Of the keypad, `repeat` starts
 * the voice, and then repeats the screen, as does what is returned; `voice` starts and ends it, and so do headphones that go
 * into the keypad's own socket and out of it.
 */
export function useVoice(access: Snapshot['access'] | undefined, keypad: RefObject<Keypad>): () => void {
  const tell = useTell();
  const words = useSpokenWords();
  const speaks = access?.speech.languages.includes(access.language) === true;
  const on = speaks && access?.voice.on === true;
  const heard = useRef({ title: '', live: new Set<string>() });

  const say = useCallback(
    (texts: readonly string[], after: boolean) => {
      const cut = texts.map((text) => text.slice(0, LONGEST_TEXT)).filter((text) => text !== '');
      if (cut.length > 0) void tell('voice.say', { texts: cut, after });
    },
    [tell],
  );
  const readAll = useCallback(() => {
    heard.current = { title: titleInFront(), live: new Set(liveTexts(document).map(withoutFigures)) };
    say(spokenTexts(document, words), false);
  }, [say, words]);

  const listen = useCallback(() => {
    if (on) readAll();
    else if (speaks) void tell('access.set', { voice: { on: true } });
  }, [on, speaks, readAll, tell]);

  // The screen as it is when the voice starts or the language changes.
  useEffect(() => {
    if (!on) return;
    const timer = setTimeout(readAll, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [on, readAll]);

  useEffect(() => {
    if (!on) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settled = (): void => {
      if (titleInFront() !== heard.current.title) {
        readAll();
        return;
      }
      const live = liveTexts(document);
      const news = live.filter((text) => !heard.current.live.has(withoutFigures(text)));
      heard.current.live = new Set(live.map(withoutFigures));
      say(news, true);
    };
    const moved = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(settled, SETTLED_MS);
    });
    moved.observe(document.body, { childList: true, subtree: true, characterData: true });
    return () => {
      clearTimeout(timer);
      moved.disconnect();
    };
  }, [on, readAll, say]);

  useEffect(() => {
    if (!on) return;
    const hush = (event: Event): void => {
      const asked = event instanceof KeyboardEvent ? keypadFunction(event.key, keypad.current) : undefined;
      if (asked === undefined || !VOICE_KEYS.has(asked)) void tell('voice.stop', {});
    };
    const reached = ({ target }: FocusEvent): void => {
      if (!(target instanceof Element) || !target.matches(':focus-visible')) return;
      if (target.matches('button, input, select, textarea, a[href]'))
        say([wordsOfControl(target, words)], false);
    };
    const typed = (event: Event): void => {
      const field = textFieldOf(event.target);
      if (field === undefined) return;
      const letter = event instanceof InputEvent ? event.data : null;
      const last = letter ?? field.value.slice(-1);
      say([isSensitive(field) ? words.hidden : last], false);
    };
    document.addEventListener('pointerdown', hush, { capture: true });
    document.addEventListener('keydown', hush, { capture: true });
    document.addEventListener('focusin', reached);
    document.addEventListener('input', typed);
    return () => {
      document.removeEventListener('pointerdown', hush, { capture: true });
      document.removeEventListener('keydown', hush, { capture: true });
      document.removeEventListener('focusin', reached);
      document.removeEventListener('input', typed);
    };
  }, [on, say, tell, words, keypad]);

  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const asked = keypadFunction(event.key, keypad.current);
      if (asked === undefined || !VOICE_KEYS.has(asked)) return;
      event.preventDefault();
      if (event.repeat) return;
      const wanted = asked === 'voice' ? !on : asked === 'plugged';
      if (asked === 'repeat') listen();
      else if (speaks && wanted !== on) void tell('access.set', { voice: { on: wanted } });
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [listen, on, speaks, tell, keypad]);
  return listen;
}
