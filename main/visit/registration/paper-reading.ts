import type { Reading } from '../../domain/reading.ts';
import { prefill } from '../../domain/registration/registration.ts';
import type { PageToRead } from '../../ports/document-engine.ts';
import type { FlowContext } from '../visit-session.ts';
import { calendarDay } from './calendar-day.ts';

/**
 * Reads what a page of a registration's paper says for machines, and fills in what was not answered yet. The person
 * confirms each answer; a page on which nothing can be read changes nothing and is no failure.
 */
export async function readPaper(context: FlowContext, page: Omit<PageToRead, 'today'>): Promise<void> {
  const { ports, session } = context;
  if (ports.reader === null) return;
  const today = calendarDay(ports.clock.now());
  const read = await ports.reader.read({ ...page, today }, session.ended.signal);
  if (!read.ok) return;
  fillIn(context, read.value);
}

/** The same of a code that somebody held before the barcode reader. A code that says nothing of the person changes nothing. */
export async function readHeldCode(context: FlowContext, text: string): Promise<void> {
  const { ports, session } = context;
  if (ports.reader === null) return;
  const today = calendarDay(ports.clock.now());
  const read = await ports.reader.readCode({ text, today }, session.ended.signal);
  if (read.ok) fillIn(context, read.value);
}

function fillIn(context: FlowContext, readings: readonly Reading[]): void {
  for (const reading of readings) {
    if (reading.source === 'code') continue;
    context.updateRegistration((work) => ({
      ...work,
      state: prefill(work.state, reading.source, { ...reading.answers }).state,
    }));
  }
}
