import { onContentChange } from '../components/content-change.ts';
import type { TextField } from './text-field.ts';

/** What holds a question: what is asked, what helps to answer it, what is wrong with the answer, and its fields. */
const QUESTION = '.question, .resume__field';
/** What is pressed, seen with its border. */
const BUTTON = 'button, .option';
/** Between the upper edge and a question: less than there is between two questions. Pixels. */
const AIR_PX = 8;
/** Of the height that a font gives to a line, what its letters leave free above their accents and below their tails. */
const ABOVE_LETTERS = 1 / 8;
const BELOW_LETTERS = 1 / 10;
/** Rounding of fractional positions, pixels. */
const SLACK_PX = 2;
/** The style's name for the room below the last question. */
const ROOM_BELOW = '--room-below-questions';

interface Line {
  readonly top: number;
  readonly bottom: number;
}

/** The letters of every line of text seen inside `element` that begins above `limit`, in the order of the document. */
function* textAbove(element: Element, limit: number): Generator<{ readonly around: Element } & Line> {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const around = text.parentElement;
    // What is there for speech alone is seen nowhere.
    if (around === null || around.closest('.fr-sr-only, svg') !== null) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const { top, bottom, height } of range.getClientRects()) {
      if (height === 0 || top >= limit) continue;
      yield { around, top: top + height * ABOVE_LETTERS, bottom: bottom - height * BELOW_LETTERS };
    }
  }
}

/** The lines of text inside `element` above `limit`, from the top; what stands beside a line is part of it. */
function linesAbove(element: Element, limit: number): Line[] {
  const found = [...textAbove(element, limit)];
  found.sort((one, other) => one.top - other.top);
  const lines: Line[] = [];
  for (const line of found) {
    const last = lines.at(-1);
    // What is beside a line has its middle there; the next line's letters may only reach into it, and share what is between.
    if (last !== undefined && (line.top + line.bottom) / 2 < last.bottom) {
      lines[lines.length - 1] = { top: last.top, bottom: Math.max(last.bottom, line.bottom) };
      continue;
    }
    const over = last === undefined ? 0 : Math.max(0, last.bottom - line.top) / 2;
    if (last !== undefined) lines[lines.length - 1] = { top: last.top, bottom: last.bottom - over };
    lines.push({ top: line.top + over, bottom: line.bottom });
  }
  return lines;
}

/** Where to begin so that each of `lines` is the first that is seen: in the middle between it and the line above, or nearer. */
function startsOf(lines: readonly Line[]): number[] {
  return lines.map(({ top }, index) => {
    const gap = top - (lines[index - 1]?.bottom ?? Number.NEGATIVE_INFINITY);
    return top - Math.min(AIR_PX, gap / 2);
  });
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

/** Where what is seen may begin, in the window, the best first: each cuts through nothing of the question. */
function startsFor(field: TextField, place: Line, area: Element): number[] {
  const question = field.closest(QUESTION);
  const lines = linesAbove(question ?? area, place.top);
  const starts = startsOf(lines);
  const label = field.labels?.[0]?.getBoundingClientRect();
  const name = label === undefined ? undefined : starts[lines.findIndex((line) => line.bottom > label.top)];
  return [
    ...(question === null ? [] : [question.getBoundingClientRect().top - AIR_PX]),
    ...(name === undefined ? [] : [name]),
    ...starts,
  ];
}

/** What stands in `area` above `limit` beside the question of `field`: its lines, with the buttons that they are in. */
function standingBeside(field: TextField, limit: number, area: Element): Line[] {
  const question = field.closest(QUESTION);
  const standing: Line[] = [];
  for (const line of textAbove(area, limit)) {
    if (question?.contains(line.around)) continue;
    standing.push(line.around.closest(BUTTON)?.getBoundingClientRect() ?? line);
  }
  return question === null ? [] : standing;
}

/** The next way back from `way` that cuts through nothing of `standing`; `way` itself where there is none from `least` on. */
function uncut(way: number, standing: readonly Line[], least: number): number {
  let back = way;
  for (;;) {
    const cut = standing.find((line) => line.top < back - SLACK_PX && line.bottom > back + SLACK_PX);
    if (cut === undefined) return back;
    if (cut.top < least) return way;
    back = cut.top;
  }
}

/** How far `area` is slid at most, pixels. */
function endOf(area: Element): number {
  return area.scrollHeight - area.clientHeight;
}

/**
 * Slides `area` so that `field` is whole in it: not at all where the screen from its beginning has room, else until its
 * question is at the upper edge, else the field's own name, else the first line of the question that there is room for. The
 * last question too gets there: `area` is given the room for it below. No line of the question or above it is cut through at
 * the upper edge, nor what stands beside it where the field stays in sight.
 *
 * @returns how far `area` is slid, pixels
 */
function bringIntoSight(field: TextField, area: HTMLElement): number {
  area.style.setProperty(ROOM_BELOW, '0px');
  const place = placeOf(field);
  const edge = area.getBoundingClientRect().top + area.clientTop;
  const wayTo = (top: number): number => top - edge + area.scrollTop;
  const [highest, least] = [wayTo(place.top), Math.max(0, wayTo(place.bottom) - area.clientHeight)];
  const starts = [0, ...startsFor(field, place, area).map(wayTo)];
  const start = starts.find((way) => way <= highest && way >= least) ?? highest;
  const standing = standingBeside(field, place.top, area).map(({ top, bottom }) => ({
    top: wayTo(top),
    bottom: wayTo(bottom),
  }));
  const way = uncut(start, standing, least);
  area.style.setProperty(ROOM_BELOW, `${Math.max(0, Math.ceil(way - endOf(area)))}px`);
  area.scrollTo({ top: way, behavior: 'instant' });
  return way;
}

/**
 * Keeps `field` in sight in `area` while it is typed into: what is above and below the field changes with the answer, and
 * `area` itself with the keys. Whoever slides it by hand is left where they went.
 *
 * @returns what ends it
 */
export function keepInSight(field: TextField, area: HTMLElement): () => void {
  let way = bringIntoSight(field, area);
  const end = onContentChange(area, () => {
    // Where what is below became less, the end is nearer: that is nobody's hand.
    const slidByHand = Math.abs(area.scrollTop - Math.min(way, endOf(area))) > SLACK_PX;
    if (!slidByHand) way = bringIntoSight(field, area);
  });
  return () => {
    end();
    area.style.removeProperty(ROOM_BELOW);
  };
}
