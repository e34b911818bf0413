/**
 * What is wrong with the look of the page as it stands: runs inside the page, so it uses nothing from outside.
 * One line for each fault.
 */
export function faultsOfLook(): string[] {
  const SMALLEST_TARGET_PX = 48;
  /** 1 rem at 1080 px of the shorter side, less rounding. */
  const SMALLEST_TEXT_PX = 23.9;
  const faults: string[] = [];
  const dialog = document.querySelector('dialog[open]');

  const shown = (element: Element): boolean =>
    element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible';
  const named = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${(element.textContent ?? '').slice(0, 40)}"`;

  for (const element of document.body.querySelectorAll('*')) {
    if (!shown(element) || element.closest('.fr-sr-only, svg') !== null) continue;
    const box = element.getBoundingClientRect();
    if (box.left < -1 || box.right > window.innerWidth + 1) faults.push(`beyond the edge: ${named(element)}`);
    if (element.closest('.fr-logo') !== null) continue;
    const ownText = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
    );
    if (!ownText) continue;
    const size = Number.parseFloat(getComputedStyle(element).fontSize);
    if (size < SMALLEST_TEXT_PX) faults.push(`text of ${size} px: ${named(element)}`);
    if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline') {
      faults.push(`text cut: ${named(element)}`);
    }
  }

  /** What is to be seen of an element: what slides is cut where the part that slides ends. */
  const seen = (element: Element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const area = element.parentElement?.closest('.screen, .dialog__content')?.getBoundingClientRect();
    if (area === undefined) return { left, right, top, bottom };
    return { left, right, top: Math.max(top, area.top), bottom: Math.min(bottom, area.bottom) };
  };
  const overlap = (one: Element, other: Element): boolean => {
    const a = seen(one);
    const b = seen(other);
    return (
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
    );
  };

  const buttons = [...document.querySelectorAll('button')].filter(shown);
  for (const button of buttons) {
    const target = button.closest('.fr-tile') ?? button;
    const { width, height } = target.getBoundingClientRect();
    if (width < SMALLEST_TARGET_PX || height < SMALLEST_TARGET_PX) {
      faults.push(`target of ${width}×${height}: ${named(button)}`);
    }
    if ((button.textContent ?? '').trim() === '') faults.push(`no word on ${named(button)}`);
  }

  for (const input of [...document.querySelectorAll('input')].filter(shown)) {
    const { width, height } = (input.closest('.option') ?? input).getBoundingClientRect();
    if (width < SMALLEST_TARGET_PX || height < SMALLEST_TARGET_PX) {
      faults.push(`target of ${width}×${height}: ${named(input)}`);
    }
  }

  const inFront = buttons.filter((button) => dialog === null || dialog.contains(button));
  for (const [index, one] of inFront.entries()) {
    for (const other of inFront.slice(index + 1)) {
      // What scrolls passes under the bar of buttons.
      if ((one.closest('.screen') === null) !== (other.closest('.screen') === null)) continue;
      if (overlap(one, other)) faults.push(`overlap: ${named(one)} and ${named(other)}`);
    }
  }

  const blocks = [
    ...document.querySelectorAll(
      '.screen__heading, .message, .choice, .source, .selected-page, .add-pages, .next-scan, .page-group, .recap, .confirm__pages, .waiting, .proof__reference, .delivery, .proof-card, .ended__thing, .ended__facts, .question, .registration__notice, .problem-summary, .helper-panel, .registration-head, .proposition, .answers, .next-step',
    ),
  ].filter(shown);
  for (const [index, one] of blocks.entries()) {
    for (const other of blocks.slice(index + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      if (overlap(one, other)) faults.push(`overlap: ${named(one)} and ${named(other)}`);
    }
  }

  const outside = document.querySelectorAll(
    '.kiosk-header button, .screen-actions button, dialog[open], dialog[open] button',
  );
  for (const button of outside) {
    // What slides in a dialog is reached by sliding it; the dialog itself, its title and its buttons never are.
    if (button.closest('.dialog__content') !== null) continue;
    const box = button.getBoundingClientRect();
    if (shown(button) && (box.top < 0 || box.bottom > window.innerHeight)) {
      faults.push(`not on the screen: ${named(button)}`);
    }
  }

  for (const picture of document.querySelectorAll('.page-picture, .drawing, .fr-artwork')) {
    if (!shown(picture)) continue;
    const box = picture.getBoundingClientRect();
    const frame = picture.parentElement?.getBoundingClientRect();
    const out =
      frame === undefined ||
      box.left < frame.left - 1 ||
      box.right > frame.right + 1 ||
      box.top < frame.top - 1 ||
      box.bottom > frame.bottom + 1;
    if (out) faults.push(`picture out of its frame: ${picture.parentElement?.className}`);
    if (box.width < 24 || box.height < 24) faults.push(`picture of ${box.width}×${box.height}`);
  }
  return faults;
}

/** Where the things stand that must never move: rounded edges in pixels, `null` where one is not shown. */
export interface FixedPlaces {
  readonly help: readonly number[] | null;
  readonly end: readonly number[] | null;
  readonly back: readonly number[] | null;
  readonly main: readonly number[] | null;
  /** The three ways out of a registration. */
  readonly leave: readonly number[] | null;
  readonly helper: readonly number[] | null;
  readonly talk: readonly number[] | null;
}

/** Runs inside the page. Help and end by their end and top edges, back by start and bottom, main by end and bottom. */
export function fixedPlaces(): FixedPlaces {
  const edges = (selector: string, sides: readonly ('left' | 'right' | 'top' | 'bottom')[]) => {
    const element = document.querySelector(selector);
    if (element === null || element.getClientRects().length === 0) return null;
    const box = element.getBoundingClientRect();
    return sides.map((side) => Math.round(box[side]));
  };
  return {
    help: edges('.kiosk-header__help', ['right', 'top', 'bottom']),
    end: edges('.kiosk-header__end', ['left', 'top', 'bottom']),
    back: edges('.screen-actions__start button', ['left', 'top', 'bottom']),
    main: edges('.screen-actions__end button', ['right', 'top', 'bottom']),
    leave: edges('.registration-tools__leave', ['left', 'top', 'bottom']),
    helper: edges('.registration-tools__helper', ['left', 'top', 'bottom']),
    talk: edges('.registration-tools__talk', ['left', 'top', 'bottom']),
  };
}
