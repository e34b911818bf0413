/**
 * Runs inside the page, with the keyboard open: what is wrong with the button of whoever cannot wait, with the field that is typed
 * into and with what is asked.
 */
export function faultsBesideKeys(): string[] {
  const SMALLEST_TARGET_PX = 48;
  const faults: string[] = [];
  const field = document.activeElement;
  const screen = document.querySelector('.screen');
  if (!(field instanceof HTMLInputElement) || screen === null) return ['nothing to type into'];
  if (document.querySelector('.keyboard') === null) return ['no keyboard'];

  const talks = [...document.querySelectorAll('.registration-tools__talk, .talk-beside-keys')].filter(
    (button) => button.getClientRects().length > 0,
  );
  if (talks.length !== 1) faults.push(`${talks.length} buttons to talk to somebody`);
  for (const talk of talks) {
    const { left, right, top, bottom, width, height } = talk.getBoundingClientRect();
    if (width < SMALLEST_TARGET_PX || height < SMALLEST_TARGET_PX) faults.push(`to talk: ${width}×${height}`);
    const edge = 6;
    for (const x of [left + edge, right - edge]) {
      for (const y of [top + edge, bottom - edge]) {
        if (!talk.contains(document.elementFromPoint(x, y))) faults.push(`to talk: not seen at ${x}, ${y}`);
      }
    }
    if (talk.scrollWidth > talk.clientWidth + 1 || talk.scrollHeight > talk.clientHeight + 1) {
      faults.push('to talk: words cut');
    }
  }

  const area = screen.getBoundingClientRect();
  const box = field.getBoundingClientRect();
  if (box.top < area.top || box.bottom > area.bottom) faults.push('the field is hidden');
  /** The lines of text above the field, without the air that the letters of no script reach into. */
  const linesOf = (elements: Iterable<Element>) => {
    const lines: { readonly top: number; readonly bottom: number; readonly air: number }[] = [];
    for (const element of elements) {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(text);
        // What is there for speech alone is seen nowhere.
        if (text.parentElement?.closest('.fr-sr-only, svg') !== null) continue;
        for (const { top, bottom, height } of range.getClientRects()) {
          const air = height / 8;
          if (height > 0 && top < box.top) lines.push({ top: top + air, bottom: bottom - air, air });
        }
      }
    }
    return lines;
  };
  const seenWhole = (name: string, elements: Iterable<Element>): void => {
    const lines = linesOf(elements);
    const first = Math.min(...lines.map(({ top }) => top));
    const start = Math.min(...lines.map(({ top, air }) => top - air));
    const ring = Number.parseFloat(getComputedStyle(field).scrollMarginBottom);
    if (box.bottom + ring - start <= area.height && first < area.top)
      faults.push(`${name} has room, but is not seen`);
  };
  for (const { top, bottom } of linesOf([screen])) {
    if (top < area.top && bottom > area.top) faults.push(`a line is cut through at ${top} to ${bottom}`);
  }
  for (const picture of screen.querySelectorAll('.screen__pictogram')) {
    const { top, bottom } = picture.getBoundingClientRect();
    if (top < area.top && bottom > area.top + 1) faults.push('the picture of the screen is cut through');
  }
  const asked = field
    .closest('.question')
    ?.querySelectorAll('.question__label, .question__hint, .question__problem');
  if (asked !== undefined) seenWhole('what is asked', asked);
  seenWhole('the name of the field', field.labels ?? []);
  return faults.map((fault) => `${field.labels?.[0]?.textContent ?? field.id}: ${fault}`);
}
