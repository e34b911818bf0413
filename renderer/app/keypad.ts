import { type Keypad, keypadFunction } from '../../main/contract/keypad-keys.ts';

/**
 * Every screen by a keypad of nine keys: four arrows, enter, back, help, and two for the voice (see `renderer/voice`). Right
 * and left go to the next and the last thing in reading order, so that every one is reached and none is a trap; down and up go
 * to the nearest thing below or above. No two keys at once, nothing to hold down. A tenth key goes to the button that leads on.
 */

const ARROWS = { up: 'ArrowUp', down: 'ArrowDown', left: 'ArrowLeft', right: 'ArrowRight' } as const;

const REACHABLE = 'button, input, select, textarea, a[href], [tabindex="0"]';

function reachable(document: Document): HTMLElement[] {
  return [...(frontDialog(document) ?? document.body).querySelectorAll<HTMLElement>(REACHABLE)].filter(
    (element) =>
      element.tabIndex >= 0 &&
      element.getClientRects().length > 0 &&
      !element.matches(':disabled, [inert] *'),
  );
}

/** The next one in reading order, round the end; the first after the heading where nothing is reached yet. */
function inOrder(all: readonly HTMLElement[], from: Element | null, step: 1 | -1): HTMLElement | undefined {
  const at = from instanceof HTMLElement ? all.indexOf(from) : -1;
  if (at !== -1) return all[(at + step + all.length) % all.length];
  if (from === null) return all[0];
  const following = all.findIndex(
    (element) => (from.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
  return step === 1 ? all[Math.max(following, 0)] : (all[following - 1] ?? all.at(-1));
}

function centre(element: Element): { readonly x: number; readonly y: number } {
  const box = element.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}

/** The nearest one below or above; beside counts double, so that a column is followed. */
function vertically(all: readonly HTMLElement[], from: Element, down: boolean): HTMLElement | undefined {
  const here = from.getBoundingClientRect();
  const { x, y } = centre(from);
  let best: { readonly element: HTMLElement; readonly far: number } | undefined;
  for (const element of all) {
    const there = element.getBoundingClientRect();
    const beyond = down ? there.top >= here.bottom - 2 : there.bottom <= here.top + 2;
    if (element === from || !beyond) continue;
    const to = centre(element);
    const far = Math.abs(to.y - y) + 2 * Math.abs(to.x - x);
    if (best === undefined || far < best.far) best = { element, far };
  }
  return best?.element;
}

/** Whether the field itself wants this arrow: the caret can still move that way. */
function caretMoves(element: Element | null, key: string): boolean {
  if (element instanceof HTMLSelectElement) return key === 'ArrowUp' || key === 'ArrowDown';
  const typed = element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement;
  if (!typed || element.selectionStart === null) return false;
  if (element instanceof HTMLInputElement && ['radio', 'checkbox', 'button'].includes(element.type))
    return false;
  if (key === 'ArrowLeft') return element.selectionStart > 0;
  if (key === 'ArrowRight') return (element.selectionEnd ?? 0) < element.value.length;
  return false;
}

function target(document: Document, key: string): HTMLElement | undefined {
  const all = reachable(document);
  const from = document.activeElement === document.body ? null : document.activeElement;
  const rightToLeft = document.documentElement.dir === 'rtl';
  switch (key) {
    case 'ArrowRight':
      return inOrder(all, from, rightToLeft ? -1 : 1);
    case 'ArrowLeft':
      return inOrder(all, from, rightToLeft ? 1 : -1);
    case 'ArrowDown':
      return (from === null ? undefined : vertically(all, from, true)) ?? inOrder(all, from, 1);
    case 'ArrowUp':
      return (from === null ? undefined : vertically(all, from, false)) ?? inOrder(all, from, -1);
    default:
      return undefined;
  }
}

function press(document: Document, selector: string): void {
  document.querySelector<HTMLButtonElement>(selector)?.click();
}

function frontDialog(document: Document): Element | undefined {
  const dialogs = document.querySelectorAll('dialog[open]');
  return dialogs[dialogs.length - 1];
}

/** Where the focus is must be seen at once when it gets there. */
function goTo(element: HTMLElement): void {
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
}

/** Back, as the button of the screen; over the screen, as Escape does it. */
function goBack(document: Document, event: KeyboardEvent): void {
  const dialog = frontDialog(document);
  if (dialog === undefined) press(document, '.screen-actions__start button');
  // Of Escape the browser itself makes the dialog's cancel event.
  else if (event.key !== 'Escape') dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
}

/** Enter presses what the focus is on; the browser does it for buttons where the key really is Enter. */
function enter(focused: Element | null, event: KeyboardEvent): void {
  const ticked = focused instanceof HTMLInputElement && focused.matches('[type="radio"], [type="checkbox"]');
  const pressed = event.key !== 'Enter' && focused instanceof HTMLButtonElement;
  if (!ticked && !pressed) return;
  event.preventDefault();
  focused.click();
}

/** The button that leads on: of the dialog in front, else of the screen. It is reached, not pressed. */
function mainButton(document: Document): HTMLElement | undefined {
  const dialog = frontDialog(document);
  const [button] =
    dialog === undefined
      ? document.querySelectorAll<HTMLElement>('.screen-actions__end button')
      : dialog.querySelectorAll<HTMLElement>('.dialog__actions button');
  return button;
}

/** Takes the keys of a keypad, which may change; returns the way to stop. */
export function followKeypad(document: Document, keypad: () => Keypad): () => void {
  const pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    const asked = keypadFunction(event.key, keypad());
    const focused = document.activeElement;
    switch (asked) {
      case 'help':
        event.preventDefault();
        press(document, '.kiosk-header__help');
        return;
      case 'back':
        goBack(document, event);
        return;
      case 'enter':
        enter(focused, event);
        return;
      case 'main': {
        event.preventDefault();
        const button = mainButton(document);
        if (button !== undefined) goTo(button);
        return;
      }
      case 'up':
      case 'down':
      case 'left':
      case 'right': {
        const arrow = ARROWS[asked];
        // A key of another name moves no caret.
        if (event.key === arrow && caretMoves(focused, arrow)) return;
        const next = target(document, arrow);
        if (next === undefined) return;
        event.preventDefault();
        goTo(next);
        return;
      }
      default:
        // The voice has its own ears.
        return;
    }
  };
  document.addEventListener('keydown', pressed);
  return () => document.removeEventListener('keydown', pressed);
}
