import type { CalendarDate } from '../../domain/identifiers/calendar-date.ts';
import type { Reading } from '../../domain/reading.ts';
import { readMrz } from './mrz-fields.ts';
import { readTwoDDoc } from './two-d-doc.ts';

/** Lines of a machine readable zone that came as one stretch: how many, by the signs of them all (ICAO Doc 9303-4 to -6). */
const LINES_OF: Readonly<Record<number, number>> = { 90: 3, 72: 2, 88: 2 };

/**
 * What the text of a code says that a hand-held reader read: a 2D-Doc, or a machine readable zone as readers that read
 * print send it, its lines apart or in one stretch.
 *
 * @returns Nothing where it is neither.
 */
export function readCode(
  text: string,
  today: CalendarDate,
): Exclude<Reading, { source: 'code' }> | undefined {
  const document = readTwoDDoc(text);
  if (document !== undefined) return document;
  return readMrz(linesOf(text.trim()), today);
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/);
  const [whole = ''] = lines;
  const count = LINES_OF[whole.length];
  if (lines.length > 1 || count === undefined) return lines;
  const length = whole.length / count;
  return Array.from({ length: count }, (_, index) => whole.slice(index * length, (index + 1) * length));
}
