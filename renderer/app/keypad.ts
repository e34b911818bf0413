/**
 * Every screen by a keypad of nine keys: four arrows, Enter, Escape (back), F1 (help), F2 (listen and repeat, see
 * `renderer/voice`). Right and left go to the next and the last thing in reading order, so that every one is reached and none
 * is a trap; down and up go to the nearest thing below or above. No two keys at once, nothing to hold down.
 */

const REACHABLE = 'button, input, select, textarea, a[href], [tabindex="0"]';

function reachable(document: Document): HTMLElement[] {
  const dialogs = document.querySelectorAll('dialog[open]');
  const front = dialogs[dialogs.length - 1] ?? document.body;
  return [...front.querySelectorAll<HTMLElement>(REACHABLE)].filter(
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

/** Takes the keys of a keypad; returns the way to stop. */
export function followKeypad(document: Document): () => void {
  const pressed = (event: KeyboardEvent): void => {
    const { key } = event;
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    const focused = document.activeElement;
    const dialog = document.querySelector('dialog[open]') !== null;
    if (key === 'F1' || key === 'Help') {
      event.preventDefault();
      press(document, '.kiosk-header__help');
    } else if (key === 'Escape' && !dialog) {
      press(document, '.screen-actions__start button');
    } else if (
      key === 'Enter' &&
      focused instanceof HTMLInputElement &&
      focused.matches('[type="radio"], [type="checkbox"]')
    ) {
      event.preventDefault();
      focused.click();
    } else if (!caretMoves(focused, key)) {
      const next = target(document, key);
      if (next === undefined) return;
      event.preventDefault();
      // At once: where the focus is must be seen when it gets there.
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    }
  };
  document.addEventListener('keydown', pressed);
  return () => document.removeEventListener('keydown', pressed);
}
