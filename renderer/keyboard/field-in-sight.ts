import type { TextField } from './text-field.ts';

/** What holds a question: what is asked, what helps to answer it, what is wrong with the answer, and its fields. */
const QUESTION = '.question, .resume__field';

interface Line {
  readonly top: number;
  readonly bottom: number;
}

/** Every line of text seen inside `element` that begins above `limit`, from the top; what stands beside a line is part of it. */
function linesAbove(element: Element, limit: number): Line[] {
  const found: Line[] = [];
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const around = text.parentElement;
    // What is there for speech alone is seen nowhere.
    if (around === null || around.closest('.fr-sr-only, svg') !== null) continue;
    const most = Number.parseFloat(getComputedStyle(around).lineHeight) || Number.POSITIVE_INFINITY;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const { top, bottom, height } of range.getClientRects()) {
      // The letters of some scripts are given more room than their line has.
      const over = Math.max(0, height - most) / 2;
      if (height > 0 && top < limit) found.push({ top: top + over, bottom: bottom - over });
    }
  }
  found.sort((one, other) => one.top - other.top);
  const lines: Line[] = [];
  for (const line of found) {
    const last = lines.at(-1);
    // What is beside a line has its middle there; the next line's letters may only reach into it, and share what is between.
    const between = last === undefined ? line.top : Math.max(line.top, (line.top + last.bottom) / 2);
    if (last === undefined) lines.push(line);
    else if ((line.top + line.bottom) / 2 < last.bottom) {
      lines[lines.length - 1] = { top: last.top, bottom: Math.max(last.bottom, line.bottom) };
    } else {
      lines[lines.length - 1] = { top: last.top, bottom: Math.min(last.bottom, between) };
      lines.push({ top: between, bottom: line.bottom });
    }
  }
  return lines;
}

/** The field with the ring around it, in the window. */
function placeOf(field: TextField): Line {
  const { top, bottom } = field.getBoundingClientRect();
  const { scrollMarginTop, scrollMarginBottom } = getComputedStyle(field);
  return {
    top: top - (Number.parseFloat(scrollMarginTop) || 0),
    bottom: bottom + (Number.parseFloat(scrollMarginBottom) || 0),
  };
}

/** Whether all of the field is to be seen in `area`. */
export function isInSight(field: TextField, area: Element): boolean {
  const frame = area.getBoundingClientRect();
  const { top, bottom } = placeOf(field);
  return top >= frame.top && bottom <= frame.bottom;
}

/**
 * Slides `area` so that `field` is whole in it, in the middle, or lower where its question would not be seen. Where there is no room
 * for the whole question down to the field, what is seen begins at the field's own name, else at the first line that there
 * is room for; no line of the question is cut through.
 */
export function bringIntoSight(field: TextField, area: Element): void {
  const frame = area.getBoundingClientRect();
  const place = placeOf(field);
  const question = field.closest(QUESTION);
  const lines = linesAbove(question ?? area, place.top);
  const firstLineOf = (element: Element | null | undefined): number => {
    const top = element?.getBoundingClientRect().top ?? place.top;
    return lines.find((line) => line.bottom > top)?.top ?? place.top;
  };
  const starts = [firstLineOf(question), firstLineOf(field.labels?.[0]), ...lines.map(({ top }) => top)];
  const start = starts.find((top) => top <= place.top && place.bottom - top <= frame.height) ?? place.top;

  const middle = (place.top + place.bottom - frame.top - frame.bottom) / 2;
  const way = Math.max(Math.min(middle, start - frame.top), place.bottom - frame.bottom);
  const cut = lines.find((line) => line.top < frame.top + way - 1 && line.bottom > frame.top + way + 1);
  const whole = cut === undefined ? way : Math.min(cut.bottom, place.top) - frame.top;
  area.scrollBy({ top: whole, behavior: 'instant' });
}
