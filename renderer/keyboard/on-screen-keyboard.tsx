import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import Keyboard from 'react-simple-keyboard';
import { LANGUAGES } from '../../main/contract/languages.ts';
import { useSnapshot } from '../bridge/kiosk-context.tsx';
import { useLanguage } from '../i18n/use-language.ts';
import { keepInSight } from './field-in-sight.ts';
import { type Board, hasOwnLetters, rowsOf } from './layouts.ts';
import { SameKeyFilter } from './same-key.ts';
import { eraseIn, kindOf, type TextField, textFieldOf, typeInto } from './text-field.ts';

/** A finger on a key does not take the focus away from the field. */
function keepFocusInField(event: { preventDefault(): void }): void {
  event.preventDefault();
}

/** Keys that show another board. */
const BOARDS: Readonly<Record<string, Board>> = {
  '{symbols}': 'symbols',
  '{letters}': 'latin',
  '{latin}': 'latin',
  '{own}': 'own',
};

/** The keyboard stays so long after its field was left for something else: longer than a press lasts. Milliseconds. */
const HIDE_AFTER_MS = 300;

/** The text field inside `area` that has the focus, kept while the focus is on the keyboard's own keys. */
function useFocusedField(area: RefObject<HTMLElement | null>, keyboard: RefObject<HTMLElement | null>) {
  const [field, setField] = useState<TextField | null>(null);
  useEffect(() => {
    let hiding: ReturnType<typeof setTimeout> | undefined;
    const follow = (event: FocusEvent): void => {
      const { target } = event;
      if (target instanceof Node && keyboard.current?.contains(target)) {
        // Whoever goes on from key to key must not lose the keys from under the focus.
        clearTimeout(hiding);
        return;
      }
      const inside = target instanceof Node && area.current?.contains(target) === true;
      const next = inside ? (textFieldOf(target) ?? null) : null;
      clearTimeout(hiding);
      // Going away at once would move what the finger is pressing from under it.
      if (next === null) hiding = setTimeout(() => setField(null), HIDE_AFTER_MS);
      else setField(next);
    };
    const left = (event: FocusEvent): void => {
      // The focus goes nowhere: the field is gone or a finger fell on nothing. Another window is no reason to hide, nor is
      // a key that goes away because the keys are made anew.
      if (event.relatedTarget !== null || !document.hasFocus()) return;
      if (textFieldOf(event.target) !== undefined) setField(null);
    };
    follow({ target: document.activeElement } as unknown as FocusEvent);
    document.addEventListener('focusin', follow);
    document.addEventListener('focusout', left);
    return () => {
      clearTimeout(hiding);
      document.removeEventListener('focusin', follow);
      document.removeEventListener('focusout', left);
    };
  }, [area, keyboard]);
  return [field, setField] as const;
}

/**
 * The keyboard on the screen, between what scrolls and the buttons that never move. It comes with the focus of a text field
 * and types into it; each key is a button with a name, so that touch, a keyboard, a keypad and speech all reach it.
 */
export function OnScreenKeyboard({
  area,
  beside,
}: {
  readonly area: RefObject<HTMLElement | null>;
  /** Stands beside the keys where the keyboard leaves no room for it elsewhere; using it does not hide the keyboard. */
  readonly beside?: ReactNode;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const access = useSnapshot()?.access;
  const arrangement = access?.keyboard ?? 'azerty';
  const strikes = useRef(new SameKeyFilter());
  const place = useRef<HTMLDivElement>(null);
  const [field, setField] = useFocusedField(area, place);
  const [board, setBoard] = useState<Board>('latin');
  const [shifted, setShifted] = useState(false);

  useEffect(() => {
    if (field === null) return;
    setBoard('latin');
    setShifted(false);
    return area.current === null ? undefined : keepInSight(field, area.current);
  }, [field, area]);

  const kind = field === null ? 'text' : kindOf(field);
  const rows = rowsOf({ language, arrangement, kind, board, shifted });

  /** The library makes its keys anew for each board: the focus that was on a key goes to the same key, or to its place. */
  const heldKey = useRef<{ readonly name: string; readonly index: number } | null>(null);
  const keepFocus = (name: string): void => {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || !place.current?.contains(focused)) return;
    heldKey.current = { name, index: [...(focused.parentElement?.children ?? [])].indexOf(focused) };
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: these two make the keys anew
  useEffect(() => {
    const held = heldKey.current;
    heldKey.current = null;
    if (held === null) return;
    const same = place.current?.querySelector(`[data-skbtn="${CSS.escape(held.name)}"]`);
    const inPlace = [...(place.current?.querySelectorAll('.hg-row') ?? [])].at(-1)?.children[held.index];
    const key = same ?? inPlace;
    if (key instanceof HTMLElement) key.focus();
  }, [board, shifted]);

  const show = (next: Board, key: string): void => {
    keepFocus(key);
    setBoard(next);
  };
  const shift = (next: boolean, key: string): void => {
    keepFocus(key);
    setShifted(next);
  };

  const press = (key: string): void => {
    if (field === null) return;
    if (!strikes.current.takes(key, access?.sameKey ?? 'always', performance.now())) return;
    const next = BOARDS[key];
    if (next !== undefined) show(next, key);
    else if (key === '{shift}') shift(!shifted, key);
    else if (key === '{backspace}') eraseIn(field);
    else if (key === '{hide}') {
      field.blur();
      setField(null);
    } else {
      typeInto(field, key === '{space}' ? ' ' : key);
      if (shifted) shift(false, key.toLocaleLowerCase(LANGUAGES[language].locale));
    }
  };

  if (field === null) return <div ref={place} />;
  const names = {
    '{shift}': t('keyboard.shift'),
    '{backspace}': t('keyboard.backspace'),
    '{space}': t('keyboard.space'),
    '{symbols}': t('keyboard.symbols'),
    '{letters}': t('keyboard.letters'),
    '{latin}': t('keyboard.latin'),
    '{own}': t('keyboard.own'),
    '{hide}': t('keyboard.hide'),
  };
  const leftToRight = board === 'own' && hasOwnLetters(language) ? LANGUAGES[language].direction : 'ltr';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing is pressed here, a press only leaves the focus where it is
    <div
      ref={place}
      className="keyboard-place"
      onPointerDown={keepFocusInField}
      onMouseDown={keepFocusInField}
    >
      <section
        className={`keyboard keyboard--${kind}`}
        aria-label={kind === 'text' ? t('keyboard.label') : t('keyboard.digits')}
        dir={leftToRight}
      >
        <Keyboard
          layout={{ default: [...rows] }}
          display={names}
          mergeDisplay
          useButtonTag
          useMouseEvents
          disableButtonHold
          disableCaretPositioning
          buttonAttributes={[{ attribute: 'aria-pressed', value: String(shifted), buttons: '{shift}' }]}
          onKeyPress={press}
        />
      </section>
      {beside !== undefined && <div className="keyboard-place__beside">{beside}</div>}
    </div>
  );
}
